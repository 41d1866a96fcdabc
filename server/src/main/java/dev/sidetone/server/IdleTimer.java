package dev.sidetone.server;

import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Notices that the caller says nothing after a reply ({@code idle_timeout_ms}). It runs by the clock, from the moment at
 * which the reply's playback would have ended; the audio in question is what the client streamed since then, in whole frames
 * of the detector. Both fit the one recording: {@code response.done} at 0.628 s, 0.8 s of voice and 5 s of timeout, the event
 * at 6.451 s, and 672 to 5792 ms of audio from a client that sent a tenth of a second at a time.
 *
 * <p>Follows the events the server sends. Touched by the connection's thread only.
 */
final class IdleTimer {

    /** Without audio since the reply there is nothing to commit: no item is shorter than a tenth of a second. */
    private static final long LEAST_AUDIO_MS = 100;

    private sealed interface State {
        /** No reply to wait after, or the caller has the floor. */
        record Off() implements State {}

        /** The caller still hears the reply. */
        record Playing(Instant until) implements State {}

        /** @param startMs how much audio had been heard when the reply ended */
        record Quiet(Instant since, long startMs) implements State {}
    }

    private final InstantSource clock;
    private State state = new State.Off();
    private boolean speaking;

    IdleTimer(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Follows what happens.
     *
     * @param voice how long the reply sounds, when the event ends one
     */
    void follow(ServerEvent event, Duration voice) {
        if (event instanceof ServerEvent.SpeechStarted) {
            speaking = true;
            state = new State.Off();
        } else if (event instanceof ServerEvent.AudioCommitted || event instanceof ServerEvent.AudioCleared) {
            speaking = false;
            state = new State.Off();
        } else if (event instanceof ServerEvent.ResponseCreated created && inConversation(created.response())) {
            state = new State.Off();
        } else if (event instanceof ServerEvent.ResponseDone done && inConversation(done.response()) && !speaking) {
            // A model that fails is not asked again and again.
            boolean failed = done.response().status() == Response.Status.FAILED;
            state = failed ? new State.Off() : new State.Playing(clock.instant().plus(voice));
        }
    }

    private static boolean inConversation(Response response) {
        return response.conversationId().isPresent();
    }

    /**
     * Time passed, or audio came.
     *
     * @param heardMs how much audio the detector has heard
     * @return from which audio on nobody has spoken, when that is long enough ago
     */
    OptionalLong check(long heardMs, Optional<Duration> timeout) {
        var now = clock.instant();
        if (timeout.isEmpty()) return OptionalLong.empty();
        if (state instanceof State.Playing(Instant until) && !now.isBefore(until)) state = new State.Quiet(until, heardMs);
        if (!(state instanceof State.Quiet(Instant since, long startMs))) return OptionalLong.empty();
        boolean due = !now.isBefore(since.plus(timeout.get())) && heardMs - startMs >= LEAST_AUDIO_MS;
        return due ? OptionalLong.of(startMs) : OptionalLong.empty();
    }

    /** When to check again, should nothing happen until then; empty when only an event or audio can matter. */
    Optional<Instant> next(Optional<Duration> timeout) {
        return timeout.flatMap(limit -> switch (state) {
            case State.Off() -> Optional.<Instant>empty();
            case State.Playing(Instant until) -> Optional.of(until);
            // When it is due but there is no audio, the next audio decides.
            case State.Quiet(Instant since, long ignored) -> Optional.of(since.plus(limit)).filter(clock.instant()::isBefore);
        });
    }

    /** Audio from here on may still be committed. */
    OptionalLong keepFromMs() {
        return state instanceof State.Quiet(Instant ignored, long startMs) ? OptionalLong.of(startMs) : OptionalLong.empty();
    }
}
