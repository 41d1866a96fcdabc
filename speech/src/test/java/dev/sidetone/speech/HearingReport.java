package dev.sidetone.speech;

import com.sun.management.OperatingSystemMXBean;
import dev.sidetone.audio.Pcm;
import dev.sidetone.turn.Entities;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.WordErrorRate;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Measures both hearings on a folder of utterances with references: word error rate, exact entities, real-time factor,
 * by category and voice. The references are read by the scoring only.
 */
final class HearingReport {

    /** As a claims agent asks for a transcript. */
    static final String INSTRUCTIONS = Prompts.verbatim(Prompts.claimsRules());

    record Utterance(String category, String voice, Pcm audio, String reference, String entity, List<String> context) {

        boolean heldBy(String transcript) {
            var kind = entity.split("=");
            return kind.length == 2 && Entities.score(kind[0], kind[1], reference, transcript) == Entities.Score.HIT;
        }
    }

    /** Sums of one line of the table. */
    static final class Line {
        WordErrorRate plain = WordErrorRate.NONE, second = WordErrorRate.NONE;
        int entities, plainHits, secondHits, count;
        double audio, plainTime, secondTime, waited, worst;
    }

    /** Samples that one of another rate is made of. */
    private static final int BEFORE = 15, AFTER = 16;

    final TreeMap<String, Line> lines = new TreeMap<>();
    private final Recogniser recogniser;
    private final boolean verbose, withPlain;

    HearingReport(Recogniser recogniser, boolean verbose, boolean withPlain) {
        this.withPlain = withPlain;
        this.recogniser = recogniser;
        this.verbose = verbose;
    }

    void hear(Utterance utterance) throws InterruptedException {
        long start = computed();
        var streamed = withPlain ? plain(utterance.audio()) : new Words(List.of());
        var plain = streamed.text();
        long between = computed(), wall = System.nanoTime();
        var expectations = Expectations.of(INSTRUCTIONS, utterance.context());
        var hearing = recogniser.secondHearing();
        var second = withPlain ? hearing.listen(utterance.audio(), streamed, expectations) : hearing.listen(utterance.audio(), expectations);
        long end = computed();
        double waited = (System.nanoTime() - wall) / 1e9;
        var plainError = WordErrorRate.of(utterance.reference(), plain);
        var secondError = WordErrorRate.of(utterance.reference(), second.text());
        var entity = utterance.entity().split("=");
        boolean plainHit = utterance.heldBy(plain), secondHit = utterance.heldBy(second.text());
        for (var name : List.of(utterance.category(), utterance.category() + " / " + utterance.voice(), "~ all")) {
            var line = lines.computeIfAbsent(name, key -> new Line());
            line.plain = line.plain.plus(plainError);
            line.second = line.second.plus(secondError);
            line.count++;
            if (entity.length == 2) line.entities++;
            if (plainHit) line.plainHits++;
            if (secondHit) line.secondHits++;
            double seconds = utterance.audio().duration().toNanos() / 1e9;
            line.audio += seconds;
            line.plainTime += (between - start) / 1e9;
            line.secondTime += (end - between) / 1e9;
            line.waited += waited;
            line.worst = Math.max(line.worst, waited);
        }
        boolean interesting = Boolean.getBoolean("sidetone.hearing.everything") || entity.length == 2 ? !secondHit : secondError.words().errors() > plainError.words().errors() || second.text().matches(".*[A-Z0-9].*");
        if (verbose && interesting) {
            System.out.printf("%s %s%n   said   %s%n   plain  %s%n   second %s%n   free   %s%n   %s%n", utterance.category(), utterance.voice(),
                    utterance.reference(), plain, second.text(), second.words().text(), second.decisions());
        }
    }

    /** Nanoseconds of computing on all threads of the process: decoding has threads of its own. */
    private static long computed() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    /** As audio comes from a call: 20 ms at a time. */
    private Words plain(Pcm audio) {
        try (var pass = recogniser.plainPass()) {
            for (int from = 0; from < audio.samples().length; from += 480) {
                pass.accept(java.util.Arrays.copyOfRange(audio.samples(), from, Math.min(audio.samples().length, from + 480)));
            }
            return pass.finish();
        }
    }

    void print(String title) {
        System.out.printf("%n%s%n%-28s %5s %14s %14s %12s %12s %6s %6s %7s %7s%n", title, "category / voice", "utts", "plain WER %", "second WER %",
                "plain hits", "second hits", "RTF 1", "RTF 2", "mean s", "worst s");
        lines.forEach((name, line) -> System.out.printf("%-28s %5d %14.1f %14.1f %12s %12s %6.3f %6.3f %7.2f %7.2f%n", name, line.count,
                100 * line.plain.rate().orElse(0), 100 * line.second.rate().orElse(0), line.plainHits + "/" + line.entities, line.secondHits + "/" + line.entities,
                line.plainTime / line.audio, line.secondTime / line.audio, line.waited / line.count, line.worst));
    }

    static List<Utterance> utterances(Path folder, UnaryOperator<Pcm> condition) throws IOException {
        var rows = Files.readAllLines(folder.resolve("references.tsv"));
        var heading = List.of(rows.getFirst().split("\t"));
        int reference = heading.indexOf("reference"), entity = heading.indexOf("entity");
        var wanted = System.getProperty("sidetone.hearing.category", ".*");
        var utterances = new ArrayList<Utterance>();
        for (var row : rows.subList(1, rows.size())) {
            var column = row.split("\t", -1);
            if (!column[1].matches(wanted)) continue;
            utterances.add(new Utterance(column[1], column[2], condition.apply(wav(folder.resolve(column[0]))), column[reference], column[entity], notes()));
        }
        return utterances;
    }

    private static List<String> notes() throws IOException {
        var file = System.getProperty("sidetone.hearing.notes", "");
        return file.isEmpty() ? List.of() : List.of(Files.readString(Path.of(file)));
    }

    /** The turns of a recorded call, cut as its description says. */
    static List<Utterance> call(Path folder) throws IOException {
        var audio = wav(folder.resolve("caller.wav"));
        var turns = new ArrayList<Utterance>();
        for (var turn : JsonMapper.shared().readTree(Files.readString(folder.resolve("call.json"))).path("turns")) {
            var entity = "";
            for (var kind : List.of("policy_number", "spelled_name", "phone_number")) {
                if (turn.path("entities").has(kind)) entity = kind + "=" + turn.path("entities").path(kind).asString();
            }
            var part = audio.between(Duration.ofMillis(turn.path("start_ms").asInt()), Duration.ofMillis(turn.path("end_ms").asInt()));
            turns.add(new Utterance(entity.isEmpty() ? "other" : entity.split("=")[0], folder.getFileName().toString(), part,
                    turn.path("reference").asString(), entity, List.of()));
        }
        return turns;
    }

    /** A plain 16-bit mono WAV file as 24 kHz audio, which is what arrives on the wire. */
    static Pcm wav(Path file) throws IOException {
        var bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        int rate = bytes.getInt(24), at = 12;
        while (bytes.getInt(at) != 0x61746164) at += 8 + bytes.getInt(at + 4);   // "data"
        int size = Math.min(bytes.getInt(at + 4), bytes.capacity() - at - 8) & ~1;
        var data = new byte[size];
        bytes.get(at + 8, data);
        return to24k(Pcm.ofBytes(data, rate));
    }

    /** 16 to 24 kHz through a windowed sinc; good enough for measuring and independent of the code measured. */
    static Pcm to24k(Pcm audio) {
        if (audio.rate() == Pcm.RATE) return audio;
        var in = audio.samples();
        var out = new short[(int) ((long) in.length * Pcm.RATE / audio.rate())];
        // The places between two samples repeat: three of them from 16 kHz.
        var weights = new HashMap<Long, double[]>();
        for (int i = 0; i < out.length; i++) {
            long place = (long) i * audio.rate();
            var around = weights.computeIfAbsent(place % Pcm.RATE, past -> weights(past / (double) Pcm.RATE, audio.rate()));
            int first = (int) (place / Pcm.RATE) - BEFORE;
            double sum = 0;
            for (int k = Math.max(0, -first); k < Math.min(around.length, in.length - first); k++) sum += in[first + k] * around[k];
            out[i] = (short) Math.clamp(Math.round(sum), Short.MIN_VALUE, Short.MAX_VALUE);
        }
        return Pcm.of(out);
    }

    /** Of the samples around a place so far past one of them. */
    private static double[] weights(double past, int rate) {
        double cut = Math.min(1, Pcm.RATE / (double) rate) * 0.95;
        var weights = new double[BEFORE + 1 + AFTER];
        for (int k = 0; k < weights.length; k++) {
            double x = past + BEFORE - k, a = Math.PI * x * cut;
            double window = 0.5 + 0.5 * Math.cos(Math.PI * x / 17);
            weights[k] = cut * (Math.abs(a) < 1e-9 ? 1 : Math.sin(a) / a) * window;
        }
        return weights;
    }

    /**
     * Prints the table for a folder of utterances or a recorded call: {@code HearingReport FOLDER [quiet] [second]}, where
     * {@code quiet} leaves out what went wrong and {@code second} the plain pass, whose words the second hearing
     * otherwise begins with as it does in a call. System property
     * {@code sidetone.hearing.condition} names a {@link Condition}, {@code sidetone.hearing.notes} a file of notes in force in each turn,
     * {@code sidetone.hearing.category} the categories to take, as a regular expression.
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (var recogniser = Recogniser.load()) {
            var report = new HearingReport(recogniser, !List.of(args).contains("quiet"), !List.of(args).contains("second"));
            var folder = Path.of(args[0]);
            var utterances = Files.exists(folder.resolve("call.json")) ? call(folder) : utterances(folder, Condition.valueOf(System.getProperty("sidetone.hearing.condition", "CLEAN")).on);
            for (var utterance : utterances) report.hear(utterance);
            report.print(args[0]);
            var status = Path.of("/proc/self/status");
            if (Files.exists(status)) Files.readAllLines(status).stream().filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM")).forEach(System.out::println);
        }
    }
}
