package dev.sidetone.cli;

import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.ServerSettings.Quirks;
import java.util.concurrent.Callable;
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
            "  sidetone serve --metrics --log-format json",
            "  sidetone serve --strict --keys-from-env KEYS --models gpt-realtime",
            "  sidetone call --audio caller.wav --endpoint ws://127.0.0.1:8765/v1/realtime"})
final class ServeCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Mixin
    private ListenOptions where;

    @Mixin
    private AccessOptions who;

    @Mixin
    private BoundOptions bounds;

    @Mixin
    private WatchOptions watch;

    @Option(names = "--quirks", description = "Do what the real service does oddly, too.")
    private boolean quirks;

    @Mixin
    private LlmOptions llm;

    @Mixin
    private ScriptOption script;

    @Override
    public Integer call() throws InterruptedException {
        var settings = ServerSettings.DEFAULT.withAccess(who.access(main.surroundings())).withLimits(bounds.limits())
                .withQuirks(quirks ? Quirks.LIVE : Quirks.NONE).withListen(where.listen(main.surroundings()));
        LogLines.begin(main.err(), watch.logFormat);
        main.takesToEnd(bounds.grace());
        try (var screen = main.screen(false);
                var server = LocalServer.begin(new LocalServer.Plan(script.settings(settings), watch.witness(), bounds.grace()),
                        llm.engine(script.engine(main.engine()), main.surroundings()))) {
            screen.print(screen.paper().strong("Sidetone") + " " + screen.paper().dim(Version.text()));
            screen.status("loading the speech models ...");
            var uri = server.running();
            screen.status("");
            screen.print("  listening on " + uri);
            server.secure().ifPresent(address -> screen.print("  and with TLS " + address
                    + (where.selfSigned() ? " (self-signed: clients must be told to accept it)" : "")));
            llm.chosen(main.surroundings()).ifPresent(words -> screen.print("  words by " + words.name()));
            server.caution().ifPresent(screen::caution);
            screen.print(screen.paper().dim("  Any Realtime client may call, with " + (who.open() ? "any" : "a known") + " key. Ctrl-C ends it."));
            main.untilStopped();
            screen.print("stopped");
            return ExitCode.INTERRUPTED.code();
        }
    }
}
