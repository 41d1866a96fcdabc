package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Owner of what is kept of a call's sound: the caller as sent to the endpoint, and of the agent what the page says was played. The
 * caller's audio is the clock of both: what sounded stands beside what the caller's side held when the page told of it. Any thread.
 */
final class Tape {

    // Pages tell every tenth of a second, give or take a scheduler's moods: within this a stream goes on where it was.
    private static final int SEAM = Pcm.RATE / 5;

    /** What sounded. @param at in samples of the caller's side */
    private record Sounded(int stream, String response, long at, short[] samples) {
        long end() {
            return at + samples.length;
        }
    }

    /** Where something sounded, from the beginning of the call. */
    record Span(Duration start, Duration end) {}

    private final ReentrantLock lock = new ReentrantLock();
    private Track caller = new Track();
    private final List<Sounded> agent = new ArrayList<>();
    private long agentSamples;
    private boolean erased;
    private Duration length = Duration.ZERO;

    void said(short[] samples) {
        guarded(() -> {
            if (erased) return false;
            caller.add(samples);
            length = duration(caller.length());
            return true;
        });
    }

    /** More of a stream has sounded, up to now. */
    void sounded(int stream, String response, short[] samples) {
        guarded(() -> {
            if (erased || samples.length == 0) return false;
            long at = Math.max(0, caller.length() - samples.length);
            if (!agent.isEmpty()) {
                var last = agent.getLast();
                boolean goesOn = last.stream == stream && Math.abs(at - last.end()) < SEAM;
                at = goesOn ? last.end() : Math.max(at, last.end());
            }
            agentSamples += samples.length;
            return agent.add(new Sounded(stream, response, at, samples));
        });
    }

    /** How much the caller's side holds. */
    Duration length() {
        return guarded(() -> length);
    }

    /** Empty once it was erased, or where nothing was said. */
    Optional<Pcm> caller() {
        return guarded(() -> present(caller.between(0, caller.length())));
    }

    Optional<Pcm> caller(Span span) {
        return guarded(() -> present(caller.between(samples(span.start), samples(span.end))));
    }

    /** The agent as it was heard, silent where it was, from the beginning of the call. */
    short[] agent() {
        return guarded(() -> {
            var whole = new short[agent.isEmpty() ? 0 : Math.toIntExact(agent.getLast().end())];
            for (var part : agent) System.arraycopy(part.samples, 0, whole, Math.toIntExact(part.at), part.samples.length);
            return whole;
        });
    }

    /** What was heard of some responses, one after the other. */
    Optional<Pcm> replies(Set<String> responses) {
        return guarded(() -> {
            var track = new Track();
            agent.stream().filter(part -> responses.contains(part.response)).forEach(part -> track.add(part.samples));
            return present(track.between(0, track.length()));
        });
    }

    /** From the first to the last moment in which some responses were heard. */
    Optional<Span> span(Set<String> responses) {
        return guarded(() -> {
            var parts = agent.stream().filter(part -> responses.contains(part.response)).toList();
            return parts.isEmpty() ? Optional.<Span>empty()
                    : Optional.of(new Span(duration(parts.getFirst().at), duration(parts.getLast().end())));
        });
    }

    long bytes() {
        return guarded(() -> erased ? 0L : caller.bytes() + agentSamples * Short.BYTES);
    }

    /** Gives the memory back. */
    void erase() {
        guarded(() -> {
            caller = new Track();
            agent.clear();
            return erased = true;
        });
    }

    boolean erased() {
        return guarded(() -> erased);
    }

    private static Optional<Pcm> present(short[] samples) {
        return samples.length == 0 ? Optional.empty() : Optional.of(Pcm.of(samples));
    }

    static Duration duration(long samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / Pcm.RATE);
    }

    private static long samples(Duration offset) {
        return offset.toMillis() * Pcm.RATE / 1000;
    }

    private <T> T guarded(Supplier<T> what) {
        lock.lock();
        try {
            return what.get();
        } finally {
            lock.unlock();
        }
    }
}
