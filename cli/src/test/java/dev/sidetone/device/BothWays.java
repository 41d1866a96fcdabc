package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A program for {@link OtherFormatsTest}, which must be a process of its own to find its devices: plays a tone, and tells what tone it hears.
 * Arguments: rate and channels at which both devices are opened.
 */
final class BothWays {

    private BothWays() {}

    public static void main(String[] arguments) throws InterruptedException {
        var sound = new Sound(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        try (var speaker = Speaker.open(new Devices.Found(Devices.choose(Direction.OUTPUT, Optional.empty()).mixer(), sound));
                var microphone = Microphone.open(new Devices.Found(Devices.choose(Direction.INPUT, Optional.empty()).mixer(), sound))) {
            var tone = Tone.of(440, Duration.ofSeconds(1));
            int piece = Pcm.RATE / 50;
            for (int at = 0; at < tone.samples().length; at += piece) speaker.play(Pcm.of(Arrays.copyOfRange(tone.samples(), at, at + piece)));
            long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while (speaker.sounded().orElseThrow().compareTo(tone.duration()) < 0 && System.nanoTime() < until) Thread.sleep(10);
            System.out.println("played " + speaker.sounded().orElseThrow().toMillis() + " ms");
            microphone.listen();
            System.out.println("listens");
            var heard = new short[3 * Pcm.RATE];
            for (int at = 0; at < heard.length; ) {
                var next = microphone.next().orElseThrow().samples();
                System.arraycopy(next, 0, heard, at, Math.min(next.length, heard.length - at));
                at += next.length;
            }
            System.out.println("heard " + Tone.hertz(heard) + " Hz, " + Math.round(10 * Tone.loudness(heard)) + " tenths");
        }
        System.exit(0);
    }
}
