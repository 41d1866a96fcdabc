package dev.sidetone.turn;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The lists that the guard goes by, kept as data: one entry a line, remarks after a number sign at its start. */
final class Resource {

    private Resource() {}

    static List<String> lines(String name) {
        try (var in = Resource.class.getResourceAsStream("guard/" + name + ".txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("the list \"" + name + "\" cannot be read from the jar", e);
        }
    }
}
