package dev.sidetone.client;

import dev.sidetone.turn.Meters;
import java.time.Duration;

/**
 * Sums of one call so far.
 *
 * @param sent caller audio taken by the transport
 * @param received agent audio
 * @param played of it; where nobody listens, at the pace of the clock
 * @param odd events that were not as they should be
 * @param dropped what was not kept, by place
 * @param outsideTurns usage that stands in no turn record: greetings, tasks, what came late
 */
public record CallTotals(Duration sent, Duration received, Played played, int turns, Odd odd, Dropped dropped, Meters outsideTurns) {

    public static final CallTotals NONE =
            new CallTotals(Duration.ZERO, Duration.ZERO, Played.NOTHING, 0, new Odd(0, 0, 0, 0), new Dropped(0, 0, 0), Meters.NONE);

    /**
     * What became of the agent's audio.
     *
     * @param length that has sounded
     * @param underruns how often the loudspeaker had nothing to play in the middle of a reply
     * @param interruptions how often the agent was cut short
     */
    public record Played(Duration length, int underruns, int interruptions) {
        static final Played NOTHING = new Played(Duration.ZERO, 0, 0);
    }

    /** Counts of events. @param late after their turn's record */
    public record Odd(int errors, int unknown, int malformed, int late) {}

    /**
     * Counts of losses.
     *
     * @param audioFrames of the caller, refused by a full outbox
     * @param playback stretches of agent audio that a slow sink missed
     * @param events that a slow listener missed
     */
    public record Dropped(long audioFrames, long playback, long events) {}
}
