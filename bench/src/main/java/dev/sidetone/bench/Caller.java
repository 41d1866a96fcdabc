package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSink;
import dev.sidetone.client.AudioSource;
import dev.sidetone.client.Call;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Sidetone;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * One session of a load: speaks its cycles at the pace of speech and checks that everything that comes back is its own,
 * whole and in order.
 */
final class Caller {

    /** For the last reply and the last transcript. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(20);

    private final int number;
    private final Scene scene;
    private final List<Pcm> cycle;
    private final Delays replies;
    private final Faults faults = new Faults();
    private final Call call;
    // The session's thread only, until the call has ended.
    private final Map<Integer, Integer> pieces = new HashMap<>();
    private long samplesHeard;
    private int interrupted;
    // The sink's thread only, until the call has ended.
    private final Map<Integer, TurnRecord> records = new HashMap<>();
    private int cut;
    // The speaker's thread only.
    private long framesSent;
    private int turnsSpoken;

    /** What went wrong, the first few times. */
    private static final class Faults {
        private static final int TOLD = 5;
        private final List<String> told = new ArrayList<>();
        private int count;

        synchronized void add(String what) {
            if (count++ < TOLD) told.add(what);
        }

        synchronized List<String> told() {
            return count <= told.size() ? List.copyOf(told) : List.of(count + " faults, first: " + String.join("; ", told));
        }
    }

    /** Connects. @param cycle one cycle of the caller's audio in messages, shared by all */
    Caller(int number, URI server, Scene scene, List<Pcm> cycle, Delays replies) throws InterruptedException {
        this.number = number;
        this.scene = scene;
        this.cycle = cycle;
        this.replies = replies;
        var detection = new SessionSettings.TurnDetection.ServerVad(0.5, Duration.ofMillis(300), Scene.SILENCE, true, true);
        var endpoint = Endpoint.of(server).trusting(Endpoint.Trust.ANYONE).withConnectTimeout(Duration.ofSeconds(30));
        call = Sidetone.to(endpoint).model(LoadModel.nameOf(number)).turnDetection(detection).playback(new Ear()).call(this::settled);
    }

    /** Speaks whole cycles, the first from {@code start} and its phase on, none that begins after {@code end}. */
    void speak(long start, long end) throws InterruptedException {
        long first = start + scene.entryNanos(number);
        call.play(new AudioSource() {
            private int at;

            @Override
            public Optional<Pcm> next() throws InterruptedException {
                long due = first + framesSent * scene.frame().toNanos();
                for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                    LockSupport.parkNanos(left);
                    if (Thread.interrupted()) throw new InterruptedException();
                }
                if (at == 0 && due > end) return Optional.empty();
                framesSent++;
                var frame = at == 0 ? stamped(cycle.getFirst(), due) : cycle.get(at);
                at = (at + 1) % cycle.size();
                return Optional.of(frame);
            }
        }, Pace.FAST);
    }

    private Pcm stamped(Pcm frame, long due) {
        var samples = frame.samples().clone();
        new Stamp(number, ++turnsSpoken, 0, due).write(samples, 0);
        return Pcm.of(samples);
    }

    private final class Ear implements AudioSink {

        @Override
        public void play(Pcm audio) {
            heard(audio);
        }

        @Override
        public void stop() {
            interrupted++;
        }

        @Override
        public boolean quick() {
            return true;
        }
    }

    /** The server may cut the model's pieces as it likes; the notes stand at their beginnings. */
    private void heard(Pcm audio) {
        int length = audio.samples().length;
        for (int at = (int) Math.floorMod(-samplesHeard, (long) scene.samples()); at < length; at += scene.samples()) {
            Stamp.read(audio.samples(), at).ifPresentOrElse(this::heard, () -> faults.add("audio without its note"));
        }
        samplesHeard += length;
    }

    private void heard(Stamp stamp) {
        replies.since(stamp.due());
        if (stamp.session() != number) faults.add("heard a piece of a reply to session " + stamp.session());
        int expected = pieces.getOrDefault(stamp.turn(), 0);
        if (stamp.piece() != expected) faults.add("expected piece " + expected + " of reply " + stamp.turn() + " but heard " + stamp.piece());
        pieces.put(stamp.turn(), stamp.piece() + 1);
    }

    private void settled(TurnRecord turn) {
        if (records.put(turn.number(), turn) != null) faults.add("turn " + turn.number() + " has two records");
        if (!(turn.outOfBand() instanceof Heard.Text text) || !text.text().equals(Scene.transcript(number, turn.number()))) {
            faults.add("turn " + turn.number() + " has the transcript " + turn.outOfBand());
        }
        // A server that is seconds late still speaks when the caller goes on: the caller is right to cut it off.
        if (turn.reply() instanceof Reply.Said said && said.status() == Response.Status.CANCELLED) cut++;
        else if (!(turn.reply() instanceof Reply.Said said) || !said.text().equals(Scene.reply(number, turn.number()))) {
            faults.add("turn " + turn.number() + " has the reply " + turn.reply());
        }
    }

    /** How many replies the caller cut off, because they came too late. Asked after {@link #end}. */
    int cut() {
        return cut;
    }

    int turnsSpoken() {
        return turnsSpoken;
    }

    /** Ends the call. @return what was wrong with it, one sentence each */
    List<String> end() throws InterruptedException {
        var ended = call.end(LAST_WORDS);
        if (records.size() != turnsSpoken) faults.add(records.size() + " records of " + turnsSpoken + " turns");
        long heard = pieces.values().stream().mapToLong(Integer::longValue).sum();
        // So is one that was complete on the wire when the caller went on, while its last pieces still waited to be played.
        if (cut == 0 && interrupted == 0 && heard != (long) turnsSpoken * scene.piecesInReply()) faults.add("heard " + heard + " pieces of " + turnsSpoken + " replies");
        var totals = ended.totals();
        if (totals.odd().errors() + totals.odd().unknown() + totals.odd().malformed() + totals.odd().late() > 0) faults.add("odd events: " + totals.odd());
        if (totals.dropped().audioFrames() + totals.dropped().playback() + totals.dropped().events() > 0) faults.add("dropped: " + totals.dropped());
        return faults.told();
    }

    /** @param line what the server's model saw of this session */
    List<String> compare(LoadSight line) {
        var wrong = new ArrayList<String>();
        long sentMs = framesSent * scene.frame().toMillis();
        // The detector hears whole frames of 32 ms, and its filter holds half a millisecond back.
        if (line.heardMs() > sentMs || line.heardMs() <= sentMs - 33) wrong.add("the server heard " + line.heardMs() + " ms of " + sentMs);
        if (cut == 0 && line.replies() != turnsSpoken || line.answers() != turnsSpoken) {
            wrong.add("the server gave " + line.replies() + " replies and " + line.answers() + " transcripts for " + turnsSpoken + " turns");
        }
        if (line.astray() > 0) wrong.add(line.astray() + " turns of other sessions");
        return wrong;
    }
}
