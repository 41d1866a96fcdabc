package dev.sidetone.turn;

import dev.sidetone.turn.Testimony.Witness;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Whether the text, or a part of it, was said before. Callers repeat rightly: a "yes", a number read back, the question they
 * were asked, all of it when they were not heard. So only sentences count, and never against the built-in transcript.
 */
final class Echo {

    // One word in five may be written in another way.
    private static final double SAME = 0.8;
    private static final int FEWEST_WORDS = 4;
    // Codes do not count: a caller says them again.
    private static final int FEWEST_BEYOND_CODES = 3;
    // Where nobody else listened, a caller's own sentence may well come twice, but hardly a long one.
    private static final int FEWEST_WORDS_UNWITNESSED = 10;
    private static final double HALF = 0.5;

    private static final Pattern TO_CALLER = Pattern.compile("\\b(you|your)\\b|[?？؟]", Pattern.CASE_INSENSITIVE);
    private static final Pattern ASKS_AGAIN = Pattern.compile(
            "again|repeat|sorry|pardon|catch that|hear you|say that|one more time|didn't (get|hear)|repet|repit|otra vez|répét|encore une|wiederhol|noch ?mal|もう一度|再说|重复|फिर",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private Echo() {}

    static boolean ofAgent(Testimony testimony) {
        return unheard(testimony, testimony.evidence().said().agent())
                .anyMatch(sentence -> !unwitnessed(testimony) || TO_CALLER.matcher(sentence.text()).find());
    }

    static boolean ofEarlierTurn(Testimony testimony) {
        var said = testimony.evidence().said();
        return unheard(testimony, said.caller()).anyMatch(sentence -> !unwitnessed(testimony)
                || sentence.words().sizeBeyondCodes() >= FEWEST_WORDS_UNWITNESSED && !wasAskedAgain(said));
    }

    private static boolean wasAskedAgain(Evidence.Said said) {
        return !said.agent().isEmpty() && ASKS_AGAIN.matcher(said.agent().getLast().text()).find();
    }

    /** What the text shares with those lines and the built-in transcript lacks: sentences of either side, and whole lines. */
    private static Stream<Sentence> unheard(Testimony testimony, List<Line> lines) {
        // Then whatever it shares stands in the built-in transcript, too; calls are long, and many turns are heard alike.
        if (testimony.words().standIn(testimony.builtInWords())) return Stream.empty();
        var ofText = testimony.sentences().stream().filter(sentence -> tells(sentence.words()))
                .filter(sentence -> lines.stream().anyMatch(line -> sentence.words().within(line.sentences().getFirst().words(), SAME)));
        var ofLines = lines.stream().flatMap(line -> line.stretches().stream())
                .filter(sentence -> tells(sentence.words()) && sentence.words().within(testimony.words(), SAME));
        return Stream.concat(ofText, ofLines).filter(sentence -> testimony.witness(sentence.words()) != Witness.CONFIRMS
                && !sentence.words().within(testimony.builtInWords(), HALF));
    }

    private static boolean tells(Words words) {
        return words.size() >= FEWEST_WORDS && words.sizeBeyondCodes() >= FEWEST_BEYOND_CODES;
    }

    /** No built-in transcript that could have heard it: none, silence, or one in another language. */
    private static boolean unwitnessed(Testimony testimony) {
        return testimony.builtInWords().isEmpty() || testimony.speaksAnotherLanguage();
    }
}
