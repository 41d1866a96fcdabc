package dev.sidetone.cost;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The data folder {@code shared} that may lie beside the checkout; tests that need it are skipped without it. */
public final class SharedFolder {

    private SharedFolder() {}

    /** The path inside {@code shared/data}; ends the test as skipped when it is not there. */
    public static Path data(String path) {
        var found = search(path);
        assumeTrue(found.isPresent(), "no shared/data/" + path + " beside the checkout");
        return found.get();
    }

    private static Optional<Path> search(String path) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var candidate = folder.resolve("shared/data").resolve(path);
            if (Files.exists(candidate)) return Optional.of(candidate);
        }
        return Optional.empty();
    }
}
