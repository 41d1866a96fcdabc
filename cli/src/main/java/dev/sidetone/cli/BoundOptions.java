package dev.sidetone.cli;

import dev.sidetone.server.ServerSettings.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** What the server allows its clients. */
final class BoundOptions {

    /** Two terabytes, beyond which bytes no longer fit where they are counted. */
    private static final int MOST_MEBIBYTES = 1 << 21;

    @Option(names = "--max-connections", paramLabel = "N", defaultValue = "1000",
            description = "Connections open at once; more are answered with HTTP 503 (default: ${DEFAULT-VALUE}).")
    private int connections;

    @Option(names = "--max-audio", paramLabel = "MIB", defaultValue = "64",
            description = "Audio kept for the items of one connection, oldest dropped first (default: ${DEFAULT-VALUE}, 23 minutes).")
    private int mebibytes;

    @Option(names = "--session-limit", paramLabel = "SECONDS", defaultValue = "3600",
            description = "After this long a session ends (default: ${DEFAULT-VALUE}, as the real service's).")
    private Seconds session;

    @Option(names = "--grace", paramLabel = "SECONDS", defaultValue = "5",
            description = "How long replies under way may take to finish after Ctrl-C (default: ${DEFAULT-VALUE}).")
    private Seconds grace;

    Limits limits() {
        if (connections < 1) throw new Failure(ExitCode.USAGE, "--max-connections " + connections + " lets nobody in; use 1 or more");
        if (mebibytes < 1 || mebibytes > MOST_MEBIBYTES) {
            throw new Failure(ExitCode.USAGE, "--max-audio " + mebibytes + " is not possible; use 1 to " + MOST_MEBIBYTES + " MiB");
        }
        return new Limits(connections, (long) mebibytes << 20, session.duration(), Limits.DEFAULT.slowReader());
    }

    Duration grace() {
        return grace.duration();
    }
}
