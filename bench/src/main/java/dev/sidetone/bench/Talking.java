package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSink;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.client.WireTap;
import dev.sidetone.device.Microphone;
import dev.sidetone.device.Speaker;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * How late sound is between this machine's devices and the wire: from the microphone to the wire, from a reply's first audio to the
 * loudspeaker, and from the start of speech to silence. A caller who makes noise interrupts each reply of our own server after a second.
 * Replies come faster than they are played, so that nothing waits for the jitter buffer to fill.
 */
public final class Talking {

    private static final String ROUNDS = "60";
    private static final Duration JITTER = Duration.ofMillis(40);
    private static final double PIECE_MILLIS = 20;
    private static final int NOISE = 20, SILENCE = 80;
    /** Whatever was loud before this after the start of speech belongs to the reply before it, and the next one comes later. */
    private static final long SETTLED_NANOS = 500_000_000;

    private final Speaker speaker = Speaker.open(Optional.empty());
    private final Queue<Long> captured = new ConcurrentLinkedQueue<>();
    private final List<Double> toWire = new CopyOnWriteArrayList<>();
    private final List<Double> toSound = new CopyOnWriteArrayList<>();
    private final List<Double> toStop = new CopyOnWriteArrayList<>();
    private final List<Double> toEar = new CopyOnWriteArrayList<>();
    private final List<Double> toSilence = new CopyOnWriteArrayList<>();
    private final Optional<Monitor> monitor = Monitor.listen();
    private volatile long firstDelta;
    private volatile Duration soundedThen = Duration.ZERO;
    private volatile long speechStarted;
    private volatile long replyBegan;
    private volatile long interrupted;
    private volatile boolean over;

    private final int rounds;

    private Talking(int rounds) {
        this.rounds = rounds;
    }

    /** @param arguments how many replies there are, if anything */
    public static void main(String[] arguments) throws InterruptedException {
        new Talking(Integer.parseInt(arguments.length == 0 ? ROUNDS : arguments[0])).run();
    }

    private void run() throws InterruptedException {
        var script = ScriptedModel.script();
        for (int i = 0; i <= rounds; i++) script = script.hears("hm").replies(ScriptedModel.says("there is more to say about it ".repeat(8)));
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, script.build());
                var microphone = Microphone.open(Optional.empty());
                speaker;
                var call = Sidetone.to(Endpoint.of(server.uri())).transcribe(Transcription.off()).playback(loudspeaker()).jitter(JITTER)
                        .tap(this::saw).call(turn -> {})) {
            Thread.ofPlatform().daemon().start(this::watch);
            var random = new Random(1);
            microphone.listen();
            for (int i = 0; i < rounds * (NOISE + SILENCE); i++) {
                var heard = microphone.next().orElseThrow();
                captured.add(System.nanoTime());
                call.append(i % (NOISE + SILENCE) < NOISE ? noise(random, heard.samples().length) : Pcm.of(new short[heard.samples().length]));
            }
            over = true;
            System.out.println(call.totals().played() + ", gaps in the line " + speaker.gaps());
        }
        print("capture to wire", toWire);
        print("first delta to sound", toSound);
        // The program has compiled little of itself by then.
        toSound.stream().findFirst().ifPresent(first -> System.out.printf(Locale.ROOT, "of these the first reply%58.1f ms%n", first));
        print("start of speech to stop", toStop);
        monitor.ifPresent(ear -> {
            print("first delta to sound, at the sink's monitor", toEar);
            print("start of speech to silence, at the monitor", toSilence);
            ear.close();
        });
        System.exit(0);
    }

    private static Pcm noise(Random random, int length) {
        var samples = new short[length];
        for (int i = 0; i < length; i++) samples[i] = (short) (random.nextGaussian() * 6000);
        return Pcm.of(samples);
    }

    private AudioSink loudspeaker() {
        return new AudioSink() {
            @Override
            public void play(Pcm audio) {
                speaker.play(audio);
            }

            @Override
            public void stop() {
                speaker.stop();
                if (speechStarted > 0) toStop.add(since(speechStarted));
                interrupted = speechStarted;
                speechStarted = 0;
            }

            @Override
            public Optional<Duration> sounded() {
                return speaker.sounded();
            }
        };
    }

    private void saw(WireTap.Direction direction, Instant at, String text) {
        if (direction == WireTap.Direction.SENT && text.contains("input_audio_buffer.append")) {
            var from = captured.poll();
            if (from != null) toWire.add(since(from) + PIECE_MILLIS);
        }
        if (direction == WireTap.Direction.RECEIVED && text.contains("speech_started")) speechStarted = System.nanoTime();
        if (direction == WireTap.Direction.RECEIVED && text.contains("\"response.created\"")) firstDelta = -1;
        if (direction == WireTap.Direction.RECEIVED && text.contains("audio.delta") && firstDelta < 0) {
            soundedThen = speaker.sounded().orElseThrow();
            firstDelta = System.nanoTime();
            replyBegan = firstDelta;
        }
    }

    /** Looks every half millisecond whether the reply can be heard. */
    private void watch() {
        while (!over) {
            long from = firstDelta;
            if (from > 0 && speaker.sounded().orElseThrow().compareTo(soundedThen) > 0) {
                toSound.add(since(from));
                firstDelta = 0;
            }
            monitor.ifPresent(this::listen);
            java.util.concurrent.locks.LockSupport.parkNanos(500_000);
        }
    }

    private void listen(Monitor ear) {
        long began = replyBegan, cut = interrupted;
        if (began > 0 && ear.becameLoud() - began > 0) {
            toEar.add((ear.becameLoud() - began) / 1e6);
            replyBegan = 0;
        }
        if (cut > 0 && System.nanoTime() - cut > SETTLED_NANOS) {
            toSilence.add(Math.max(0, ear.lastLoud() - cut) / 1e6);
            interrupted = 0;
        }
    }

    private static double since(long then) {
        return (System.nanoTime() - then) / 1e6;
    }

    private static void print(String what, List<Double> all) {
        var sorted = new ArrayList<>(all).stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(Locale.ROOT, "%-45s n %5d  p50 %6.1f  p95 %6.1f  p99 %6.1f  max %6.1f ms%n", what, sorted.length,
                at(sorted, 0.5), at(sorted, 0.95), at(sorted, 0.99), Arrays.stream(sorted).max().orElse(Double.NaN));
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }
}
