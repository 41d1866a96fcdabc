package dev.sidetone.cli;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.audio.Utterances;
import dev.sidetone.audio.Utterances.Span;
import dev.sidetone.audio.WavFile;
import dev.sidetone.turn.CallReference;
import dev.sidetone.turn.CallReferenceException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One caller to play.
 *
 * @param name as the user knows it
 * @param utterances where the caller speaks
 * @param expected what is really said, for scoring only; nothing that hears gets it
 */
record Recording(String name, Pcm audio, List<Span> utterances, Optional<CallReference> expected) {

    private static final String BUNDLED = "claims-auto";

    /** @throws RuntimeException that {@link Failure#of} understands */
    static Recording read(Path file, Optional<Path> expectation) {
        var expected = expectation.map(Recording::reference);
        return of(file.toString(), WavFile.open(file), expected);
    }

    /** The call that comes with Sidetone. */
    static Recording bundled() {
        try (var in = Recording.class.getResourceAsStream("calls/" + BUNDLED + "/caller.wav")) {
            var read = WavFile.read(in.readAllBytes(), BUNDLED);
            return of(BUNDLED, Resampler.resample(read, Pcm.RATE), Optional.of(bundledReference()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recording of(String name, Pcm audio, Optional<CallReference> expected) {
        var utterances = expected.map(reference -> expected(name, audio, reference)).orElseGet(() -> Utterances.find(audio));
        if (utterances.isEmpty()) {
            throw new Failure(ExitCode.AUDIO, "no speech found in " + name + "; name a recording in which somebody speaks");
        }
        return new Recording(name, audio, utterances, expected);
    }

    private static List<Span> expected(String name, Pcm audio, CallReference reference) {
        var last = reference.turns().getLast().end();
        if (last.compareTo(audio.duration().plus(SLACK)) > 0) {
            throw new Failure(ExitCode.INPUT, "the expected call lasts " + seconds(last) + " but " + name + " only "
                    + seconds(audio.duration()) + "; give the call.json of this recording");
        }
        return reference.turns().stream().map(turn -> new Span(turn.start(), turn.end())).toList();
    }

    // A reference rounded to the millisecond, or to a codec's frame, may end a little after the last sample.
    private static final Duration SLACK = Duration.ofMillis(100);

    private static String seconds(Duration length) {
        return length.toMillis() / 1000.0 + " s";
    }

    private static CallReference reference(Path file) {
        try {
            return CallReference.read(file);
        } catch (CallReferenceException e) {
            throw new Failure(ExitCode.INPUT, e.getMessage(), e);
        }
    }

    private static CallReference bundledReference() throws IOException {
        var copy = Files.createTempFile("sidetone-call", ".json");
        try (var in = Recording.class.getResourceAsStream("calls/" + BUNDLED + "/call.json")) {
            Files.write(copy, in.readAllBytes());
            return CallReference.read(copy);
        } finally {
            Files.deleteIfExists(copy);
        }
    }
}
