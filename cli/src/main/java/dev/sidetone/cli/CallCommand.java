package dev.sidetone.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone call}: a recorded caller, any endpoint. */
@Command(name = "call", description = "Plays a recorded caller to a voice agent and shows each turn, transcribed twice.",
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone call --audio caller.wav",
            "  sidetone call --audio caller.wav --expect call.json --usage --out kept",
            "  sidetone call --audio a.wav b.wav --context last:3 --json report.json",
            "  OPENAI_API_KEY=... sidetone call --audio caller.wav --endpoint openai",
            "  sidetone call --audio caller.wav --endpoint ws://127.0.0.1:8765/v1/realtime"})
final class CallCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Option(names = "--audio", required = true, arity = "1..*", paramLabel = "FILE",
            description = "Recordings of the caller's side, WAV; each is a call of its own.")
    private List<Path> audio;

    @Option(names = "--expect", arity = "1..*", paramLabel = "FILE",
            description = "What is said in each recording (call.json), for playing it turn by turn and for scoring.")
    private List<Path> expected = new ArrayList<>();

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
        if (!expected.isEmpty() && expected.size() != audio.size()) {
            throw new Failure(ExitCode.USAGE, "--expect names " + Show.plural(expected.size(), "file") + " for "
                    + Show.plural(audio.size(), "recording") + "; give one for each, in the same order");
        }
        return new CallJob(main, new CallJob.Order(options, target, detection.settings(), llm, new RecordedSide(this::recordings, pace.pace))).run().code();
    }

    private List<Recording> recordings() {
        var recordings = new ArrayList<Recording>();
        for (int i = 0; i < audio.size(); i++) {
            recordings.add(Recording.read(audio.get(i), expected.isEmpty() ? Optional.empty() : Optional.of(expected.get(i))));
        }
        return recordings;
    }
}
