package dev.sidetone.turn;

import dev.sidetone.protocol.Json;
import dev.sidetone.turn.Entity.Kind;
import dev.sidetone.turn.TranscribePolicy.Occasion;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** Cheap signs that a built-in transcript may be wrong, or that it had better be right. */
final class Signs {

    // Rather something else than this word: a recogniser that knows what it heard gives nine words in ten.
    private static final double UNSURE = 0.5;
    /** What an agent asks for when a value is to come. English, as the notes are. */
    private static final Pattern ASKS_FOR_A_VALUE = Pattern.compile("(?i)\\b(?:numbers?|digits?|letters?|codes?|spell(?:ed|ing)?|names?|dates?|birthday|born"
            + "|address|street|zip|postcode|postal|e-?mail|phone|mobile|call you back|plate|licen[cs]e|amounts?|how (?:much|many|old)|when|what time|which day)\\b");
    private static final Pattern GIVES_A_NAME = Pattern.compile("(?i)\\b(?:names?(?: is|'s)|surname|spelled|spelt|called)\\b");

    /** They are in every other sentence. */
    private static final Set<Kind> SAY_SO = EnumSet.of(Kind.YES_NO, Kind.NEGATION);

    private Signs() {}

    /** The first that shows, in one clause. */
    static Optional<String> in(Occasion occasion) {
        return switch (occasion.builtIn().heard()) {
            case Heard.Pending ignored -> Optional.of("the built-in transcript did not come in time");
            case Heard.Nothing nothing -> Optional.of("there is no built-in transcript: " + nothing.why().inWords());
            case Heard.Text text when text.silence() -> Optional.of("the built-in recogniser heard nobody speak");
            case Heard.Text text -> unsure(occasion).or(() -> value(text.text())).or(() -> expected(occasion)).or(() -> doubt(text, occasion))
                    .or(() -> foreign(text.text(), occasion));
        };
    }

    private static Optional<String> unsure(Occasion occasion) {
        return occasion.builtIn().leastSure().filter(sureness -> sureness < UNSURE).map(ignored -> "the built-in recogniser was not sure of a word");
    }

    private static Optional<String> value(String text) {
        var form = SpokenForm.of(text);
        var value = EntityFinder.in(form).stream().anyMatch(found -> !SAY_SO.contains(found.kind()))
                || form.spoken().stream().anyMatch(Signs::counts);
        if (value) return Optional.of("digits or letters in the built-in transcript");
        return GIVES_A_NAME.matcher(text).find() ? Optional.of("a name in the built-in transcript") : Optional.empty();
    }

    /** "One" is a word as well: "one moment, please". */
    private static boolean counts(SpokenWord word) {
        return word.isDigit() && (word.written() || !word.said().equals("one"));
    }

    private static Optional<String> expected(Occasion occasion) {
        var lines = occasion.said().byAgent();
        var asks = !lines.isEmpty() && lines.getLast().contains("?") && ASKS_FOR_A_VALUE.matcher(lines.getLast()).find();
        return asks ? Optional.of("the agent asked for a value") : Optional.empty();
    }

    /** The guard's rules serve for this text as well: language, length for the seconds, an earlier line repeated. */
    private static Optional<String> doubt(Heard.Text text, Occasion occasion) {
        var evidence = new Evidence(text, new Heard.Nothing(new Reason.SwitchedOff()), occasion.said(), occasion.builtIn().speech(), occasion.languages());
        return TranscriptGuard.judge(evidence) instanceof Verdict.Doubted doubted
                ? Optional.of("the built-in transcript " + doubted.inWords()) : Optional.empty();
    }

    /** Another language or script than the agent's, where the program does not say what the caller may speak. */
    private static Optional<String> foreign(String text, Occasion occasion) {
        var agent = String.join(" ", occasion.said().byAgent());
        var detector = LanguageDetector.builtIn();
        var language = detector.languageOf(text);
        var allowed = language.filter(occasion.languages()::contains).isPresent();
        if (allowed || agent.isBlank()) return Optional.empty();
        var otherLanguage = language.isPresent() && detector.languageOf(agent).filter(spoken -> !spoken.equals(language.get())).isPresent();
        var script = Script.of(text);
        var otherScript = script.isPresent() && Script.of(agent).filter(written -> written != script.get()).isPresent();
        return otherLanguage || otherScript ? Optional.of("the built-in transcript is in another language than the agent's") : Optional.empty();
    }

    /**
     * The probability of the token a recogniser was least sure of, marks apart: whether a comma was heard is no matter.
     *
     * @param logprobs as the wire has them: {@code [{"token": "Hello", "logprob": -0.01, …}, …]}
     */
    static Optional<Double> leastSure(Json logprobs) {
        var least = StreamSupport.stream(logprobs.node().spliterator(), false)
                .filter(token -> token.path("token").asString("").codePoints().anyMatch(Character::isLetterOrDigit))
                .map(token -> token.path("logprob")).filter(JsonNode::isNumber).mapToDouble(JsonNode::doubleValue).min();
        return least.isPresent() ? Optional.of(Math.exp(least.getAsDouble())) : Optional.empty();
    }
}
