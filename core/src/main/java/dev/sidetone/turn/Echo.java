package dev.sidetone.turn;

import dev.sidetone.turn.Testimony.Witness;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Whether the text is something said before. Callers repeat rightly: a "yes", a number read back, the question they were
 * asked, all of it when they were not heard. So only sentences count, and never against the built-in transcript.
 */
final class Echo {

    private static final double SAME = 0.8;
    private static final int FEWEST_WORDS = 4;
    // Codes do not count: a caller says them again.
    private static final int FEWEST_BEYOND_CODES = 3;
    // Where nobody else listened, a caller's own short sentence may well come twice.
    private static final int FEWEST_WORDS_UNWITNESSED = 6;
    private static final double HALF = 0.5;

    private static final Pattern TO_CALLER = Pattern.compile("\\b(you|your)\\b|[?？؟]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKS_AGAIN = Pattern.compile(
            "again|repeat|sorry|pardon|catch that|hear you|say that|one more time|didn't (get|hear)|repet|repit|otra vez|répét|encore une|wiederhol|noch ?mal|もう一度|再说|重复|फिर",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Echo() {}

    static boolean ofAgent(Testimony testimony) {
        var lines = words(testimony.evidence().said().byAgent());
        return testimony.sentences().stream().anyMatch(sentence -> standsIn(lines, sentence)
                && (unwitnessed(testimony) ? TO_CALLER.matcher(sentence.text()).find() : unheard(sentence, testimony)));
    }

    static boolean ofEarlierTurn(Testimony testimony) {
        var said = testimony.evidence().said();
        var turns = words(said.byCaller());
        boolean asked = !said.byAgent().isEmpty() && ASKS_AGAIN.matcher(said.byAgent().getLast()).find();
        return testimony.sentences().stream().anyMatch(sentence -> standsIn(turns, sentence)
                && (unwitnessed(testimony) ? !asked && sentence.words().size() >= FEWEST_WORDS_UNWITNESSED : unheard(sentence, testimony)));
    }

    private static List<Words> words(List<String> lines) {
        return lines.stream().map(Words::of).toList();
    }

    private static boolean standsIn(List<Words> lines, Sentence sentence) {
        var words = sentence.words();
        return words.size() >= FEWEST_WORDS && words.beyondCodes().size() >= FEWEST_BEYOND_CODES
                && lines.stream().anyMatch(line -> words.within(line) >= SAME);
    }

    /** No built-in transcript that could have heard it: none, silence, or one in another language. */
    private static boolean unwitnessed(Testimony testimony) {
        return testimony.builtInWords().isEmpty() || testimony.speaksAnotherLanguage();
    }

    private static boolean unheard(Sentence sentence, Testimony testimony) {
        return testimony.witness(sentence.words()) != Witness.CONFIRMS && sentence.words().within(testimony.builtInWords()) < HALF;
    }
}
