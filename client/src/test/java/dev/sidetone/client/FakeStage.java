package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Codec;
import dev.sidetone.turn.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * A server with a detector of voice, an agent that answers, and time that passes only while somebody waits. Audio at speaking
 * pace takes its time; fast audio takes none, and the server needs some to hear it.
 */
final class FakeStage implements Stage {

    private record Due(Instant at, String frame) {}

    private final Duration silenceEndsTurn = Duration.ofMillis(500);
    private final Floor floor = new Floor(true);
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparing(Due::at));
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Duration heard = Duration.ZERO;
    private Duration quiet = Duration.ZERO;
    private boolean speaking;
    private int items;
    private boolean over;

    /** How fast the server hears: 0 at once, 0.25 like a recogniser that needs a quarter of the audio's length. */
    double computes;
    /** The agent's audio for each turn; none: it never answers. */
    Duration replyLength = Duration.ofSeconds(2);
    boolean answers = true;
    boolean deaf;
    /** Audio up to here is not heard. */
    Duration deafUntil = Duration.ZERO;
    Limits limits = Limits.DEFAULT;
    Duration hangUpAfter = Duration.ofDays(1);

    final List<Instant> speechStarts = new ArrayList<>();
    final List<Instant> agentQuiet = new ArrayList<>();
    private Instant serverFree = now;

    @Override
    public boolean say(Pcm audio) {
        if (over || heard.compareTo(hangUpAfter) > 0) {
            floor.over();
            return false;
        }
        var from = serverFree.isBefore(now) ? now : serverFree;
        serverFree = from.plus(Duration.ofNanos((long) (audio.duration().toNanos() * computes)));
        heard = heard.plus(audio.duration());
        boolean loud = false;
        for (short sample : audio.samples()) loud |= sample != 0;
        if (!deaf && heard.compareTo(deafUntil) > 0) detect(loud, audio.duration());
        return true;
    }

    private void detect(boolean loud, Duration length) {
        if (loud && !speaking) {
            speaking = true;
            speechStarts.add(now);
            due.add(new Due(serverFree, Frames.started("u" + items, heard.toMillis())));
        }
        quiet = loud ? Duration.ZERO : quiet.plus(length);
        if (!speaking || quiet.compareTo(silenceEndsTurn) < 0) return;
        speaking = false;
        var item = "u" + items;
        var reply = "r" + items++;
        due.add(new Due(serverFree, Frames.stopped(item, heard.toMillis())));
        due.add(new Due(serverFree.plusNanos(1), Frames.committed(item)));
        if (!answers) return;
        var begun = serverFree.plusMillis(200);
        due.add(new Due(begun, Frames.reply("created", reply, "in_progress", "")));
        // Faster than it plays, as real services do.
        due.add(new Due(begun.plusMillis(100), Frames.audio(reply, new byte[(int) (replyLength.toMillis() * 48)])));
        due.add(new Due(begun.plusMillis(200), Frames.reply("done", reply, "completed", "Yes")));
        agentQuiet.add(begun.plusMillis(100).plus(replyLength));
    }

    private void pass(Duration time) {
        var end = now.plus(time);
        while (!due.isEmpty() && !due.peek().at().isAfter(end)) {
            var next = due.poll();
            if (next.at().isAfter(now)) now = next.at();
            deliver(next.frame());
        }
        now = end;
    }

    private void deliver(String frame) {
        var event = Codec.readServer(frame);
        floor.on(event, true);
        if (event instanceof dev.sidetone.protocol.ServerEvent.AudioDelta delta) {
            var from = floor.state().quietAt().isAfter(now) ? floor.state().quietAt() : now;
            floor.agentQuietAt(from.plusMillis(delta.audio().length / 48));
        }
    }

    @Override
    public Duration saidTo() {
        return heard;
    }

    @Override
    public Floor.State floor() {
        return floor.state();
    }

    @Override
    public Floor.State await(Predicate<Floor.State> wanted, Duration patience) {
        for (var end = now.plus(patience); !wanted.test(floor()) && !floor().over() && now.isBefore(end);) pass(Duration.ofMillis(10));
        return floor();
    }

    @Override
    public void rest(Duration said) {
        pass(said);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public Duration serverSilence() {
        return silenceEndsTurn;
    }

    @Override
    public Limits limits() {
        return limits;
    }

    int items() {
        return items;
    }
}
