package dev.sidetone.console;

import dev.sidetone.audio.WavWriter;
import dev.sidetone.console.Chromium.Start;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The pictures of docs/console.md, made anew with {@code -Dsidetone.screenshots=FOLDER}. */
@EnabledIfSystemProperty(named = "sidetone.screenshots", matches = ".+", disabledReason = "pictures are made when they are asked for")
@Isolated("recognition takes all cores")
@Timeout(300)
class ScreenshotsTest {

    private static final Path TO = Path.of(System.getProperty("sidetone.screenshots", "."));

    @Test
    void a_call_at_its_beginning_in_progress_and_ended(@TempDir Path folder) throws Exception {
        Files.createDirectories(TO);
        var wav = folder.resolve("caller.wav");
        WavWriter.write(wav, Recorded.call(Duration.ofMillis(30_500)));
        try (var model = LocalEngineBrowserTest.engine(); var stand = LocalEngineBrowserTest.stand(model); var page = Chromium.on(stand.address(), Start.QUIET)) {
            take(page, "empty", 900);
            page.click("#start");
            page.awaitText("#state", "Live");
            page.find("#file").sendKeys(wav.toString());
            settled(page, 3);
            page.awaitText(".turn h3", "Turn 4");
            page.run("scrollTo(0, 0)");
            take(page, "call", 1340);
            settled(page, 5);
            page.click("#hang-up");
            page.awaitText("#state", "Ended");
            page.run("scrollTo(0, 0)");
            take(page, "ended", 1340);
        }
    }

    private static void settled(Chromium page, int turns) {
        for (int each = 1; each <= turns; each++) page.await("document.querySelectorAll('.turn:not(.live)').length >= " + each);
    }

    private static void take(Chromium page, String name, int height) throws Exception {
        for (var look : new String[] {"light", "dark"}) {
            page.shot(TO.resolve(name + "-desktop-" + look + ".png"), 1280, height, look);
            page.shot(TO.resolve(name + "-phone-" + look + ".png"), 360, 760, look);
        }
    }
}
