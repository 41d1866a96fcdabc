package dev.sidetone.cli;

import dev.sidetone.eval.EvalJson;
import dev.sidetone.eval.Gate;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone eval}: recordings with references, through one or many strategies. */
@Command(name = "eval", description = "Plays recordings with references to a transcriber, with one or many strategies, and says how well each hears and what it costs.",
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone eval recordings",
            "  sidetone eval recordings --context whole,latest --html report.html",
            "  sidetone eval recordings --prompt old.md,new.md --json new.json",
            "  sidetone eval recordings --against old.json      exit code 1 when it got worse",
            "  sidetone eval --against old.json new.json        the same for two reports"})
final class EvalCommand implements Callable<Integer> {

    /** Where a report goes, and what it is held against. */
    static final class Output {

        @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON; - is the standard output (see docs/eval.md).")
        Optional<String> json;

        @Option(names = "--html", paramLabel = "FILE", description = "Write the report as one web page. It holds what was said.")
        Optional<Path> html;

        @Option(names = "--audio-limit", paramLabel = "MB", defaultValue = "20",
                description = "Recordings in the web page, at most so many megabytes, worst heard first; 0 for none (default: ${DEFAULT-VALUE}).")
        int audioLimit;

        @Option(names = "--against", paramLabel = "OLD.json", description = "An earlier report: exit code 1 when a figure of --gate got worse beyond noise.")
        Optional<Path> against;

        @Option(names = "--gate", paramLabel = "FIGURE,...", split = ",", defaultValue = "wer,entities",
                description = "Which figures --against judges: wer, entities, cost, latency (default: ${DEFAULT-VALUE}).")
        List<Gate> gates;

        @Option(names = "--journal", paramLabel = "FILE",
                description = "Where an unfinished run is kept, to go on from (default: beside the report, else sidetone-eval.journal).")
        Optional<Path> journal;

        Path journalFile() {
            return journal.or(() -> json.filter(file -> !file.equals("-")).map(file -> Path.of(file + ".journal")))
                    .or(() -> html.map(file -> file.resolveSibling(file.getFileName() + ".journal"))).orElse(Path.of("sidetone-eval.journal"));
        }
    }

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "DATASET", description = "A folder with references.tsv or call.json, or of such folders; with --against also a report.")
    private Path dataset;

    @Mixin
    private EvalOptions options;

    @Mixin
    private Output output;

    @Mixin
    private Target target;

    @Mixin
    private Detection detection;

    @Override
    public Integer call() throws InterruptedException {
        var job = new EvalJob(main, new EvalJob.Order(dataset, options, output, target, detection.settings()));
        if (output.against.isPresent() && EvalJson.holds(dataset)) return job.compareOnly().code();
        if (EvalJson.holds(dataset)) {
            throw new Failure(ExitCode.USAGE, dataset + " is a report, not a dataset; compare it with --against OLD.json, or name a folder of recordings");
        }
        return job.run().code();
    }
}
