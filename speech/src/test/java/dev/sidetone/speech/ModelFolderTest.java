package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {

    @TempDir
    private Path cache;

    @Test
    void two_at_once_leave_one_whole_model_and_nothing_else() throws Exception {
        Callable<Path> unpack = () -> ModelFolder.in(cache).path();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(unpack);
            var second = threads.submit(unpack);
            assertThat(first.get()).isEqualTo(second.get());
            assertThat(first.get().resolve("am/final.mdl")).isRegularFile();
        }
        try (var left = Files.list(cache)) {
            assertThat(left).hasSize(1);
        }
    }

    @Test
    void a_damaged_model_is_unpacked_again() throws IOException {
        var model = ModelFolder.in(cache).path().resolve("am/final.mdl");
        long size = Files.size(model);
        Files.writeString(model, "half");
        ModelFolder.in(cache).path();
        assertThat(model).hasSize(size);
    }

    @Test
    void a_cache_that_cannot_be_written_is_named() throws IOException {
        var file = Files.writeString(cache.resolve("file"), "not a folder");
        assertThatThrownBy(() -> ModelFolder.in(file.resolve("cache")).path()).hasMessageContaining(file.toString())
                .hasMessageContaining("SIDETONE_CACHE");
    }
}
