package dev.sidetone.agent;

import dev.sidetone.audio.Pcm;
import java.util.Arrays;

/** Makes the sentences of a voice sound like one recording: same level, same edges, no click where one meets the next. */
final class Loudness {

    // -20 dB below full scale, the usual level of speech on telephone and voice services.
    private static final double TARGET_RMS = 0.1 * Short.MAX_VALUE;
    private static final double PEAK = 0.9 * Short.MAX_VALUE;
    // 10 ms at 24 kHz, the usual step for a short-term level.
    private static final int FRAME = Pcm.RATE / 100;
    // 40 dB below full scale: under it a frame is silence.
    private static final double SILENCE_RMS = 0.01 * Short.MAX_VALUE;
    private static final int LEAD = Pcm.RATE * 40 / 1000;
    // A sentence ends with the pause a speaker makes before the next; engines add up to 400 ms, which sounds hesitant.
    private static final int TAIL = Pcm.RATE * 220 / 1000;
    private static final int FADE = Pcm.RATE * 5 / 1000;

    private Loudness() {}

    static short[] level(short[] samples) {
        int first = -1, last = -1, voiced = 0;
        double energy = 0;
        int peak = 1;
        for (int start = 0; start < samples.length; start += FRAME) {
            int end = Math.min(samples.length, start + FRAME);
            double sum = 0;
            for (int i = start; i < end; i++) {
                sum += samples[i] * (double) samples[i];
                peak = Math.max(peak, Math.abs(samples[i]));
            }
            if (Math.sqrt(sum / (end - start)) < SILENCE_RMS) continue;
            if (first < 0) first = start;
            last = end;
            energy += sum / (end - start);
            voiced++;
        }
        if (voiced == 0) return new short[0];
        double gain = Math.min(TARGET_RMS / Math.sqrt(energy / voiced), PEAK / peak);
        var cut = Arrays.copyOfRange(samples, Math.max(0, first - LEAD), Math.min(samples.length, last + TAIL));
        for (int i = 0; i < cut.length; i++) {
            double edge = Math.min(1, Math.min(i, cut.length - 1 - i) / (double) FADE);
            cut[i] = (short) Math.round(cut[i] * gain * edge);
        }
        return cut;
    }
}
