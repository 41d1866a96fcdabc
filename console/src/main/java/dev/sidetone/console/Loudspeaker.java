package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSink;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.time.Instant;
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

        /** @param samples that have sounded since the last time */
        void sounded(int stream, String response, short[] samples);
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
    private final ReentrantLock lock = new ReentrantLock();
    /** Until all of them has sounded, or the page has had its last word after a stop. */
    private final Map<Integer, Stream> streams = new HashMap<>();
    private Optional<Stream> current = Optional.empty();
    private int begun;
    private long soundedSamples;
    private Instant reported = Instant.EPOCH;

    Loudspeaker(Room room) {
        this.room = room;
    }

    @Override
    public void play(Pcm audio) {
        play("", "", audio);
    }

    void play(String response, String item, Pcm audio) {
        lock.lock();
        try {
            var stream = current.filter(now -> now.item.equals(item) && now.response.equals(response)).orElseGet(() -> begin(response, item));
            var samples = audio.samples();
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

    /** The page tells how much of a stream has sounded; numbers that cannot be are taken for the nearest that can. */
    void played(int id, long samples, Instant now) {
        lock.lock();
        try {
            reported = now;
            var stream = streams.get(id);
            if (stream == null) return;
            long to = Math.clamp(samples, stream.sounded, stream.audio.length());
            var part = stream.audio.between(stream.sounded, to);
            stream.sounded = to;
            soundedSamples += part.length;
            room.sounded(id, stream.response, part);
            boolean whole = to == stream.audio.length() && !current.equals(Optional.of(stream));
            if (whole || stream.stopped) streams.remove(id);
        } finally {
            lock.unlock();
        }
    }
}
