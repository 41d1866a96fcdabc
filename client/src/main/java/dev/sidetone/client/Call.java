package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.OutOfBandTask;
import java.time.Duration;
import java.util.Optional;

/** One call, open. All methods may be used from any thread. */
public final class Call implements AutoCloseable {

    Call() {}

    /** The session as the server last described it. */
    public Session session() {
        throw new UnsupportedOperationException();
    }

    /** Offers a stretch of the caller's audio at {@link Pcm#RATE} without waiting; what is refused is counted. */
    public Offered append(Pcm audio) {
        throw new UnsupportedOperationException();
    }

    /** Sends any other event, in order with the audio; such events are never refused for lack of room. */
    public Offered send(ClientEvent event) {
        throw new UnsupportedOperationException();
    }

    /** Sends a source to its end, waiting for room where needed; returns early when the call ends. */
    public void play(AudioSource source, Pace pace) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Plays a recorded caller to the end, or to the end of the call. */
    public RecordedCaller.Played play(RecordedCaller caller) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Asks the model something beside the conversation and waits for the answer, which is never pending. */
    public Heard ask(OutOfBandTask task) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    public CallTotals totals() {
        throw new UnsupportedOperationException();
    }

    /** How the call ended, once it has. */
    public Optional<EndReason> ended() {
        throw new UnsupportedOperationException();
    }

    /**
     * Ends the call in order: takes no more audio, waits for what the open turns still expect, then says goodbye (1000).
     *
     * @param wait at most this long; what is missing then is recorded with a reason
     */
    public CallEnd end(Duration wait) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** {@link #end} with ten seconds' patience; an interrupt cuts the patience, not the order. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
