package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * About how a word sounds, from its letters, and how far two such sounds lie apart. Rules of English spelling with the commonest of
 * names from elsewhere; rough, for it compares what a recogniser wrote with a name that it does not know how to write.
 */
final class Sounds {

    /** Longest first: what stands for one sound, or for none. Capitals are sounds that no letter stands for alone: C church, S shoe, T thing. */
    private static final List<Map.Entry<String, String>> SPELLINGS = List.of(
            Map.entry("tsch", "C"), Map.entry("sch", "S"), Map.entry("tch", "C"), Map.entry("eaux", "o"), Map.entry("eau", "o"), Map.entry("augh", "o"),
            Map.entry("ough", "o"), Map.entry("igh", "i"), Map.entry("ch", "C"), Map.entry("cz", "C"), Map.entry("sh", "S"), Map.entry("sz", "S"),
            Map.entry("th", "T"), Map.entry("ph", "f"), Map.entry("ck", "k"), Map.entry("qu", "kw"), Map.entry("gh", "g"), Map.entry("dh", "d"),
            Map.entry("bh", "b"), Map.entry("kh", "k"), Map.entry("dg", "j"), Map.entry("kn", "n"), Map.entry("wr", "r"), Map.entry("ce", "se"),
            Map.entry("ci", "si"), Map.entry("cy", "si"), Map.entry("c", "k"), Map.entry("q", "k"), Map.entry("x", "ks"));

    private static final String VOWELS = "aeiouy";
    /** Sounds that recognisers take for each other. */
    private static final List<String> ALIKE = List.of("pb", "td", "kg", "fv", "sz", "mn", "lr", "vw", "CS", "Cj", "Ss", "Tt", "Td", "Ts", "Tf", "Ck", "jg", "jS", "bv", "sC", "wr", "lw", "jd", "Ct");
    private static final double NEAR = 0.4, FAR = 1, VOWEL = 0.25, LOST_VOWEL = 0.4, LOST = 0.8, LOST_SOFT = 0.45, UNLIKE = 1.2;
    /** Sounds that come and go. */
    private static final String SOFT = "hrwy";

    private Sounds() {}

    /** @param words lower case, without anything but letters between spaces */
    static String of(String words) {
        var sounds = new StringBuilder();
        for (var word : words.replaceAll("[^a-z ]", "").split(" ")) append(word.replaceAll("(?<=[a-z]{2}[^aeiouy])e$", ""), sounds);
        return sounds.toString().replaceAll("(.)\\1+", "$1");
    }

    private static void append(String word, StringBuilder sounds) {
        for (int i = 0; i < word.length(); ) {
            int at = i;
            var spelling = SPELLINGS.stream().filter(each -> word.startsWith(each.getKey(), at)).findFirst();
            sounds.append(spelling.map(Map.Entry::getValue).orElse(word.substring(i, i + 1)));
            i += spelling.map(each -> each.getKey().length()).orElse(1);
        }
    }

    /** 0 for the same, about 0.3 for what may well be the same misheard, 1 and more for nothing in common. */
    static double distance(String name, String heard) {
        var row = new double[heard.length() + 1];
        for (int j = 1; j <= heard.length(); j++) row[j] = row[j - 1] + lost(heard.charAt(j - 1));
        for (int i = 1; i <= name.length(); i++) {
            double diagonal = row[0];
            row[0] += lost(name.charAt(i - 1));
            for (int j = 1; j <= heard.length(); j++) {
                double both = diagonal + exchanged(name.charAt(i - 1), heard.charAt(j - 1));
                diagonal = row[j];
                row[j] = Math.min(both, Math.min(row[j] + lost(name.charAt(i - 1)), row[j - 1] + lost(heard.charAt(j - 1))));
            }
        }
        return row[heard.length()] / weight(name);
    }

    private static double weight(String sounds) {
        return sounds.chars().mapToDouble(sound -> vowel((char) sound) ? LOST_VOWEL : FAR).sum();
    }

    private static boolean vowel(char sound) {
        return VOWELS.indexOf(sound) >= 0;
    }

    private static double lost(char sound) {
        return vowel(sound) ? LOST_VOWEL : SOFT.indexOf(sound) >= 0 ? LOST_SOFT : LOST;
    }

    private static double exchanged(char one, char other) {
        if (one == other) return 0;
        if (vowel(one) && vowel(other)) return VOWEL;
        if (vowel(one) || vowel(other)) return UNLIKE;
        boolean alike = ALIKE.stream().anyMatch(pair -> pair.indexOf(one) >= 0 && pair.indexOf(other) >= 0);
        return alike ? NEAR : FAR;
    }
}
