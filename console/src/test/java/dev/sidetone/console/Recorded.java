package dev.sidetone.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances;
import dev.sidetone.audio.WavFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/** A caller's voice for the browser's microphone: tones would not do, for the browser takes them for noise. */
final class Recorded {

    private static final Path CALL = Path.of("../cli/src/main/resources/dev/sidetone/cli/calls/claims-auto/caller.wav");

    /** The browser opens the microphone before the call stands; what is said before is not heard. */
    static final Duration BEFORE = Duration.ofSeconds(3);

    // The shortest there are: what is said is the script's affair, and tests wait for all of it.
    private static final int[] SHORT = {3, 8};

    private Recorded() {}

    /** Short utterances of the bundled call, each followed by as much silence as stands here. */
    static Pcm utterances(Duration... silences) {
        assumeTrue(Files.exists(CALL), "the bundled call is not beside this module");
        var call = WavFile.read(CALL);
        var spoken = Utterances.find(call);
        var whole = Pcm.silence(BEFORE).samples();
        for (int i = 0; i < silences.length; i++) {
            var one = spoken.get(SHORT[i % SHORT.length]);
            whole = joined(List.of(whole, call.between(one.start(), one.end()).samples(), Pcm.silence(silences[i]).samples()));
        }
        return Pcm.of(whole);
    }

    /** The bundled call from its beginning. */
    static Pcm call(Duration length) {
        assumeTrue(Files.exists(CALL), "the bundled call is not beside this module");
        return WavFile.read(CALL).between(Duration.ZERO, length);
    }

    private static short[] joined(List<short[]> parts) {
        var whole = new short[parts.stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part, 0, whole, at, part.length);
            at += part.length;
        }
        return Arrays.copyOf(whole, at);
    }
}
