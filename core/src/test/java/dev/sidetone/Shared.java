package dev.sidetone;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Recordings and data that lie in a folder {@code shared} beside the checkout; not part of the project. */
public final class Shared {

    private Shared() {}

    /** Skips the calling test when it is not there. */
    public static Path path(String relative) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var candidate = folder.resolve("shared").resolve(relative);
            if (Files.exists(candidate)) return candidate;
        }
        assumeTrue(false, "needs shared/" + relative + " beside the checkout");
        throw new AssertionError();
    }
}
