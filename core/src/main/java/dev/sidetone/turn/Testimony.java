package dev.sidetone.turn;

import java.lang.Character.UnicodeScript;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A text that claims to be a transcript, with everything the guard's rules compare it to. */
final class Testimony {

    /** What the built-in transcript, another witness, says about a stretch of the text. */
    enum Witness {
        CONFIRMS,
        CONTRADICTS,
        /** It heard nothing, or another language, or something between. */
        SILENT
    }

    // Recognisers of telephones get up to every third word wrong; unrelated sentences share "the" and "is".
    private static final double CONFIRMED = 0.6;
    private static final double CONTRADICTED = 0.36;
    // One or two words say little against a sentence, a clear "yes" or "no" apart: those are not what is left of a question.
    private static final int FEWEST_AGAINST = 3;
    private static final Set<String> CLEAR = Set.of("yes", "no", "yeah", "nope", "okay", "correct", "right", "sí", "oui", "non", "ja", "nein", "sim", "não");

    private final String text;
    private final Evidence evidence;
    private final LanguageDetector detector;
    /** All of it, then its sentences. */
    private final List<Sentence> read;
    private final Optional<String> language;
    private final Words builtInWords;
    private final boolean builtInIsForeign;
    /** What was asked already: several rules ask about the same sentences. */
    private final Map<Words, Witness> witnessed = new IdentityHashMap<>();

    Testimony(String text, Evidence evidence, LanguageDetector detector) {
        this.text = text;
        this.evidence = evidence;
        this.detector = detector;
        this.read = new Line(text).sentences();
        this.language = detector.languageOf(text);
        this.builtInWords = builtIn().map(Words::of).map(Words::withoutLoops).orElse(new Words(List.of()));
        this.builtInIsForeign = isForeign(builtIn().orElse(""));
    }

    String text() {
        return text;
    }

    Words words() {
        return read.getFirst().words();
    }

    List<Sentence> sentences() {
        return read.subList(1, read.size());
    }

    Evidence evidence() {
        return evidence;
    }

    /** What the built-in recogniser wrote; empty when it has not delivered, blank when it heard silence. */
    Optional<String> builtIn() {
        return evidence.builtIn() instanceof Heard.Text heard ? Optional.of(heard.text()) : Optional.empty();
    }

    /** Without words too when nothing was delivered. */
    Words builtInWords() {
        return builtInWords;
    }

    boolean builtInHeardSilence() {
        return builtIn().isPresent() && builtInWords.isEmpty();
    }

    /** Seconds of speech; empty where nobody said. */
    Optional<Double> seconds() {
        return evidence.speech().map(speech -> speech.toMillis() / 1000.0);
    }

    /** Of the text. */
    Optional<String> language() {
        return language;
    }

    Optional<String> language(String of) {
        return detector.languageOf(of);
    }

    /** What the built-in transcript says about these words. One in another language has heard badly, and says nothing. */
    Witness witness(Words stretch) {
        return builtInWords.isEmpty() ? Witness.SILENT : witnessed.computeIfAbsent(stretch, this::confront);
    }

    private Witness confront(Words stretch) {
        // A number heard by both does not confirm the sentence around it, but it speaks against a contradiction.
        var words = stretch.beyondCodes();
        double whole = stretch.within(builtInWords);
        double share = words.size() >= FEWEST_AGAINST ? words.within(builtInWords.beyondCodes()) : whole;
        if (share >= CONFIRMED) return Witness.CONFIRMS;
        boolean clear = builtInWords.spoken().stream().allMatch(word -> CLEAR.contains(word.said()));
        boolean comparable = (clear || builtInWords.size() >= FEWEST_AGAINST) && !speaksAnotherLanguage();
        return Math.max(share, whole) < CONTRADICTED && comparable ? Witness.CONTRADICTS : Witness.SILENT;
    }

    /** True when the built-in text is in another language or script than this one. */
    boolean speaksAnotherLanguage() {
        return builtInIsForeign;
    }

    private boolean isForeign(String other) {
        if (other.isBlank()) return false;
        var there = language(other);
        if (language.isPresent() && there.isPresent()) return !language.equals(there);
        Optional<UnicodeScript> script = Script.of(text), otherScript = Script.of(other);
        return script.isPresent() && otherScript.isPresent() && !script.equals(otherScript);
    }
}
