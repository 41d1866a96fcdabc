package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

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

    private static final Pattern NO_LETTER = Pattern.compile("[^a-z ]"), SILENT_E = Pattern.compile("(?<=[a-z]{2}[^aeiouy])e$"), REPEATED = Pattern.compile("(.)\\1+");
    private static final String VOWELS = "aeiouy";
    /** Sounds that recognisers take for each other. */
    private static final List<String> ALIKE = List.of("pb", "td", "kg", "fv", "sz", "mn", "lr", "vw", "CS", "Cj", "Ss", "Tt", "Td", "Ts", "Tf", "Ck", "jg", "jS", "bv", "sC", "wr", "lw", "jd", "Ct");
    private static final double NEAR = 0.4, FAR = 1, VOWEL = 0.25, LOST_VOWEL = 0.4, LOST = 0.8, LOST_SOFT = 0.45, UNLIKE = 1.2;

    /** By both sounds, which are ASCII letters. */
    private static final double[][] EXCHANGED = exchanged();

    private Sounds() {}

    /** @param words lower case, without anything but letters between spaces */
    static String of(String words) {
        var sounds = new StringBuilder();
        for (var word : NO_LETTER.matcher(words).replaceAll("").split(" ")) append(SILENT_E.matcher(word).replaceAll(""), sounds);
        return REPEATED.matcher(sounds).replaceAll("$1");
    }

    private static void append(String word, StringBuilder sounds) {
        for (int i = 0; i < word.length(); ) {
            var spelling = spelling(word, i);
            sounds.append(spelling.getValue());
            i += spelling.getKey().length();
        }
    }

    private static Map.Entry<String, String> spelling(String word, int at) {
        for (var spelling : SPELLINGS) if (word.startsWith(spelling.getKey(), at)) return spelling;
        return Map.entry(word.substring(at, at + 1), word.substring(at, at + 1));
    }

    /** 0 for the same, about 0.3 for what may well be the same misheard, 1 and more for nothing in common. */
    static double distance(String name, String heard) {
        return distance(name, heard, Double.POSITIVE_INFINITY);
    }

    /** The same where it is no more than {@code most}; else infinity, and sooner. */
    static double distance(String name, String heard, double most) {
        double weight = weight(name);
        // Each that is too much or too few is lost.
        if (Math.abs(name.length() - heard.length()) * LOST_VOWEL > most * weight) return Double.POSITIVE_INFINITY;
        var row = new double[heard.length() + 1];
        for (int j = 1; j <= heard.length(); j++) row[j] = row[j - 1] + lost(heard.charAt(j - 1));
        for (int i = 1; i <= name.length(); i++) {
            double diagonal = row[0], least = row[0] += lost(name.charAt(i - 1));
            for (int j = 1; j <= heard.length(); j++) {
                double both = diagonal + EXCHANGED[name.charAt(i - 1)][heard.charAt(j - 1)];
                diagonal = row[j];
                row[j] = Math.min(both, Math.min(row[j] + lost(name.charAt(i - 1)), row[j - 1] + lost(heard.charAt(j - 1))));
                least = Math.min(least, row[j]);
            }
            if (least > most * weight) return Double.POSITIVE_INFINITY;
        }
        return row[heard.length()] / weight;
    }

    private static double[][] exchanged() {
        var all = new double[128][128];
        for (int one = 0; one < 128; one++) for (int other = 0; other < 128; other++) all[one][other] = exchanged((char) one, (char) other);
        return all;
    }

    private static double weight(String sounds) {
        double sum = 0;
        for (int i = 0; i < sounds.length(); i++) sum += vowel(sounds.charAt(i)) ? LOST_VOWEL : FAR;
        return sum;
    }

    private static boolean vowel(char sound) {
        return VOWELS.indexOf(sound) >= 0;
    }

    private static double lost(char sound) {
        return switch (sound) {
            case 'a', 'e', 'i', 'o', 'u', 'y' -> LOST_VOWEL;
            case 'h', 'r', 'w' -> LOST_SOFT;   // these come and go
            default -> LOST;
        };
    }

    private static boolean alike(char one, char other) {
        for (var pair : ALIKE) {
            if (pair.charAt(0) == one && pair.charAt(1) == other || pair.charAt(0) == other && pair.charAt(1) == one) return true;
        }
        return false;
    }

    private static double exchanged(char one, char other) {
        if (one == other) return 0;
        if (vowel(one) && vowel(other)) return VOWEL;
        if (vowel(one) || vowel(other)) return UNLIKE;
        return alike(one, other) ? NEAR : FAR;
    }
}
