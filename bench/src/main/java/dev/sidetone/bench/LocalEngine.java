package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.audio.Utterances;
import dev.sidetone.audio.WavFile;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.server.TranscriptionRequest;
import dev.sidetone.speech.LocalModel;
import dev.sidetone.speech.Silero;
import dev.sidetone.turn.Prompts;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast the local engine hears, on a recording given as the argument: for each utterance the computing time of the
 * streaming pass as a share of the audio (real-time factor), what it still takes after the last sample, what the second
 * hearing takes, and at the end the detector's share and the memory of the process. Goals: both transcripts within 0.5 s
 * of a 4 s turn's end on one core, a factor of at most 0.25.
 */
public final class LocalEngine {

    /** What a caller's telephone sends at once. */
    private static final Duration CHUNK = Duration.ofMillis(100);

    private LocalEngine() {}

    public static void main(String[] args) throws Exception {
        var recording = WavFile.open(Path.of(args.length > 0 ? args[0] : "cli/src/main/resources/dev/sidetone/cli/calls/claims-auto/caller.wav"));
        var loading = System.nanoTime();
        try (var model = LocalModel.open(); var session = model.open("bench")) {
            System.out.printf("loaded in %.1f s%n", seconds(loading));
            var spans = Utterances.find(recording);
            // Once unmeasured: the first turn pays for classes, compilation and the recogniser's own warm-up.
            for (var span : spans) measure(session, recording.between(span.start(), span.end()));
            System.out.printf("%8s %10s %12s %14s%n", "turn s", "streaming", "then ms", "second ms");
            var rows = new ArrayList<Row>();
            for (var span : spans) rows.add(measure(session, recording.between(span.start(), span.end())));
            rows.forEach(Row::print);
            double audio = rows.stream().mapToDouble(Row::audio).sum();
            System.out.printf(Locale.ROOT, "streaming real-time factor %.3f, second hearing %.3f, detector %.4f%n",
                    rows.stream().mapToDouble(Row::streaming).sum() / audio, rows.stream().mapToDouble(Row::second).sum() / audio,
                    detector(recording));
        }
        System.out.println(memory());
    }

    /** All in seconds. */
    private record Row(double audio, double streaming, double then, double second) {
        void print() {
            System.out.printf(Locale.ROOT, "%8.2f %10.3f %12.0f %14.0f%n", audio, streaming / audio, then * 1000, second * 1000);
        }
    }

    /** A conversation's items have different ids; what is heard of one is remembered by its id. */
    private static int items;

    private static Row measure(ModelSession session, Pcm turn) throws InterruptedException {
        var itemId = "item_" + items++;
        double streaming, then;
        try (var transcriber = session.transcriber(new TranscriptionRequest(itemId, "whisper-1", Optional.empty(), Optional.empty()))) {
            var begun = System.nanoTime();
            for (var at = Duration.ZERO; at.compareTo(turn.duration()) < 0; at = at.plus(CHUNK)) {
                transcriber.accept(turn.between(at, at.plus(CHUNK)));
            }
            streaming = seconds(begun);
            var ended = System.nanoTime();
            transcriber.finish();
            then = seconds(ended);
        }
        var asked = System.nanoTime();
        session.respond(new ModelPrompt(true, Prompts.verbatim(Prompts.claimsRules()),
                List.of(new ModelPrompt.Seen.CallerAudio(itemId, turn)), Modality.TEXT, ModelPrompt.Tools.NONE, OptionalInt.empty()), new Ignored());
        return new Row(turn.duration().toMillis() / 1000.0, streaming + then, then, seconds(asked));
    }

    private static double detector(Pcm recording) {
        var silero = new Silero();
        var samples = Resampler.resample(recording, Silero.RATE).samples();
        var frame = new short[Silero.FRAME];
        var begun = System.nanoTime();
        for (int at = 0; at + frame.length <= samples.length; at += frame.length) {
            System.arraycopy(samples, at, frame, 0, frame.length);
            silero.probability(frame);
        }
        return seconds(begun) / (recording.duration().toMillis() / 1000.0);
    }

    private static double seconds(long since) {
        return (System.nanoTime() - since) / 1e9;
    }

    private static String memory() throws IOException {
        var status = Path.of("/proc/self/status");
        if (!Files.exists(status)) return "heap used " + ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / (1 << 20) + " MB";
        return String.join(", ", Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                .map(line -> line.replaceAll("\\s+", " ")).toList());
    }

    private static final class Ignored implements ResponseOutput {
        @Override
        public void text(String delta) {}

        @Override
        public void spoken(String delta) {}

        @Override
        public void audio(Pcm voice) {}

        @Override
        public void call(String name, String arguments) {}

        @Override
        public boolean stopped() {
            return false;
        }
    }
}
