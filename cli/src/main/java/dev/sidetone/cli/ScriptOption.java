package dev.sidetone.cli;

import dev.sidetone.server.ScriptFile;
import dev.sidetone.server.ScriptMistake;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.speech.Silero;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** A script in place of the local hearing and voice. */
final class ScriptOption {

    @Option(names = "--script", paramLabel = "FILE",
            description = "What our server hears, says and breaks, from a YAML file, in place of local hearing and voice (docs/scripts.md).")
    private Optional<Path> file;

    private Optional<ScriptFile> script = Optional.empty();

    boolean given() {
        return file.isPresent();
    }

    /**
     * What stands behind our server.
     *
     * @throws Failure when the script cannot be followed
     */
    Callable<Engine> engine(Callable<Engine> otherwise) {
        return script().<Callable<Engine>>map(given -> () -> new Engine(given.model(), Silero::new)).orElse(otherwise);
    }

    /** The same settings, with what the script breaks. */
    ServerSettings settings(ServerSettings settings) {
        return script().map(given -> settings.withFaults(given.faults())).orElse(settings);
    }

    private Optional<ScriptFile> script() {
        if (script.isPresent() || file.isEmpty()) return script;
        try {
            script = file.map(ScriptFile::read);
            return script;
        } catch (ScriptMistake e) {
            throw new Failure(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
