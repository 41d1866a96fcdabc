package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Pace;
import dev.sidetone.client.RecordedCaller;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The way of the sound between page and endpoint, both ways. Owner of the recording that is played in the caller's place. Any thread.
 */
final class Sound implements Loudspeaker.Room {

    /** A recording that plays. */
    private record Playing(String name, Thread thread) {}

    private final Kept kept;
    private final InstantSource clock;
    private final Loudspeaker loudspeaker;
    private final AtomicReference<Optional<Playing>> playing = new AtomicReference<>(Optional.empty());
    private final AtomicInteger underruns = new AtomicInteger();
    private volatile Optional<PageLine> page = Optional.empty();
    private volatile Optional<Leg> leg = Optional.empty();

    Sound(Kept kept, InstantSource clock) {
        this.kept = kept;
        this.clock = clock;
        this.loudspeaker = new Loudspeaker(this, clock);
    }

    Loudspeaker loudspeaker() {
        return loudspeaker;
    }

    void between(PageLine line) {
        page = Optional.of(line);
    }

    /** The endpoint's side from now on; none while there is no session. */
    void and(Optional<Leg> session) {
        leg = session;
    }

    /** The caller speaks. What comes while no session stands, or while a recording speaks in the caller's place, is not sent. */
    void caller(byte[] littleEndian) {
        if (playing.get().isPresent()) return;
        int whole = littleEndian.length & ~1;
        leg.ifPresent(now -> now.say(Pcm.ofBytes(whole == littleEndian.length ? littleEndian : Arrays.copyOf(littleEndian, whole), Pcm.RATE)));
    }

    @Override
    public void begins(int stream, String response, String item) {
        kept.cards().came(response, clock.instant());
        kept.story().tell(Frames.of("reply_audio").put("response", response).put("stream", stream).put("item", item));
    }

    @Override
    public void stops(int stream) {
        kept.story().tell(Frames.of("stop").put("stream", stream));
    }

    @Override
    public void sends(ByteBuffer audio) {
        page.ifPresent(line -> line.send(audio));
    }

    @Override
    public void sounded(int stream, String response, short[] samples, boolean all) {
        kept.tape().sounded(stream, response, samples);
        boolean first = samples.length > 0 && kept.cards().heard(response, clock.instant().minus(Tape.duration(samples.length)));
        if (first || all) kept.cards().numberOf(response).ifPresent(kept::retell);
    }

    /** The page tells what has sounded. @param gaps in its playback so far */
    void played(int stream, long samples, int gaps) {
        loudspeaker.played(stream, samples);
        if (underruns.getAndAccumulate(gaps, Math::max) < gaps) kept.story().tell(Frames.of("underruns").put("count", gaps));
    }

    /**
     * Lets a recording speak in the caller's place.
     *
     * @return false when one speaks already, or there is nobody to speak to
     */
    boolean play(String name, Pcm recording) {
        var to = leg;
        if (to.isEmpty()) return false;
        var thread = Thread.ofVirtual().name("console-recording").unstarted(() -> run(to.get(), name, recording));
        if (!playing.compareAndSet(Optional.empty(), Optional.of(new Playing(name, thread)))) return false;
        tell("playing", name, recording);
        thread.start();
        return true;
    }

    private void run(Leg to, String name, Pcm recording) {
        var state = "stopped";
        try {
            to.play(RecordedCaller.of(recording, Pace.REALTIME)).remarks()
                    .forEach(remark -> kept.story().tell(Frames.problem(remark, "nothing: the recording goes on")));
            state = "ended";
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } finally {
            playing.set(Optional.empty());
            tell(state, name, recording);
        }
    }

    private void tell(String state, String name, Pcm recording) {
        kept.story().tell(Frames.of("recording").put("state", state).put("name", name).put("length_ms", recording.duration().toMillis()));
    }

    /** @return false when none speaks */
    boolean stopRecording() {
        var now = playing.get();
        now.ifPresent(one -> one.thread().interrupt());
        return now.isPresent();
    }
}
