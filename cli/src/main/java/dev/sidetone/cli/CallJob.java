package dev.sidetone.cli;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Transcription;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of {@code call} or {@code demo}: reads what is given, holds a call for each recording, sums up. */
final class CallJob {

    record Order(CallOptions options, Target target, TurnDetection detection, LlmOptions llm, CallerSide side) {}

    /** What was read from files before anything is paid for. */
    private record Inputs(List<Recording> recordings, PriceBook prices, String agent, Transcription.On transcription) {}

    /** A last reply begins in time and then takes a while; what has not come by then is lost. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(25);

    private final Main main;
    private final Order order;
    private final Screen screen;

    CallJob(Main main, Order order) {
        this.main = main;
        this.order = order;
        this.screen = main.screen(order.options.json.filter("-"::equals).isPresent());
    }

    /** @throws InterruptedException when the user stops it before there is anything to show */
    ExitCode run() throws InterruptedException {
        var target = order.target;
        if (!target.embedded() && order.llm.wanted()) {
            throw new Failure(ExitCode.USAGE, "--llm is for the server in this process; leave out --endpoint, or give --llm to sidetone serve");
        }
        var engine = order.llm.engine(target.script.engine(main.engine()), main.surroundings());
        try (screen) {
            if (!target.embedded()) {
                var endpoint = target.endpoint(main.surroundings());
                var kind = EndpointKind.of(endpoint.uri());
                return run(announced(kind), kind, endpoint);
            }
            var settings = target.script.settings(ServerSettings.DEFAULT);
            // Loading takes all cores for a second or two: first it is said what is going on.
            var inputs = announced(EndpointKind.EMBEDDED);
            try (var server = LocalServer.begin(settings, engine)) {
                screen.status("loading the speech models ...");
                var uri = server.running();
                screen.status("");
                server.caution().ifPresent(screen::caution);
                return run(inputs, EndpointKind.EMBEDDED, target.endpoint(uri));
            }
        }
    }

    private Inputs announced(EndpointKind kind) {
        var inputs = inputs();
        var words = order.llm.chosen(main.surroundings()).map(LanguageModel::name);
        screen.print(Header.lines(order, words, inputs.recordings, kind, screen.paper()));
        return inputs;
    }

    private Inputs inputs() {
        var options = order.options;
        options.out.ifPresent(OutFolder::check);
        options.json.filter(file -> !file.equals("-")).ifPresent(file -> JsonReport.check(Path.of(file)));
        return new Inputs(order.side.recordings(), options.priceBook(), options.agent(), options.transcription());
    }

    private ExitCode run(Inputs inputs, EndpointKind kind, Endpoint endpoint) throws InterruptedException {
        screen.status("");
        var terms = terms(inputs, endpoint);
        var outcomes = new ArrayList<Outcome>();
        for (var recording : inputs.recordings) {
            if (inputs.recordings.size() > 1) screen.print(List.of("", "", screen.paper().strong(Layout.clean(recording.name()))));
            outcomes.add(CallRunner.run(terms, screen, recording, folder(recording, inputs.recordings)));
            screen.print(TotalsTable.lines("totals", List.of(outcomes.getLast()), kind.simulates(), screen.paper()));
            if (outcomes.getLast().interrupted()) break;
        }
        if (outcomes.size() > 1) {
            screen.print(TotalsTable.lines("all " + outcomes.size() + " calls", outcomes, kind.simulates(), screen.paper()));
        }
        return end(new JsonReport.Held(order, endpoint, kind, terms.prices(), outcomes, exit(outcomes)));
    }

    private CallRunner.Terms terms(Inputs inputs, Endpoint endpoint) {
        var options = order.options;
        var sidetone = options.sidetone(endpoint, order.detection, inputs.agent, order.target.local()).transcribe(inputs.transcription);
        return new CallRunner.Terms(order.side.equipped(sidetone), options.models(), inputs.prices, order.side, options.usage,
                options.limits(order.target.local()).hearing().plus(AFTERWARDS));
    }

    /** One recording is kept in the folder itself, several in a folder each. */
    private Optional<Path> folder(Recording recording, List<Recording> all) {
        if (all.size() == 1) return order.options.out;
        int number = all.indexOf(recording) + 1;
        var name = Path.of(recording.name()).getFileName().toString().replaceFirst("\\.[^.]*$", "");
        return order.options.out.map(out -> out.resolve("%03d-%s".formatted(number, name)));
    }

    private static ExitCode exit(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::exit).filter(exit -> exit != ExitCode.OK)
                .reduce((first, next) -> next == ExitCode.INTERRUPTED ? next : first).orElse(ExitCode.OK);
    }

    private ExitCode end(JsonReport.Held held) {
        order.options.json.ifPresent(file -> {
            var report = JsonReport.of(held);
            if (file.equals("-")) main.out().print(report + System.lineSeparator());
            else JsonReport.write(Path.of(file), report);
        });
        main.out().flush();
        var kept = new ArrayList<String>();
        order.options.out.ifPresent(out -> kept.add(out.toString()));
        order.options.json.filter(file -> !file.equals("-")).ifPresent(kept::add);
        if (!kept.isEmpty()) screen.print(List.of("", screen.paper().dim("  kept in " + String.join(" and ", kept))));
        return held.exit();
    }
}
