package dev.sidetone.cli;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Call;
import dev.sidetone.client.CallEnd;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Sidetone;
import dev.sidetone.device.Level;
import dev.sidetone.device.Microphone;
import dev.sidetone.device.Speaker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Whoever sits before this machine: a microphone, a loudspeaker and a keyboard. */
final class LiveSide implements CallerSide {

    /**
     * How the call is held.
     *
     * @param halfDuplex the microphone is silent while the agent sounds
     * @param length when to hang up by itself
     * @param jitter that the loudspeaker bridges
     */
    record Manner(boolean halfDuplex, Talking talking, Optional<Duration> length, Duration jitter) {}

    // A room goes on sounding for a moment when the loudspeaker does not.
    private static final Duration ROOM = Duration.ofMillis(250);
    private static final int METER = 8;
    // How late a key is noticed where the microphone gives no sound.
    private static final Duration LOOK = Duration.ofMillis(100);
    // What was said last is worth a wait, but nobody hears the answer any more.
    private static final Duration LAST_TURNS = Duration.ofSeconds(10);

    private final Microphone microphone;
    private final Speaker speaker;
    private final Keys keys;
    private final Manner manner;
    private long lastSounded = System.nanoTime() - ROOM.toNanos();

    LiveSide(Microphone microphone, Speaker speaker, Keys keys, Manner manner) {
        this.microphone = microphone;
        this.speaker = speaker;
        this.keys = keys;
        this.manner = manner;
    }

    @Override
    public List<Recording> recordings() {
        return List.of(new Recording("microphone", Pcm.silence(Duration.ZERO), List.of(), Optional.empty()));
    }

    @Override
    public Pace pace() {
        return Pace.REALTIME;
    }

    @Override
    public String inWords(List<Recording> recordings, Paper paper) {
        return Layout.clean(microphone.name()) + paper.dot() + Layout.clean(speaker.name()) + paper.dot() + manner.talking().help(keys.single());
    }

    @Override
    public Sidetone equipped(Sidetone sidetone) {
        return manner.talking().equipped(sidetone).playback(speaker).jitter(manner.jitter());
    }

    @Override
    public Optional<String> ready() {
        return Optional.of(manner.talking().open() ? "  connected: speak now" : "  connected: press to speak");
    }

    @Override
    public List<String> speak(Call call, Recording recording, Runnable redraw) throws InterruptedException {
        long began = System.nanoTime();
        microphone.listen();
        while (call.ended().isEmpty() && !hangsUp(call) && !isOver(began)) {
            var heard = microphone.next(LOOK);
            if (heard.isEmpty() && microphone.gone()) return List.of("the microphone \"" + microphone.name() + "\" gave no more sound: the call ended there");
            if (manner.talking().open()) heard.ifPresent(piece -> call.append(muted(call) ? Pcm.silence(piece.duration()) : piece));
            redraw.run();
        }
        return gaps(speaker.gaps());
    }

    private static List<String> gaps(int gaps) {
        return gaps == 0 ? List.of() : List.of("the agent's voice had " + Show.plural(gaps, "gap") + ": this machine was late to play it");
    }

    private boolean isOver(long began) {
        return manner.length().filter(length -> System.nanoTime() - began >= length.toNanos()).isPresent();
    }

    @Override
    public CallEnd end(Call call, Duration patience) throws InterruptedException {
        manner.talking().over(call);
        return call.hangUp(patience.compareTo(LAST_TURNS) < 0 ? patience : LAST_TURNS);
    }

    /** Does what was pressed. */
    private boolean hangsUp(Call call) {
        for (var key = keys.next(); key.isPresent(); key = keys.next()) {
            if (manner.talking().pressed((char) key.getAsInt(), call)) return true;
        }
        return false;
    }

    private boolean muted(Call call) {
        if (call.agentSounds()) lastSounded = System.nanoTime();
        return manner.halfDuplex() && System.nanoTime() - lastSounded < ROOM.toNanos();
    }

    @Override
    public String meter(Paper paper) {
        double loud = (microphone.level() - Level.SILENCE) / -Level.SILENCE;
        int bars = (int) Math.round(Math.clamp(loud, 0, 1) * METER);
        var meter = paper.unicode() ? "▮".repeat(bars) + "▯".repeat(METER - bars) : "#".repeat(bars) + ".".repeat(METER - bars);
        return (manner.talking().open() ? meter : " ".repeat(METER)) + "  ";
    }
}
