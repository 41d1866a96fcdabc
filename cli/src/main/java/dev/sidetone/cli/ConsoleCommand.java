package dev.sidetone.cli;

import dev.sidetone.client.Endpoint;
import dev.sidetone.console.Agent;
import dev.sidetone.console.ConsoleRefused;
import dev.sidetone.console.ConsoleServer;
import dev.sidetone.console.ConsoleSettings;
import dev.sidetone.console.ConsoleSettings.Door;
import dev.sidetone.console.ConsoleSettings.Listen;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.ContextPolicy;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone console}: talk to the agent from a browser, and watch. */
@Command(name = "console", description = "A page to talk to the agent from, and to watch each turn, transcribed twice; until Ctrl-C.",
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone console --open",
            "  OPENAI_API_KEY=... sidetone console --endpoint openai --budget 0.05",
            "  sidetone console --prompts mine.md yours.md",
            "  sidetone console --host 0.0.0.0 --tls --token"})
final class ConsoleCommand implements Callable<Integer> {

    /** Calls end with it, each within some seconds. */
    private static final Duration GRACE = Duration.ofSeconds(5);

    /** What was checked before anything was loaded. */
    private record Plan(Listen listen, Door door, ConsoleSettings.Limits limits, Agent.Offer offer, String instructions) {}

    @ParentCommand
    private Main main;

    @Mixin
    private ConsoleOptions options;

    @Mixin
    private DoorOptions door;

    @Mixin
    private AgentOptions agent;

    @Mixin
    private Target target;

    @Mixin
    private Detection detection;

    @Mixin
    private LlmOptions llm;

    @Option(names = "--open", description = "Open the page in the browser.")
    private boolean open;

    @Override
    public Integer call() throws InterruptedException {
        var plan = plan();
        main.takesToEnd(GRACE);
        try (var screen = main.screen(false)) {
            screen.print(screen.paper().strong("Sidetone") + " " + screen.paper().dim(Version.text()));
            if (!target.embedded()) {
                if (llm.wanted()) throw new Failure(ExitCode.USAGE, "--llm is for the server in this process; leave out --endpoint, or give --llm to sidetone serve");
                var endpoint = target.endpoint(main.surroundings());
                return serve(screen, plan, endpoint, EndpointKind.of(endpoint.uri()));
            }
            var engine = llm.engine(target.script.engine(main.engine()), main.surroundings());
            try (var server = LocalServer.begin(target.script.settings(ServerSettings.DEFAULT), engine)) {
                screen.status("loading the speech models ...");
                var uri = server.running();
                screen.status("");
                server.caution().ifPresent(screen::caution);
                return serve(screen, plan, target.endpoint(uri), EndpointKind.EMBEDDED);
            }
        }
    }

    private Plan plan() {
        if (agent.context instanceof ContextPolicy.SharedPrefix) {
            throw new Failure(ExitCode.USAGE, "--context shared cannot be changed in a call, and the page changes contexts; use notes, latest, last:N or whole");
        }
        var transcription = agent.transcription();
        var offer = new Agent.Offer(options.prompts(agent), transcription.context(), options.halfDuplex, Version.text());
        var plan = new Plan(options.listen(main.surroundings()), door.door(main.surroundings()), options.limits(), offer, agent.agent());
        settings(plan, new Agent.Place("", "", true), Endpoint.of(java.net.URI.create("ws://localhost/")));
        return plan;
    }

    /** @throws Failure when everybody would be let in */
    private ConsoleSettings settings(Plan plan, Agent.Place place, Endpoint endpoint) {
        var sidetone = agent.sidetone(endpoint, detection.settings(), plan.instructions, target.local());
        var whom = new Agent(sidetone, place, new Agent.Bill(agent.models(), agent.priceBook()), plan.offer);
        try {
            return new ConsoleSettings(plan.listen, plan.door, plan.limits, whom);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, e.getMessage() + " (--token; --tls and --password; --host)", e);
        }
    }

    private int serve(Screen screen, Plan plan, Endpoint endpoint, EndpointKind kind) throws InterruptedException {
        var place = new Agent.Place(kind.word(), endpoint.place(), kind.simulates());
        try (var console = ConsoleServer.start(settings(plan, place, endpoint))) {
            screen.print("  console at " + console.address() + (options.selfSigned() ? " (self-signed: the browser will warn once)" : ""));
            screen.print("  calls go to " + (kind == EndpointKind.EMBEDDED ? kind.inWords() : endpoint.place())
                    + (kind.simulates() ? screen.paper().dot() + "simulated billing" : ""));
            door.made().ifPresent(token -> screen.print("  token " + token));
            if (!plan.listen.host().startsWith("127.") && plan.listen.tls().isEmpty() && !(plan.door instanceof Door.Open)) {
                screen.caution("browsers give the microphone to https pages and to localhost only; add --tls for other machines");
            }
            if (open && !Browser.open(console.address())) screen.caution("no browser could be opened; open the address above");
            screen.print(screen.paper().dim("  Ctrl-C ends it and all calls."));
            main.untilStopped();
            screen.print("stopped");
            return ExitCode.INTERRUPTED.code();
        } catch (ConsoleRefused e) {
            throw new Failure(ExitCode.PORT, e.getMessage(), e);
        }
    }
}
