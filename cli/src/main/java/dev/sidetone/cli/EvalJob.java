package dev.sidetone.cli;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.eval.Comparison;
import dev.sidetone.eval.Dataset;
import dev.sidetone.eval.EvalException;
import dev.sidetone.eval.EvalJson;
import dev.sidetone.eval.EvalReport;
import dev.sidetone.eval.Evaluation;
import dev.sidetone.eval.HtmlReport;
import dev.sidetone.eval.Plan;
import dev.sidetone.eval.Sessions;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One run of {@code eval}: reads what is given, holds the calls, reports, compares. */
final class EvalJob {

    record Order(Path dataset, EvalOptions options, EvalCommand.Output output, Target target, TurnDetection.ServerVad detection) {}

    /** What was read from files before anything is paid for. @param old the report to compare with */
    private record Inputs(Plan plan, Path journal, Optional<Json> old, int resumed) {}

    /** For what the last turns still expect. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(25);

    private final Main main;
    private final Order order;
    private final Screen screen;

    EvalJob(Main main, Order order) {
        this.main = main;
        this.order = order;
        this.screen = main.screen(order.output.json.filter("-"::equals).isPresent());
    }

    /** Two reports that exist. */
    ExitCode compareOnly() {
        try (screen) {
            return compare(EvalJson.read(order.output.against.orElseThrow()), EvalJson.read(order.dataset));
        } catch (EvalException e) {
            throw failure(e);
        }
    }

    ExitCode run() throws InterruptedException {
        var target = order.target;
        try (screen) {
            if (!target.embedded()) {
                var endpoint = target.endpoint(main.surroundings());
                var kind = EndpointKind.of(endpoint.uri());
                return run(announced(kind), kind, endpoint);
            }
            var inputs = announced(EndpointKind.EMBEDDED);
            try (var server = LocalServer.begin(ServerSettings.DEFAULT, main.engine())) {
                screen.status("loading the speech models ...");
                return run(inputs, EndpointKind.EMBEDDED, target.endpoint(server.running()));
            }
        } catch (EvalException e) {
            throw failure(e);
        }
    }

    private static Failure failure(EvalException e) {
        var exit = switch (e.kind()) {
            case INPUT -> ExitCode.INPUT;
            case USAGE -> ExitCode.USAGE;
            case OUTPUT -> ExitCode.OUTPUT;
        };
        return new Failure(exit, e.getMessage(), e);
    }

    private Inputs announced(EndpointKind kind) {
        var output = order.output;
        output.json.filter(file -> !file.equals("-")).ifPresent(file -> JsonReport.check(Path.of(file)));
        output.html.ifPresent(JsonReport::check);
        var old = output.against.map(EvalJson::read);
        order.options.priceBook();
        var dataset = Dataset.read(order.dataset, order.options.by);
        var plan = new Plan(dataset, order.options.strategies(), order.options.repeats, order.options.inWords(order.target, order.detection));
        old.ifPresent(report -> Comparison.check(report, plan));
        var inputs = new Inputs(plan, output.journalFile(), old, Evaluation.resumable(plan, output.journalFile()));
        screen.print(EvalTable.header(plan, order, kind, screen.paper()));
        if (inputs.resumed > 0) {
            screen.print("  going on after " + Show.plural(inputs.resumed, "call") + " of an earlier run (" + inputs.journal + ")");
        }
        return inputs;
    }

    private ExitCode run(Inputs inputs, EndpointKind kind, Endpoint endpoint) throws InterruptedException {
        int parallel = order.options.parallel();
        long began = System.nanoTime();
        Evaluation.Heard heard;
        try {
            heard = Evaluation.run(inputs.plan, new Sessions(peer(endpoint)), inputs.journal, parallel,
                    progress -> screen.status(EvalTable.progress(progress, inputs.resumed, Duration.ofNanos(System.nanoTime() - began), screen.paper())));
        } catch (InterruptedException e) {
            screen.status("");
            throw new Failure(ExitCode.INTERRUPTED, "interrupted; the same command goes on where it stopped (" + inputs.journal + ")", e);
        }
        screen.status("");
        var report = EvalReport.of(heard, new EvalReport.Where(kind.word(), endpoint.place(), kind.simulates(), parallel, Version.text()));
        screen.print(EvalTable.lines(report, screen.paper()));
        return end(inputs, report);
    }

    private Sessions.Peer peer(Endpoint endpoint) {
        var options = order.options;
        var limits = options.limits(order.target.local());
        var sidetone = Sidetone.to(endpoint).model(options.model).agent(options.agent()).transcribe(Transcription.off()).limits(limits);
        sidetone = options.transcriptionModel().map(sidetone::compareWith).orElseGet(sidetone::withoutComparison);
        return new Sessions.Peer(sidetone, order.detection, new Pricing.Models(options.model, options.transcriptionModel()), options.priceBook(),
                options.pace, limits.hearing().plus(AFTERWARDS));
    }

    private ExitCode end(Inputs inputs, EvalReport report) {
        var json = EvalJson.of(report);
        var kept = new ArrayList<String>();
        order.output.json.ifPresent(file -> {
            var text = json.node().toPrettyString();
            if (file.equals("-")) main.out().print(text + System.lineSeparator());
            else {
                JsonReport.write(Path.of(file), text);
                kept.add(file);
            }
        });
        order.output.html.ifPresent(file -> {
            JsonReport.write(file, HtmlReport.of(report, order.output.audioLimit * 1_000_000L));
            kept.add(file.toString());
        });
        main.out().flush();
        if (!kept.isEmpty()) screen.print(List.of("", screen.paper().dim("  kept in " + String.join(" and ", kept))));
        var compared = inputs.old.map(old -> compare(old, json)).orElse(ExitCode.OK);
        if (report.complete()) return compared;
        screen.print("  The same command holds the missing calls (" + inputs.journal + ").");
        return compared == ExitCode.OK ? ExitCode.MISSING : compared;
    }

    private ExitCode compare(Json old, Json now) {
        var comparison = Comparison.of(old, now, order.output.gates);
        screen.print(EvalTable.comparison(comparison, screen.paper()));
        return comparison.worse().isEmpty() ? ExitCode.OK : ExitCode.WORSE;
    }
}
