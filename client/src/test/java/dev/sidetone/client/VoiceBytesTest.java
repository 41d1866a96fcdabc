package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.AudioFormat;
import org.junit.jupiter.api.Test;

class VoiceBytesTest {

    private final VoiceBytes bytes = new VoiceBytes();

    @Test
    void a_sample_cut_by_two_deltas_is_whole_again() {
        assertThat(bytes.decode("r", new byte[] {1, 0, 2}, AudioFormat.PCM16).samples()).containsExactly((short) 1);
        assertThat(bytes.decode("r", new byte[] {0, 3, 0}, AudioFormat.PCM16).samples()).containsExactly((short) 2, (short) 3);
    }

    @Test
    void half_a_sample_of_one_reply_does_not_shift_the_next() {
        bytes.decode("r", new byte[] {1, 0, 2}, AudioFormat.PCM16);
        assertThat(bytes.decode("s", new byte[] {5, 0}, AudioFormat.PCM16).samples()).containsExactly((short) 5);
    }
}
