package dev.sidetone.cli;

import dev.sidetone.protocol.SessionSettings.TurnDetection;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How the endpoint shall find the end of a turn. */
final class Detection {

    @Option(names = "--vad-threshold", paramLabel = "0..1", defaultValue = "0.5",
            description = "How sure the endpoint must be of speech (default: ${DEFAULT-VALUE}).")
    double threshold;

    @Option(names = "--vad-prefix", paramLabel = "MS", defaultValue = "300",
            description = "Audio kept from before speech begins (default: ${DEFAULT-VALUE}).")
    int prefix;

    // What parts the utterances of a recording, too: who spells a number pauses for half a second between its groups.
    @Option(names = "--vad-silence", paramLabel = "MS", defaultValue = "700",
            description = "Silence that ends a turn (default: ${DEFAULT-VALUE}).")
    int silence;

    TurnDetection.ServerVad settings() {
        try {
            return new TurnDetection.ServerVad(threshold, Duration.ofMillis(prefix), Duration.ofMillis(silence), true, true);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, e.getMessage(), e);
        }
    }
}
