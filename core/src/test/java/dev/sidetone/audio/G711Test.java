package dev.sidetone.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {

    // The ends of the decision tables of the Recommendation, on the 16-bit scale (14-bit values times 4, 13-bit times 8).
    @ParameterizedTest
    @CsvSource({
        "MU_LAW, 0xFF, 0", "MU_LAW, 0x7F, 0", "MU_LAW, 0xFE, 8", "MU_LAW, 0x7E, -8", "MU_LAW, 0xF0, 120", "MU_LAW, 0xEF, 132",
        "MU_LAW, 0x8F, 16764", "MU_LAW, 0x80, 32124", "MU_LAW, 0x00, -32124",
        "A_LAW, 0xD5, 8", "A_LAW, 0x55, -8", "A_LAW, 0xC5, 264", "A_LAW, 0xF5, 528", "A_LAW, 0xAA, 32256", "A_LAW, 0x2A, -32256"})
    void codes_decode_to_the_values_of_the_recommendation(G711 law, int code, short sample) {
        assertThat(law.decode((byte) code)).isEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource
    void all_codes_survive_the_round_trip(G711 law) {
        for (int code = 0; code < 256; code++) {
            int expected = law == G711.MU_LAW && code == 0x7F ? 0xFF : code;
            assertThat(law.encode(law.decode((byte) code)) & 0xff).as("code %02X", code).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @EnumSource
    void codes_change_exactly_at_the_decision_levels_of_the_recommendation(G711 law) {
        // Ends of the eight segments, of sixteen equal steps each, as tables 1 and 2 give them: in 14 bits (µ) and 13 bits (A).
        int[] ends = law == G711.MU_LAW ? new int[] {-1, 31, 95, 223, 479, 991, 2_015, 4_063, 8_159}
            : new int[] {0, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096};
        int scale = law == G711.MU_LAW ? 4 : 8;
        var levels = new HashSet<Integer>();
        for (int segment = 0; segment < 8; segment++) {
            int step = (ends[segment + 1] - ends[segment]) / 16;
            for (int i = 0; i < 16; i++) levels.add(scale * (ends[segment] + i * step));
        }
        for (int sample = 1; sample <= Short.MAX_VALUE; sample++) {
            boolean changes = law.encode((short) sample) != law.encode((short) (sample - 1));
            assertThat(changes).as("sample %d", sample).isEqualTo(levels.contains(sample));
            assertThat(law.encode((short) ~sample) & 0xff).as("sample %d", ~sample).isEqualTo((law.encode((short) sample) & 0xff) ^ 0x80);
        }
    }

    @ParameterizedTest
    @EnumSource
    void louder_samples_never_decode_quieter(G711 law) {
        for (int sample = Short.MIN_VALUE; sample < Short.MAX_VALUE; sample++) {
            short here = law.decode(law.encode((short) sample)), next = law.decode(law.encode((short) (sample + 1)));
            assertThat(next).as("sample %d", sample).isGreaterThanOrEqualTo(here);
        }
    }

    @Test
    void mu_law_silence_is_all_ones_and_a_law_silence_is_d5() {
        assertThat(G711.MU_LAW.encode(new short[2])).containsExactly(0xFF, 0xFF);
        assertThat(G711.A_LAW.encode(new short[2])).containsExactly(0xD5, 0xD5);
    }
}
