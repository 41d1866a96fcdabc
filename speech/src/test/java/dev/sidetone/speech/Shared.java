package dev.sidetone.speech;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of recordings beside the checkout. */
public final class Shared {

    private Shared() {}

    /** A folder of it; without it the test is skipped. */
    public static Path data(String name) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var data = folder.resolve("shared/data").resolve(name);
            if (Files.isDirectory(data)) return data;
        }
        assumeTrue(false, "no shared/data/" + name + " beside the checkout");
        throw new AssertionError();
    }
}
