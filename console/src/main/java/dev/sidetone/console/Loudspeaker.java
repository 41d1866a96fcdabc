package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.client.AgentAudio;
import dev.sidetone.client.AudioSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The page as a loudspeaker. All audio goes to the page as it comes, since the network between must not be waited for; the page plays
 * it at its pace, throws it away when told to, and tells what has sounded. Owner of the streams and of what of them has not sounded
 * yet.
 */
final class Loudspeaker implements AudioSink {

    private static final int HEADER = 8;

    // Pages tell every tenth of a second. A page that has said nothing for longer may have stopped: nothing is taken for granted then.
    private static final Duration BETWEEN_REPORTS = Duration.ofMillis(150);

    /** Who hears of it. */
    interface Room {
        void begins(int stream, String response, String item);

        void stops(int stream);

        void sends(ByteBuffer audio);

        /**
         * @param samples that have sounded since the last time
         * @param all whether nothing is left that has not sounded, for now
         */
        void sounded(int stream, String response, short[] samples, boolean all);
    }

    /** A piece of one reply item that is played without a break in its numbering. */
    private static final class Stream {
        private final int id;
        private final String response;
        private final String item;
        private final Track audio = new Track();
        private long sounded;
        private boolean stopped;

        Stream(int id, String response, String item) {
            this.id = id;
            this.response = response;
            this.item = item;
        }
    }

    private final Room room;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    /** Until all of them has sounded, or the page has had its last word after a stop. */
    private final Map<Integer, Stream> streams = new HashMap<>();
    private Optional<Stream> current = Optional.empty();
    private int begun;
    private long soundedSamples;
    /** What was told of it: that never goes back, though a page may have played less than was presumed. */
    private long highest;
    private Instant reported = Instant.EPOCH;

    Loudspeaker(Room room, InstantSource clock) {
        this.room = room;
        this.clock = clock;
    }

    @Override
    public void play(Pcm audio) {
        play(new AgentAudio("", "", 0, audio));
    }

    @Override
    public void play(AgentAudio stretch) {
        lock.lock();
        try {
            var stream = current.filter(now -> now.item.equals(stretch.itemId()) && now.response.equals(stretch.responseId()))
                    .orElseGet(() -> begin(stretch.responseId(), stretch.itemId()));
            var samples = Resampler.resample(stretch.audio(), Pcm.RATE).samples();
            var packet = ByteBuffer.allocate(HEADER + samples.length * Short.BYTES).order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(stream.id).putInt((int) stream.audio.length());
            packet.asShortBuffer().put(samples);
            stream.audio.add(samples);
            room.sends(packet.rewind());
        } finally {
            lock.unlock();
        }
    }

    private Stream begin(String response, String item) {
        var stream = new Stream(++begun, response, item);
        streams.put(stream.id, stream);
        current = Optional.of(stream);
        room.begins(stream.id, response, item);
        return stream;
    }

    @Override
    public void stop() {
        lock.lock();
        try {
            // What sounds counts as heard up to now. The page's last word on it changes what is kept, not what was decided by this.
            soundedSamples += presumed();
            for (var stream : streams.values()) {
                if (stream.stopped) continue;
                stream.stopped = true;
                room.stops(stream.id);
            }
            current = Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** What the page told, and what must have sounded since, as it plays at its pace between two reports. */
    @Override
    public Optional<Duration> sounded() {
        lock.lock();
        try {
            highest = Math.max(highest, soundedSamples + presumed());
            return Optional.of(Tape.duration(highest));
        } finally {
            lock.unlock();
        }
    }

    private long presumed() {
        var since = Duration.between(reported, clock.instant());
        if (reported.equals(Instant.EPOCH) || since.isNegative()) return 0;
        long most = Math.min(since.toMillis(), BETWEEN_REPORTS.toMillis()) * Pcm.RATE / 1000;
        return streams.values().stream().filter(stream -> !stream.stopped && stream.sounded > 0).findFirst()
                .map(stream -> Math.min(most, stream.audio.length() - stream.sounded)).orElse(0L);
    }

    /** The page tells how much of a stream has sounded; numbers that cannot be are taken for the nearest that can. */
    void played(int id, long samples) {
        lock.lock();
        try {
            reported = clock.instant();
            var stream = streams.get(id);
            if (stream == null) return;
            long to = Math.clamp(samples, stream.sounded, stream.audio.length());
            var part = stream.audio.between(stream.sounded, to);
            stream.sounded = to;
            if (!stream.stopped) soundedSamples += part.length;
            boolean all = to == stream.audio.length();
            if (stream.stopped || all && !current.equals(Optional.of(stream))) streams.remove(id);
            room.sounded(id, stream.response, part, all || stream.stopped);
        } finally {
            lock.unlock();
        }
    }
}
