package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import java.util.List;
import javax.sound.sampled.AudioFormat;

/**
 * A format that a device may offer: 16-bit samples, interleaved where there are two channels.
 *
 * @param rate frames a second
 * @param channels 1 or 2
 */
record Sound(int rate, int channels) {

    // Ours first: nothing is lost. Then what nearly all hardware has, and what headsets of telephones have.
    private static final int[] RATES = {Pcm.RATE, 48_000, 44_100, 16_000, 8_000};

    /** What to ask for, the best first. */
    static List<Sound> wishes() {
        var wishes = new ArrayList<Sound>();
        for (int channels = 1; channels <= 2; channels++) {
            for (int rate : RATES) wishes.add(new Sound(rate, channels));
        }
        return wishes;
    }

    AudioFormat format() {
        return new AudioFormat(rate, Short.SIZE, channels, true, false);
    }

    int bytesPerFrame() {
        return channels * Short.BYTES;
    }

    int frames(int millis) {
        return rate * millis / 1000;
    }

    /** Each sample to all channels. */
    byte[] bytes(short[] samples) {
        var bytes = new byte[samples.length * bytesPerFrame()];
        int at = 0;
        for (short sample : samples) {
            for (int channel = 0; channel < channels; channel++) {
                bytes[at++] = (byte) sample;
                bytes[at++] = (byte) (sample >> 8);
            }
        }
        return bytes;
    }

    /** The mean of the channels. */
    short[] samples(byte[] bytes, int length) {
        var samples = new short[length / bytesPerFrame()];
        for (int frame = 0, at = 0; frame < samples.length; frame++) {
            int sum = 0;
            for (int channel = 0; channel < channels; channel++, at += 2) sum += (short) (bytes[at] & 0xff | bytes[at + 1] << 8);
            samples[frame] = (short) (sum / channels);
        }
        return samples;
    }

    @Override
    public String toString() {
        return rate + " Hz, " + (channels == 1 ? "mono" : "stereo");
    }
}
