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

    /**
     * What the two listeners made of it.
     *
     * @param outOfBand the best that was got of our requests: see {@link #transcript}
     * @param verdict of the guard on it
     * @param attempts the requests it took, in order
     * @param leastSure the probability, 0 to 1, of the word that the built-in recogniser was least sure of; absent unless the session
     *     was asked to tell it
     */
    public record Hearings(Heard builtIn, Heard outOfBand, Verdict verdict, List<Attempt> attempts, Optional<Double> leastSure) {
        public Hearings {
            attempts = List.copyOf(attempts);
        }

        /** Where the built-in recogniser does not say how sure it was. */
        public Hearings(Heard builtIn, Heard outOfBand, Verdict verdict, List<Attempt> attempts) {
            this(builtIn, outOfBand, verdict, attempts, Optional.empty());
        }

        boolean settled() {
            return builtIn.settled() && outOfBand.settled();
        }

        /**
         * The text to go by. The out-of-band transcript when the guard trusts it, be it that of the second, stricter request;
         * else the built-in one. A doubted text is never the one to go by: without a built-in text there is none. That the
         * built-in recogniser heard silence is only believed where the doubt is that nothing was said.
         */
        public Transcript transcript() {
            if (!(outOfBand instanceof Heard.Text text) || verdict instanceof Verdict.Doubted) return fallBack();
            var first = attempts.stream().filter(Attempt::doubted).findFirst();
            return new Transcript(Source.OUT_OF_BAND, Optional.of(text.text()), "heard out of band" + first.map(doubted ->
                    ", asked twice: the first transcript " + doubted.verdict().inWords()).orElse(""));
        }

        /**
         * What the two transcripts disagree on so that a program should ask before it acts. A doubted out-of-band text is not compared:
         * it is no transcript, and not the one to go by.
         */
        public List<Mismatch> mismatches() {
            if (!(outOfBand instanceof Heard.Text first) || !(builtIn instanceof Heard.Text second)) return List.of();
            if (first.silence() || second.silence() || verdict instanceof Verdict.Doubted) return List.of();
            return Mismatches.between(SpokenForm.of(first.text()), SpokenForm.of(second.text()), LanguageDetector.builtIn());
        }

        private Transcript fallBack() {
            var why = "out of band: " + missing();
            return switch (builtIn) {
                case Heard.Text text when text.silence() && !silenceFits() ->
                        new Transcript(Source.NONE, Optional.empty(), why + "; built in: heard nobody speak");
                case Heard.Text text -> new Transcript(Source.BUILT_IN, Optional.of(text.text()), why);
                case Heard.Nothing nothing -> new Transcript(Source.NONE, Optional.empty(), why + "; built in: " + nothing.why().inWords());
                case Heard.Pending ignored -> new Transcript(Source.NONE, Optional.empty(), why + "; built in: pending");
            };
        }

        private boolean silenceFits() {
            return !(verdict instanceof Verdict.Doubted(var doubts)) || outOfBand instanceof Heard.Nothing || doubts.contains(Doubt.INVENTED);
        }

        private String missing() {
            return switch (outOfBand) {
                case Heard.Text ignored -> "the transcript " + verdict.inWords();
                case Heard.Nothing nothing -> nothing.why().inWords();
                case Heard.Pending ignored -> "pending";
            };
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
     * @param toAnswer until a reply that was held back was asked for: what the gate adds, as a server that answers by itself begins
     *     at once. Absent where nothing is held back
     */
    public record Took(
            Optional<Duration> toBuiltIn, Optional<Duration> toOutOfBand, Optional<Duration> toReplyAudio, Optional<Duration> toAnswer) {

        /** Of a reply that was not held back. */
        public Took(Optional<Duration> toBuiltIn, Optional<Duration> toOutOfBand, Optional<Duration> toReplyAudio) {
            this(toBuiltIn, toOutOfBand, toReplyAudio, Optional.empty());
        }
    }

    public enum Source { OUT_OF_BAND, BUILT_IN, NONE }

    /**
     * The text to go by.
     *
     * @param text absent when no listener delivered a text to trust; blank when the better one heard silence
     * @param why one clause: why this source
     */
    public record Transcript(Source source, Optional<String> text, String why) {
        @Override
        public String toString() {
            return "Transcript[" + source + text.map(t -> ", " + t.length() + " chars").orElse("") + ", " + why + "]";
        }
    }

    /** The text to go by: see {@link Hearings#transcript}. */
    public Transcript transcript() {
        return heard.transcript();
    }

    /** What the two transcripts disagree on: see {@link Hearings#mismatches}. */
    public List<Mismatch> mismatches() {
        return heard.mismatches();
    }

    /** What the guard makes of the out-of-band text. */
    public Verdict verdict() {
        return heard.verdict();
    }

    /** Whether the service reports less audio for our requests than the turn alone holds, as recorded services do. */
    public boolean audioUnderReported() {
        var expected = speech.expectedAudioTokens();
        long times = Math.max(1, heard.attempts().stream().filter(attempt -> attempt.usage().isPresent()).count());
        return expected.isPresent() && meters.outOfBand().filter(usage -> usage.input().audio() < times * expected.getAsLong()).isPresent();
    }

    /** Speech is personal data: texts show as their sizes. */
    @Override
    public String toString() {
        return "Turn " + number + "[" + itemId + ", built in " + builtIn() + ", out of band " + outOfBand() + ", reply " + reply + "]";
    }
}
