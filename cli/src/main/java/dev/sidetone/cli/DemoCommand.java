package dev.sidetone.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone demo}: the bundled caller; without options no key and no network. */
@Command(name = "demo", description = {
        "A call about a car accident, held on this machine: no key, no network, nothing is charged.",
        "The caller is recorded; hearing, answering and speaking is done live by local models."},
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone demo",
            "  sidetone demo --usage --pace realtime",
            "  sidetone demo --out kept --json report.json"})
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Mixin
    private CallOptions options;

    @Mixin
    private PaceOption pace;

    @Mixin
    private Target target;

    @Mixin
    private Detection detection;

    @Mixin
    private LlmOptions llm;

    @Override
    public Integer call() throws InterruptedException {
        return new CallJob(main, new CallJob.Order(options, target, detection.settings(), llm,
                new RecordedSide(() -> List.of(Recording.bundled()), pace.pace))).run().code();
    }
}
