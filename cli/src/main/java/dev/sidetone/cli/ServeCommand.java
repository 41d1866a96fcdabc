package dev.sidetone.cli;

import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.ServerSettings.Listen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone serve}: our own server, for any client. */
@Command(name = "serve", description = "Runs the Realtime server with local hearing and voice until Ctrl-C.",
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone serve",
            "  sidetone serve --port 9000 --tls",
            "  sidetone serve --llm http://127.0.0.1:11434/v1 --llm-model llama3.2",
            "  sidetone serve --script call.yaml",
            "  sidetone call --audio caller.wav --endpoint ws://127.0.0.1:8765/v1/realtime"})
final class ServeCommand implements Callable<Integer> {

    private static final String HIGHEST_PORT = "65535";

    @ParentCommand
    private Main main;

    @Option(names = "--host", defaultValue = "127.0.0.1", paramLabel = "H",
            description = "Address to listen on; 0.0.0.0 lets the whole network in (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8765", paramLabel = "P", description = "Port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--tls", description = "Listen with TLS as well, on the next port, with a certificate made at the start.")
    private boolean tls;

    @Mixin
    private LlmOptions llm;

    @Mixin
    private ScriptOption script;

    @Override
    public Integer call() throws InterruptedException {
        if (port < 0 || port > Integer.parseInt(HIGHEST_PORT)) {
            throw new Failure(ExitCode.USAGE, "port " + port + " does not exist; use 0 to " + HIGHEST_PORT);
        }
        int securePort = port == 0 ? 0 : port + 1;
        var secure = tls ? Optional.of(new ServerSettings.Tls(securePort, Optional.empty())) : Optional.<ServerSettings.Tls>empty();
        checkFree(port);
        if (tls) checkFree(securePort);
        try (var screen = main.screen(false);
                var server = LocalServer.begin(script.settings(ServerSettings.DEFAULT.withListen(new Listen(host, port, secure))),
                        llm.engine(script.engine(main.engine()), main.surroundings()))) {
            screen.print(screen.paper().strong("Sidetone") + " " + screen.paper().dim(Version.text()));
            screen.status("loading the speech models ...");
            var uri = server.running();
            screen.status("");
            screen.print("  listening on " + uri);
            server.secure().ifPresent(address -> screen.print("  and with TLS " + address + " (self-signed: clients must be told to accept it)"));
            llm.chosen(main.surroundings()).ifPresent(words -> screen.print("  words by " + words.name()));
            server.caution().ifPresent(screen::caution);
            screen.print(screen.paper().dim("  Any Realtime client may call, with any key. Ctrl-C ends it."));
            untilStopped();
            screen.print("stopped");
            return ExitCode.INTERRUPTED.code();
        }
    }

    /** Says it before the speech models are loaded. The server itself decides a moment later. */
    private void checkFree(int wanted) {
        if (wanted == 0) return;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, wanted));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(ExitCode.PORT, "cannot listen on " + host + ":" + wanted + " (" + e.getMessage()
                    + "); choose another --port, or 0 for any free one", e);
        }
    }

    private static void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Ctrl-C: the way to end it.
        }
    }
}
