package dev.sidetone.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A line of {@code guard/dev.txt} or {@code guard/held-out.txt}, whose heads say how they are written.
 *
 * @param deserved the doubts that would be right; none for a good transcript
 */
record LabelledCase(int line, List<Doubt> deserved, Evidence evidence) {

    static List<LabelledCase> all(String file) {
        try (var in = LabelledCase.class.getResourceAsStream("guard/" + file + ".txt")) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
            return java.util.stream.IntStream.range(0, lines.size()).filter(i -> !lines.get(i).isBlank() && !lines.get(i).startsWith("#"))
                    .mapToObj(i -> of(i + 1, lines.get(i))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean good() {
        return deserved.isEmpty();
    }

    /** A word for the table. */
    String kind() {
        return good() ? "good" : deserved.getFirst().word();
    }

    private static LabelledCase of(int number, String line) {
        var fields = Arrays.copyOf(line.split(" \\| ", -1), 7);
        for (int i = 0; i < fields.length; i++) fields[i] = fields[i] == null ? "-" : fields[i].strip();
        var deserved = Arrays.stream(fields[0].split(",")).filter(label -> !label.equals("good"))
                .map(label -> Doubt.valueOf(label.toUpperCase(Locale.ROOT))).toList();
        var speech = fields[1].equals("-") ? Optional.<Duration>empty() : Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(fields[1]) * 1000)));
        var languages = fields[6].equals("-") ? Set.<String>of() : Set.of(fields[6].split(","));
        return new LabelledCase(number, deserved,
                new Evidence(heard(fields[2]), heard(fields[3]), new Evidence.Said(lines(fields[4]), lines(fields[5])), speech, languages));
    }

    private static List<String> lines(String field) {
        return field.equals("-") ? List.of() : List.of(field.split(" // "));
    }

    private static Heard heard(String field) {
        if (field.equals("-")) return new Heard.Nothing(new Reason.SwitchedOff());
        if (field.startsWith("!")) return new Heard.Nothing(new Reason.Incomplete(field.substring(1)));
        var text = field.equals("\"\"") || field.equals("\" \"") ? "" : field.replace("\\n", "\n");
        return new Heard.Text(text, Instant.EPOCH);
    }
}
