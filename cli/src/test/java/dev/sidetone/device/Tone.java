package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.stream.IntStream;

/** A tone, and what became of it on its way. */
final class Tone {

    private static final double LOUD = 0.25 * Short.MAX_VALUE;

    private Tone() {}

    static Pcm of(double hertz, Duration length) {
        var samples = new short[(int) (length.toMillis() * Pcm.RATE / 1000)];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (LOUD * Math.sin(2 * Math.PI * hertz * i / Pcm.RATE));
        return Pcm.of(samples);
    }

    /** How high it is, by how far its waves are apart, gaps in it apart; 0 where it does not sound for half a second. */
    static long hertz(short[] samples) {
        var waves = new ArrayList<Integer>();
        int last = -1;
        for (int i = 1; i < samples.length; i++) {
            if (samples[i - 1] >= 0 || samples[i] < 0) continue;
            if (last >= 0) waves.add(i - last);
            last = i;
        }
        if (waves.isEmpty()) return 0;
        int usual = waves.stream().sorted().toList().get(waves.size() / 2);
        var whole = waves.stream().filter(wave -> Math.abs(wave - usual) <= 2).mapToInt(Integer::intValue).summaryStatistics();
        return whole.getSum() < Pcm.RATE / 2 ? 0 : Math.round(Pcm.RATE / whole.getAverage());
    }

    /** How loud the loud of it is, as a share of what was played; a click says nothing. */
    static double loudness(short[] samples) {
        var loud = IntStream.range(0, samples.length).map(i -> Math.abs(samples[i])).filter(sample -> sample > LOUD / 4).sorted().toArray();
        return loud.length == 0 ? 0 : loud[loud.length * 9 / 10] / LOUD;
    }
}
