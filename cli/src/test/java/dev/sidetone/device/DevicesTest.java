package dev.sidetone.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Choosing a device, and what it gives. */
class DevicesTest {

    private static final List<String> NAMES = List.of("default [default]", "Headset [plughw:1,0]", "Head [plughw:2,0]", "PCH [plughw:0,0]");

    @Test
    void a_name_its_beginning_or_a_part_of_it_will_do() {
        assertThat(Devices.fitting("head [plughw:2,0]", NAMES)).containsExactly("Head [plughw:2,0]");
        assertThat(Devices.fitting("headset", NAMES)).containsExactly("Headset [plughw:1,0]");
        assertThat(Devices.fitting(":0,0", NAMES)).containsExactly("PCH [plughw:0,0]");
        assertThat(Devices.fitting("head", NAMES)).hasSize(2);
        assertThat(Devices.fitting("usb", NAMES)).isEmpty();
    }

    @Test
    void two_channels_are_one_voice_and_one_voice_goes_to_both() {
        var stereo = new Sound(48_000, 2);
        assertThat(stereo.bytes(new short[] {-2, 300})).containsExactly(-2, -1, -2, -1, 44, 1, 44, 1);
        assertThat(stereo.samples(stereo.bytes(new short[] {-2, 300, Short.MIN_VALUE}), 12)).containsExactly((short) -2, (short) 300, Short.MIN_VALUE);
        assertThat(stereo.samples(new byte[] {100, 0, 0, 0}, 4)).containsExactly((short) 50);
    }

    @Test
    void our_own_rate_is_asked_for_first() {
        assertThat(Sound.wishes().getFirst()).isEqualTo(new Sound(24_000, 1));
        assertThat(Sound.wishes()).hasSize(10).doesNotHaveDuplicates();
    }

    @Test
    void a_level_is_in_decibels_below_the_loudest() {
        assertThat(Level.decibels(new short[] {})).isEqualTo(Level.SILENCE);
        assertThat(Level.decibels(new short[] {0, 0})).isEqualTo(Level.SILENCE);
        assertThat(Level.decibels(new short[] {Short.MAX_VALUE, -Short.MAX_VALUE})).isEqualTo(0);
        assertThat(Level.decibels(new short[] {3277, -3277})).isBetween(-20.1, -19.9);
    }
}
