package dev.sidetone.conformance;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.WavFile;
import dev.sidetone.turn.CallReference;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** A caller's side of a whole call: from the shared recordings beside the checkout, or else the one the command line brings along. */
record RecordedCall(Path wav, Path reference) {

    private static final String BUNDLED = "/dev/sidetone/cli/calls/claims-auto/";

    /** Longer than any pause inside an utterance of these recordings, shorter than those between them. */
    static final Duration SILENCE = Duration.ofMillis(700);

    static RecordedCall find() {
        return folders().map(folder -> folder.resolve("shared/data/calls/claims-auto")).filter(Files::isDirectory)
                .map(folder -> new RecordedCall(folder.resolve("caller.wav"), folder.resolve("call.json")))
                .findFirst().orElseGet(() -> new RecordedCall(unpacked("caller.wav"), unpacked("call.json")));
    }

    private static Stream<Path> folders() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Objects::nonNull, Path::getParent);
    }

    /** Programs outside Java cannot read our resources: they get a file. */
    private static Path unpacked(String name) {
        try (InputStream in = RecordedCall.class.getResourceAsStream(BUNDLED + name)) {
            var file = Files.createDirectories(Path.of("target/call")).resolve(name);
            Files.copy(Objects.requireNonNull(in, name), file, StandardCopyOption.REPLACE_EXISTING);
            return file.toAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Pcm audio() {
        return WavFile.read(wav);
    }

    List<CallReference.Utterance> turns() {
        return CallReference.read(reference).turns();
    }

    /** One turn of the caller, with what is needed of the silence around it to be found. */
    Pcm turn(int index) {
        var turn = turns().get(index);
        return audio().between(turn.start().minus(Duration.ofMillis(400)), turn.end().plus(SILENCE).plusMillis(300));
    }
}
