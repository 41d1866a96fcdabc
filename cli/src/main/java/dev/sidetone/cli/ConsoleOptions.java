package dev.sidetone.cli;

import dev.sidetone.client.Transcription;
import dev.sidetone.console.Agent;
import dev.sidetone.console.ConsoleSettings.Limits;
import dev.sidetone.console.ConsoleSettings.Listen;
import dev.sidetone.console.ConsoleSettings.Tls;
import dev.sidetone.server.SelfSigned;
import dev.sidetone.server.ServerRefused;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the console listens, and what it allows. */
final class ConsoleOptions {

    /** A gigabyte at a time is more than any browser sends. */
    private static final int MOST_MEBIBYTES = 1 << 10;

    @Option(names = "--host", defaultValue = "127.0.0.1", paramLabel = "H",
            description = "Address to listen on; any but this machine's own needs --token, or TLS and --password (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8787", paramLabel = "P", description = "Port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--name", paramLabel = "HOST", description = "A further name by which browsers reach it, as behind a proxy. Repeatable.")
    private List<String> names = List.of();

    @Mixin
    private TlsOptions tls;

    @Option(names = "--prompts", arity = "1..*", paramLabel = "FILE", description = "Further transcript prompts to choose from on the page.")
    private List<Path> prompts = List.of();

    @Option(names = "--half-duplex", description = "Mute the microphone while the agent speaks: for loudspeakers that the microphone hears.")
    boolean halfDuplex;

    @Option(names = "--max-calls", paramLabel = "N", defaultValue = "8", description = "Calls at once (default: ${DEFAULT-VALUE}).")
    private int calls;

    @Option(names = "--max-length", paramLabel = "SECONDS", defaultValue = "1800", description = "After this long a call is ended (default: ${DEFAULT-VALUE}).")
    private Seconds length;

    @Option(names = "--max-upload", paramLabel = "MIB", defaultValue = "64", description = "Size of a recording that is dragged in (default: ${DEFAULT-VALUE}).")
    private int upload;

    @Option(names = "--keep-calls", paramLabel = "N", defaultValue = "50", description = "Past calls to remember, oldest forgotten first (default: ${DEFAULT-VALUE}).")
    private int past;

    @Option(names = "--keep-audio", paramLabel = "MIB", defaultValue = "256",
            description = "Audio of past calls to keep in memory, oldest dropped first (default: ${DEFAULT-VALUE}, 45 minutes).")
    private int audio;

    /** @throws Failure when it cannot be listened there */
    Listen listen(Surroundings surroundings) {
        var given = tls.given(surroundings).map(opened -> new Tls(opened.store(), opened.password()));
        Ports.checkFree(host, port);
        return new Listen(host, port, tls.wanted() ? given.or(() -> Optional.of(made())) : Optional.empty(), Set.copyOf(names));
    }

    private static Tls made() {
        try {
            var certificate = SelfSigned.certificate();
            return new Tls(certificate.keystore(), certificate.password());
        } catch (ServerRefused e) {
            throw new Failure(ExitCode.KEYSTORE, e.getMessage(), e);
        }
    }

    boolean selfSigned() {
        return tls.wanted() && tls.selfSigned();
    }

    Limits limits() {
        check("--max-calls", calls, Integer.MAX_VALUE);
        check("--max-upload", upload, MOST_MEBIBYTES);
        check("--keep-calls", past, Integer.MAX_VALUE);
        check("--keep-audio", audio, Integer.MAX_VALUE);
        return new Limits(calls, length.duration(), (long) upload << 20, past, (long) audio << 20);
    }

    private static void check(String option, int given, int most) {
        if (given < 1 || given > most) throw new Failure(ExitCode.USAGE, option + " " + given + " is not possible; use 1" + (most == Integer.MAX_VALUE ? " or more" : " to " + most));
    }

    /** What the page offers: the one chosen for all calls first, then the others. */
    List<Agent.Prompt> prompts(AgentOptions options) {
        var first = options.transcription();
        var all = new ArrayList<Agent.Prompt>();
        all.add(new Agent.Prompt("p1", options.transcriptPrompt.map(file -> file.getFileName().toString()).orElse("verbatim (ships with Sidetone)"), first));
        for (var file : prompts) all.add(new Agent.Prompt("p" + (all.size() + 1), file.getFileName().toString(), prompt(file, first, options)));
        return all;
    }

    private static Transcription.On prompt(Path file, Transcription.On like, AgentOptions options) {
        return new Transcription.On(options.rules(file), like.lane());
    }
}
