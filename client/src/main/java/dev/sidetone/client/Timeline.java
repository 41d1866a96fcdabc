package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances.Span;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which utterance of a recording was sent when. A server may cut an utterance into several turns or join two, so that
 * counting turns does not tell which is which; the place in the audio does. The place is found by looking for the loudest
 * moment of each utterance in what is sent: whoever plays it may put silence where it likes. Used by several threads.
 */
public final class Timeline {

    /** Loud samples in a row that cannot be mistaken for others: 20 ms. */
    private static final int PROBE = Pcm.RATE / 50;

    /** What to look for. @param offset of it in its utterance, in samples */
    private record Probe(short[] samples, int offset) {}

    private final List<Probe> probes;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Long> starts = new ArrayList<>();
    private short[] tail = {};
    private long sent;

    /** @param utterances of the recording, in the order in which they are played */
    public Timeline(Pcm recording, List<Span> utterances) {
        probes = utterances.stream().map(span -> probe(recording.between(span.start(), span.end()).samples())).toList();
    }

    private static Probe probe(short[] utterance) {
        int loudest = 0;
        for (int i = 1; i < utterance.length; i++) {
            if (Math.abs(utterance[i]) > Math.abs(utterance[loudest])) loudest = i;
        }
        int from = Math.clamp(loudest - PROBE / 2L, 0, Math.max(0, utterance.length - PROBE));
        return new Probe(Arrays.copyOfRange(utterance, from, Math.min(utterance.length, from + PROBE)), from);
    }

    /** More of the caller's audio went out. */
    public void sent(short[] audio) {
        lock.lock();
        try {
            var joined = Arrays.copyOf(tail, tail.length + audio.length);
            System.arraycopy(audio, 0, joined, tail.length, audio.length);
            int at = 0;
            while (starts.size() < probes.size()) {
                var probe = probes.get(starts.size());
                at = find(joined, at, probe.samples());
                if (at < 0) break;
                starts.add(Math.max(0, sent - tail.length + at - probe.offset()));
            }
            sent += audio.length;
            tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - PROBE + 1), joined.length);
        } finally {
            lock.unlock();
        }
    }

    private static int find(short[] audio, int from, short[] wanted) {
        for (int at = from; at + wanted.length <= audio.length; at++) {
            if (Arrays.equals(audio, at, at + wanted.length, wanted, 0, wanted.length)) return at;
        }
        return -1;
    }

    /** How many utterances were sent, at least in part. */
    public int begun() {
        lock.lock();
        try {
            return starts.size();
        } finally {
            lock.unlock();
        }
    }

    /** The utterance, from 0, that a turn heard most of; by count where the server does not say where it heard the turn. */
    public int utteranceOf(TurnRecord turn) {
        lock.lock();
        try {
            var from = turn.speech().start();
            var to = turn.speech().end();
            if (from.isEmpty() || to.isEmpty()) return Math.clamp(turn.number() - 1, 0, Math.max(0, starts.size() - 1));
            int best = 0;
            long most = Long.MIN_VALUE;
            for (int i = 0; i < starts.size(); i++) {
                long shared = shared(i, samples(from.get()), samples(to.get()));
                if (shared < most) continue;
                best = i;
                most = shared;
            }
            return best;
        } finally {
            lock.unlock();
        }
    }

    /** How much of a stretch lies between the start of an utterance and that of the next; negative when it is elsewhere. */
    private long shared(int utterance, long from, long to) {
        long start = utterance == 0 ? 0 : starts.get(utterance);
        long end = utterance + 1 == starts.size() ? Long.MAX_VALUE : starts.get(utterance + 1);
        return Math.min(to, end) - Math.max(from, start);
    }

    private static long samples(Duration offset) {
        return offset.toMillis() * Pcm.RATE / 1000;
    }
}
