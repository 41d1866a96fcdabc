package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Tells languages by their most frequent short words, which every sentence has some of, and by letters that few languages
 * use. A word or letter that several languages share counts for each in proportion.
 */
final class FrequentWords implements LanguageDetector {

    static final LanguageDetector DETECTOR = new FrequentWords(Resource.lines("languages"));

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}']+");
    // Names and numbers come in ones and twos; a sentence of three words has a frequent one.
    private static final int FEWEST_WORDS = 3;
    private static final int FEWEST_LETTERS_WITHOUT_SPACES = 3;
    // One and a half words that no other language has; measured on the labelled sentences, names stay below.
    private static final double LEAST_SCORE = 1.5;
    private static final double LEAST_SCORE_PER_WORD = 0.15;
    // Neighbours such as Danish and Norwegian, or two languages in one turn, come closer than this.
    private static final double LEAD = 1.6;
    private static final double LETTER_WEIGHT = 0.7;

    private final Map<String, Map<String, Double>> weights = new HashMap<>();

    /** @param lines a code, a colon, words, and letters after a plus sign */
    private FrequentWords(List<String> lines) {
        var languages = new LinkedHashMap<String, Set<String>>();
        for (var line : lines) {
            var signs = new ArrayList<String>();
            for (var word : line.substring(line.indexOf(':') + 1).strip().split(" ")) {
                if (!word.startsWith("+")) signs.add(word);
                else word.substring(1).codePoints().mapToObj(Character::toString).map(letter -> "+" + letter).forEach(signs::add);
            }
            languages.put(line.substring(0, line.indexOf(':')), Set.copyOf(signs.stream().distinct().toList()));
        }
        var spread = languages.values().stream().flatMap(Set::stream).collect(Collectors.groupingBy(sign -> sign, Collectors.counting()));
        languages.forEach((language, signs) -> signs.forEach(
                sign -> weights.computeIfAbsent(sign, ignored -> new HashMap<>()).put(language, 1.0 / spread.get(sign))));
    }

    @Override
    public Optional<String> languageOf(String text) {
        var script = Script.of(text);
        if (script.isEmpty()) return Optional.empty();
        var ofScript = Script.language(script.get());
        if (ofScript.isPresent()) return letters(text) < FEWEST_LETTERS_WITHOUT_SPACES ? Optional.empty() : ofScript;
        var words = Arrays.stream(NO_WORD.split(text.toLowerCase(Locale.ROOT).replace('’', '\''))).filter(word -> !word.isEmpty()).toList();
        return words.size() < FEWEST_WORDS ? Optional.empty() : best(scores(words), words.size());
    }

    private Map<String, Double> scores(List<String> words) {
        var scores = new HashMap<String, Double>();
        for (var word : words) {
            weights.getOrDefault(word, Map.of()).forEach((language, weight) -> scores.merge(language, weight, Double::sum));
            word.codePoints().distinct().filter(letter -> letter > 127).mapToObj(letter -> weights.getOrDefault("+" + Character.toString(letter), Map.of()))
                    .forEach(languages -> languages.forEach((language, weight) -> scores.merge(language, weight * LETTER_WEIGHT, Double::sum)));
        }
        return scores;
    }

    private static Optional<String> best(Map<String, Double> scores, int words) {
        var ranked = scores.entrySet().stream().sorted(Map.Entry.<String, Double>comparingByValue().reversed()).toList();
        if (ranked.isEmpty()) return Optional.empty();
        double first = ranked.getFirst().getValue(), second = ranked.size() > 1 ? ranked.get(1).getValue() : 0;
        boolean sure = first >= LEAST_SCORE && first >= LEAST_SCORE_PER_WORD * words && first >= LEAD * second;
        return sure ? Optional.of(ranked.getFirst().getKey()) : Optional.empty();
    }

    private static long letters(String text) {
        return text.codePoints().filter(Character::isLetter).count();
    }
}
