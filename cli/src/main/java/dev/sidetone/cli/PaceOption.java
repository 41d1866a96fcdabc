package dev.sidetone.cli;

import dev.sidetone.client.Pace;
import picocli.CommandLine.Option;

/** How fast a recording is played. */
final class PaceOption {

    @Option(names = "--pace", paramLabel = "P", defaultValue = "fast",
            description = "realtime: as it was spoken; fast: as quickly as the endpoint takes it (default: ${DEFAULT-VALUE}).")
    Pace pace;
}
