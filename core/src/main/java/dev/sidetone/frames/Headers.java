package dev.sidetone.frames;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The header fields of an HTTP message (RFC 9110, 5). Names in lower case; the values of a name that comes more than once stand behind each other, with commas.
 */
public record Headers(Map<String, String> values) {

    /** @throws IOException when a line is no header field */
    public static Headers of(List<String> lines) throws IOException {
        var values = new TreeMap<String, String>();
        for (var line : lines) {
            int colon = line.indexOf(':');
            if (colon < 1) throw new IOException("a line is no header");
            values.merge(line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        return new Headers(values);
    }

    /** @param name in lower case */
    public Optional<String> value(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The words that a header lists; none when it is absent. */
    public Stream<String> words(String name) {
        return value(name).stream().flatMap(value -> Stream.of(value.split(","))).map(String::strip).filter(word -> !word.isEmpty());
    }

    /** Whether a header that lists words has this one, in whatever case. */
    public boolean says(String name, String word) {
        return words(name).anyMatch(word::equalsIgnoreCase);
    }

    /** Values may be keys. */
    @Override
    public String toString() {
        return "Headers" + values.keySet();
    }
}
