package dev.sidetone.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SmallWavTest {

    @Test
    void what_is_written_is_read_as_the_same_sound() {
        var samples = new short[Pcm.RATE];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (10_000 * Math.sin(2 * Math.PI * 440 * i / Pcm.RATE));
        var file = SmallWav.of(Pcm.of(samples));
        assertThat(file).hasSize(58 + 16_000);
        var read = WavFile.read(file, "small");
        assertThat(read.rate()).isEqualTo(16_000);
        for (int i = 500; i < 15_500; i++) {
            // A step of the law is at most a thirty-second of the sample.
            assertThat((double) read.samples()[i]).isCloseTo(10_000 * Math.sin(2 * Math.PI * 440 * i / 16_000), org.assertj.core.api.Assertions.within(400.0));
        }
    }
}
