package dev.sidetone.turn;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One turn of the caller, settled: it does not change any more. Exactly one exists for each user audio item the server
 * announced.
 *
 * @param itemId the server's id of the audio item
 * @param number 1 for the first item announced in the call, and so on; records may arrive out of this order
 * @param heard both settled
 * @param notes what deviated, one short clause each
 */
public record TurnRecord(
        String itemId, int number, Speech speech, Hearings heard, Reply reply, Took took, Meters meters,
        List<String> notes) {

    public TurnRecord {
        if (!heard.settled()) throw new IllegalArgumentException("a record cannot hold a pending hearing");
        notes = List.copyOf(notes);
    }

    /** What the two listeners made of it. */
    public record Hearings(Heard builtIn, Heard outOfBand) {
        boolean settled() {
            return builtIn.settled() && outOfBand.settled();
        }
    }

    public Heard builtIn() {
        return heard.builtIn();
    }

    public Heard outOfBand() {
        return heard.outOfBand();
    }

    /** Offsets in the audio sent since the session began; absent where the server did not say (a manual commit has neither). */
    public record Speech(Optional<Duration> start, Optional<Duration> end) {
        public static final Speech UNKNOWN = new Speech(Optional.empty(), Optional.empty());

        public Optional<Duration> length() {
            return start.flatMap(s -> end.map(e -> e.minus(s))).filter(Duration::isPositive);
        }

        /** "1 token per 100 ms of user audio", the started one not counted (cost guide; every recorded turn agrees). */
        public OptionalLong expectedAudioTokens() {
            return length().map(l -> OptionalLong.of(l.toMillis() / 100)).orElse(OptionalLong.empty());
        }
    }

    /**
     * Waiting times, each from the arrival of {@code speech_stopped} (without one, of {@code committed} or the item itself).
     * The silence by which the server found the end of speech is already over then.
     *
     * @param toReplyAudio until the first audio of the reply
     */
    public record Took(Optional<Duration> toBuiltIn, Optional<Duration> toOutOfBand, Optional<Duration> toReplyAudio) {}

    public enum Source { OUT_OF_BAND, BUILT_IN, NONE }

    /**
     * The text to go by.
     *
     * @param text absent only when neither listener delivered; blank when the better one heard silence
     * @param why one clause: why this source
     */
    public record Transcript(Source source, Optional<String> text, String why) {
        @Override
        public String toString() {
            return "Transcript[" + source + text.map(t -> ", " + t.length() + " chars").orElse("") + ", " + why + "]";
        }
    }

    /** The out-of-band transcript when there is one, else the built-in one, with the reason. */
    public Transcript transcript() {
        return switch (outOfBand()) {
            case Heard.Text text -> new Transcript(Source.OUT_OF_BAND, Optional.of(text.text()), "heard out of band");
            case Heard.Nothing nothing -> fallBack(nothing.why());
            case Heard.Pending ignored -> throw new IllegalStateException("a record holds no pending hearing");
        };
    }

    private Transcript fallBack(Reason missing) {
        return switch (builtIn()) {
            case Heard.Text text -> new Transcript(Source.BUILT_IN, Optional.of(text.text()), "out of band: " + missing.inWords());
            case Heard.Nothing nothing -> new Transcript(Source.NONE, Optional.empty(),
                    "out of band: " + missing.inWords() + "; built in: " + nothing.why().inWords());
            case Heard.Pending ignored -> throw new IllegalStateException("a record holds no pending hearing");
        };
    }

    /** Whether the service reports less audio for our request than the turn alone holds, as recorded services do. */
    public boolean audioUnderReported() {
        var expected = speech.expectedAudioTokens();
        return expected.isPresent() && meters.outOfBand().filter(usage -> usage.input().audio() < expected.getAsLong()).isPresent();
    }

    /** Speech is personal data: texts show as their sizes. */
    @Override
    public String toString() {
        return "Turn " + number + "[" + itemId + ", built in " + builtIn() + ", out of band " + outOfBand() + ", reply " + reply + "]";
    }
}
