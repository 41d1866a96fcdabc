package dev.sidetone.cli;

import dev.sidetone.device.Devices;
import dev.sidetone.device.Direction;
import dev.sidetone.device.Microphone;
import dev.sidetone.device.Speaker;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone talk}: this machine's microphone and loudspeaker, any endpoint. */
@Command(name = "talk", description = {
        "Talk to a voice agent with this machine's microphone and loudspeaker; each turn is shown, transcribed twice.",
        "Speak while it speaks and it stops. Without headphones it may hear itself: then --half-duplex."},
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone talk",
            "  sidetone talk --list-devices",
            "  sidetone talk --input headset --output headset",
            "  sidetone talk --manual --half-duplex",
            "  OPENAI_API_KEY=... sidetone talk --endpoint openai --out kept"})
final class TalkCommand implements Callable<Integer> {

    @ParentCommand
    private Main main;

    @Option(names = "--list-devices", description = "Show the microphones and loudspeakers of this machine, and do nothing else.")
    private boolean list;

    @Option(names = "--input", paramLabel = "NAME", description = "The microphone, by a part of its name (default: the machine's).")
    private Optional<String> input;

    @Option(names = "--output", paramLabel = "NAME", description = "The loudspeaker, by a part of its name (default: the machine's).")
    private Optional<String> output;

    @Option(names = "--manual", description = "Push to talk: space or Enter begins a turn, and again ends it.")
    private boolean manual;

    @Option(names = "--half-duplex", description = "Hear nothing while the agent speaks, for loudspeakers that the microphone hears.")
    private boolean halfDuplex;

    @Option(names = "--jitter", paramLabel = "MS", defaultValue = "40",
            description = "Gather so much of a reply before it is played, against gaps of the network (default: ${DEFAULT-VALUE}).")
    private int jitter;

    @Option(names = "--for", paramLabel = "SECONDS", description = "Hang up after so long (default: when you do).")
    private Optional<Seconds> length;

    @Mixin
    private CallOptions options;

    @Mixin
    private Target target;

    @Mixin
    private Detection detection;

    @Mixin
    private LlmOptions llm;

    @Override
    public Integer call() throws InterruptedException {
        if (list) return listDevices();
        if (jitter < 0 || jitter > 1000) throw new Failure(ExitCode.USAGE, "--jitter is 0 to 1000 ms, not " + jitter);
        // First: what is missing is said before models are loaded or anything is paid for.
        try (var microphone = Microphone.open(input);
                var speaker = Speaker.open(output);
                var keys = Keys.of(System.in, main.surroundings().live())) {
            var talking = manual ? new Talking.ByKey(options.gated) : new Talking.Freely();
            var manner = new LiveSide.Manner(halfDuplex, talking, length.map(Seconds::duration), Duration.ofMillis(jitter));
            var turns = manual ? new TurnDetection.Manual() : detection.settings();
            return new CallJob(main, new CallJob.Order(options, target, turns, llm, new LiveSide(microphone, speaker, keys, manner))).run().code();
        }
    }

    private int listDevices() {
        var inputs = Devices.all(Direction.INPUT);
        var outputs = Devices.all(Direction.OUTPUT);
        try (var screen = main.screen(false)) {
            var lines = new ArrayList<String>();
            lines.addAll(listed("microphones", inputs, screen.paper()));
            lines.add("");
            lines.addAll(listed("loudspeakers", outputs, screen.paper()));
            screen.print(lines);
        }
        return (inputs.isEmpty() || outputs.isEmpty() ? ExitCode.DEVICE : ExitCode.OK).code();
    }

    private static List<String> listed(String title, List<Devices.Device> devices, Paper paper) {
        var lines = new ArrayList<>(List.of(paper.strong(title)));
        devices.forEach(device -> lines.add("  " + Layout.clean(device.name()) + paper.dot() + device.sound()));
        if (devices.isEmpty()) lines.add("  none");
        return lines;
    }
}
