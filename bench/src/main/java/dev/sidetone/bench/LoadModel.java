package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.EnergyDetector;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.server.SpeechDetector;
import dev.sidetone.server.SpeechModel;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Speaks at the pace of speech and answers out-of-band requests by what stands in the audio it is shown, so that a turn that
 * went astray on the way is seen. A client names its session in the model it asks for: {@code load-17}.
 */
final class LoadModel implements SpeechModel {

    private static final String NAME = "load-";

    /** Where the server sees speech begin and end, at the threshold that the callers ask for. */
    private static final float ONSET = 0.5f, OFFSET = 0.35f;

    /** What a session has seen. */
    static final class Session {
        final int number;
        final AtomicLong heardFrames = new AtomicLong();
        final AtomicInteger replies = new AtomicInteger();
        final AtomicInteger answers = new AtomicInteger();
        final AtomicInteger astray = new AtomicInteger();

        Session(int number) {
            this.number = number;
        }
    }

    private final Scene scene;
    private final short[] voice;
    private final Delays arrivals;
    private final Map<Integer, Session> sessions = new ConcurrentHashMap<>();
    // The server asks for a connection's model first and then, on the same thread, for its detector.
    private final ThreadLocal<Session> opening = new ThreadLocal<>();
    /** When session time begins; nothing is timed before. */
    private volatile long start = Long.MAX_VALUE;

    LoadModel(Scene scene, Delays arrivals) {
        this.scene = scene;
        this.voice = scene.agent();
        this.arrivals = arrivals;
    }

    void start(long nanos) {
        start = nanos;
    }

    Map<Integer, Session> sessions() {
        return sessions;
    }

    static String nameOf(int session) {
        return NAME + session;
    }

    @Override
    public ModelSession open(String model) {
        int number = model.startsWith(NAME) ? Integer.parseInt(model.substring(NAME.length())) : 0;
        var session = new Session(number);
        sessions.put(number, session);
        opening.set(session);
        return new Conversation(session);
    }

    SpeechDetector detector() {
        var session = opening.get();
        opening.remove();
        return new Ear(session);
    }

    @Override
    public void close() {}

    /** The usual detector, with a look at the clock when the first sound of each message reaches it. */
    private final class Ear implements SpeechDetector {
        private final SpeechDetector inside = new EnergyDetector();
        private final Session session;
        private long lastMessage = -1;
        private boolean speaking;
        private int quiet;
        private int skipped;

        Ear(Session session) {
            this.session = session;
        }

        @Override
        public float probability(short[] frame) {
            // Its last sample was in this message, but for the half millisecond that the filter before us reaches ahead.
            float probability = inside.probability(frame);
            long heard = session.heardFrames.addAndGet(1 + skipped) * FRAME;
            follow(probability);
            long message = (heard + RATE / 2_000) * 1_000_000_000L / RATE / scene.frame().toNanos();
            if (message > lastMessage && start != Long.MAX_VALUE) {
                lastMessage = message;
                arrivals.since(start + scene.entryNanos(session.number) + message * scene.frame().toNanos());
            }
            return probability;
        }

        /** After the end of a turn the server keeps one frame from its detector, into which the turn's last sound is smeared. */
        private void follow(float probability) {
            if (probability >= ONSET) speaking = true;
            quiet = probability >= OFFSET ? 0 : quiet + 1;
            skipped = speaking && quiet * FRAME * 1000L / RATE >= Scene.SILENCE.toMillis() ? 1 : 0;
            if (skipped > 0) speaking = false;
        }

        @Override
        public void reset() {
            inside.reset();
        }
    }

    private final class Conversation implements ModelSession {
        private final Session session;

        Conversation(Session session) {
            this.session = session;
        }

        @Override
        public Transcriber transcriber(TranscriptionRequest request) {
            throw new ModelFailure("unsupported", "The load asks for out-of-band transcripts only.");
        }

        @Override
        public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
            if (prompt.outOfBand()) answer(prompt, output);
            else reply(output);
        }

        /** A client that writes no note into its audio is answered by count. */
        private void answer(ModelPrompt prompt, ResponseOutput output) {
            int turn = session.answers.incrementAndGet();
            var audio = (ModelPrompt.Seen.CallerAudio) prompt.context().getLast();
            var stamp = Stamp.find(audio.audio());
            stamp.filter(found -> found.session() != session.number || found.turn() != turn).ifPresent(other -> session.astray.incrementAndGet());
            output.text(Scene.transcript(stamp.map(Stamp::session).orElse(session.number), stamp.map(Stamp::turn).orElse(turn)));
        }

        private void reply(ResponseOutput output) throws InterruptedException {
            int turn = session.replies.incrementAndGet();
            output.spoken(Scene.reply(session.number, turn));
            long begun = System.nanoTime();
            for (int piece = 0; piece < scene.piecesInReply() && !output.stopped(); piece++) {
                long due = begun + piece * scene.frame().toNanos();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                    if (Thread.interrupted()) throw new InterruptedException("the response was cancelled");
                }
                var samples = voice.clone();
                new Stamp(session.number, turn, piece, due).write(samples, 0);
                output.audio(Pcm.of(samples));
            }
        }

        @Override
        public void close() {}
    }

    /** One line a session: number, frames heard, replies, answers, astray. */
    List<String> report() {
        return sessions.values().stream().map(one -> one.number + " " + one.heardFrames + " " + one.replies + " " + one.answers + " " + one.astray).toList();
    }
}
