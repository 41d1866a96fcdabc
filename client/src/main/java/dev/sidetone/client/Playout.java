package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much of the agent's voice has been heard, to the frame: what came, in order, and how far the loudspeaker is. Where the
 * loudspeaker does not say, voice sounds at the pace of the clock from when it came, one piece after the other. No clock of its own:
 * each method is told the time, which must not go back. One thread.
 *
 * <p>At any time, for each piece: nothing {@code <=} played {@code <=} received, and played never shrinks.
 */
final class Playout {

    /** A part of an item that holds voice. */
    record Place(String responseId, String itemId, int contentIndex) {
        AgentAudio of(Pcm audio) {
            return new AgentAudio(responseId, itemId, contentIndex, audio);
        }
    }

    /** How far a piece was heard. @param received all that came of it */
    record Progress(Place place, Duration played, Duration received) {
        boolean complete() {
            return played.equals(received);
        }
    }

    private static final long SECOND = 1_000_000_000L;

    /** Frames of one piece. */
    private static final class Piece {
        private long received;
        private long played;
    }

    private record Stretch(Piece piece, long frames) {}

    /** What has not sounded, in order. */
    private final ArrayDeque<Stretch> queue = new ArrayDeque<>();
    private final Map<Place, Piece> pieces = new LinkedHashMap<>();
    private final Set<String> complete = new LinkedHashSet<>();
    /** Responses that are cut short. */
    private final Set<String> silenced = new HashSet<>();
    private final int rate;
    /** Frames that came and were not forgotten, and how many of them have sounded. */
    private long given;
    private long sounded;
    private Instant quietByClock = Instant.EPOCH;
    private int underruns;

    /** @param rate frames a second, of all that comes */
    Playout(int rate) {
        this.rate = rate;
    }

    /**
     * More voice came, after what came before.
     *
     * @return whether all before it has been played, so that what follows may find the loudspeaker waiting again
     */
    boolean received(Place place, long frames, Instant now) {
        boolean begun = pieces.keySet().stream().anyMatch(known -> known.responseId().equals(place.responseId()));
        boolean dry = waitingFrames() == 0;
        var piece = pieces.computeIfAbsent(place, first -> new Piece());
        piece.received += frames;
        if (silenced.contains(place.responseId())) return false;
        if (begun && dry && frames > 0) underruns++;
        given += frames;
        if (frames > 0) queue.add(new Stretch(piece, frames));
        quietByClock = (quietByClock.isBefore(now) ? now : quietByClock).plusNanos(nanos(frames));
        return dry;
    }

    /** Time goes on. @param told how much the loudspeaker has played since the beginning, if it says so */
    void at(Instant now, Optional<Duration> told) {
        long byClock = given - frames(Duration.between(now, quietByClock));
        long target = Math.clamp(told.map(this::frames).orElse(byClock), sounded, given);
        long more = target - sounded;
        sounded = target;
        while (more > 0) {
            var next = queue.remove();
            long step = Math.min(more, next.frames());
            next.piece().played += step;
            if (step < next.frames()) queue.addFirst(new Stretch(next.piece(), next.frames() - step));
            more -= step;
        }
    }

    private long waiting(Place place) {
        var piece = pieces.get(place);
        return silenced.contains(place.responseId()) ? 0 : piece.received - piece.played;
    }

    /**
     * What came and has not sounded never will, nor what still comes of the same responses.
     *
     * @param also responses that are cut short although all that came of them has sounded
     * @return all that are cut short, in the order in which they began
     */
    Set<String> forget(Set<String> also, Instant now) {
        var cut = new LinkedHashSet<String>();
        for (var place : pieces.keySet()) {
            if (waiting(place) > 0 || also.contains(place.responseId())) cut.add(place.responseId());
        }
        cut.addAll(also);
        silenced.addAll(cut);
        queue.clear();
        given = sounded;
        quietByClock = now;
        return cut;
    }

    /** Whatever comes of this response never sounds. */
    void silence(String responseId) {
        silenced.add(responseId);
    }

    /** How far each piece of a response was heard. */
    List<Progress> progress(String responseId) {
        var all = new ArrayList<Progress>();
        pieces.forEach((place, piece) -> {
            if (place.responseId().equals(responseId)) all.add(new Progress(place, duration(piece.played), duration(piece.received)));
        });
        return all;
    }

    /** No more of this response comes. */
    void completed(String responseId) {
        complete.add(responseId);
    }

    /** The responses that are complete and sound no more: each is told once, and forgotten. */
    List<String> soundedOut() {
        var over = new ArrayList<String>();
        for (Iterator<String> all = complete.iterator(); all.hasNext(); ) {
            var response = all.next();
            if (sounds(response)) continue;
            all.remove();
            silenced.remove(response);
            pieces.keySet().removeIf(place -> place.responseId().equals(response));
            over.add(response);
        }
        return over;
    }

    private boolean sounds(String responseId) {
        return pieces.keySet().stream().anyMatch(place -> place.responseId().equals(responseId) && waiting(place) > 0);
    }

    /** How long what came still sounds. */
    Duration waiting() {
        return duration(waitingFrames());
    }

    private long waitingFrames() {
        return given - sounded;
    }

    /** How much has sounded in all. */
    Duration sounded() {
        return duration(sounded);
    }

    /** How often the loudspeaker had nothing to play in the middle of a response. */
    int underruns() {
        return underruns;
    }

    private Duration duration(long frames) {
        return Duration.ofNanos(nanos(frames));
    }

    private long nanos(long frames) {
        return frames / rate * SECOND + frames % rate * SECOND / rate;
    }

    /** The nearest whole number: a duration made of frames has lost a part of a nanosecond. */
    private long frames(Duration time) {
        if (time.isNegative()) return 0;
        return time.toSeconds() * rate + (time.toNanosPart() * (long) rate + SECOND / 2) / SECOND;
    }
}
