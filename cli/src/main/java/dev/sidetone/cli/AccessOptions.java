package dev.sidetone.cli;

import dev.sidetone.server.ServerSettings.Access;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** Who may open a session. Keys come from the environment alone: a command line is read by everybody on the machine. */
final class AccessOptions {

    @Option(names = "--strict", description = "Let in only who has a key and names a model, as the real service does (default: anyone).")
    private boolean strict;

    @Option(names = "--keys-from-env", paramLabel = "NAME",
            description = "With --strict: the environment variable that holds the keys, separated by commas.")
    private Optional<String> keysFrom;

    @Option(names = "--models", paramLabel = "M,...", split = ",", description = "With --strict: the models that exist (default: all do).")
    private List<String> models = List.of();

    Access access(Surroundings surroundings) {
        if (!strict) {
            if (keysFrom.isPresent() || !models.isEmpty()) {
                throw new Failure(ExitCode.USAGE, (keysFrom.isPresent() ? "--keys-from-env" : "--models") + " means nothing without --strict; add it");
            }
            return new Access.Open();
        }
        var name = keysFrom.orElseThrow(() -> new Failure(ExitCode.USAGE, "--strict lets nobody in without keys; add --keys-from-env NAME"));
        var keys = surroundings.variable(name).stream().flatMap(text -> Arrays.stream(text.split(","))).map(String::strip)
                .filter(key -> !key.isEmpty()).collect(Collectors.toSet());
        if (keys.isEmpty()) throw new Failure(ExitCode.KEY, "there is no key in the environment variable " + name + "; set it, or leave --strict out");
        return new Access.Strict(keys, Set.copyOf(models));
    }

    boolean open() {
        return !strict;
    }
}
