package dev.sidetone.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.WavWriter;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.JavascriptException;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.ScriptTimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;

/** A headless Chromium with a microphone of our own. Tests that want one are skipped where the machine has none. */
final class Chromium implements AutoCloseable {

    /** Long enough for a busy machine with two cores; what a test waits for comes within a second or two elsewhere. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    /**
     * What a browser is started with.
     *
     * @param microphone what it hears, once; empty: a microphone that nobody is allowed to use
     * @param look "light" or "dark", as the system would say it
     * @param probe a script that runs before the page's own, whatever its policy; blank for none
     */
    record Start(Optional<Pcm> microphone, int width, int height, String look, String probe) {

        static final Start QUIET = new Start(Optional.of(Pcm.silence(Duration.ofSeconds(1))), 1280, 900, "light", "");

        Start probed(String script) {
            return new Start(microphone, width, height, look, script);
        }

        Start hearing(Pcm audio) {
            return new Start(Optional.of(audio), width, height, look, probe);
        }

        Start withoutMicrophone() {
            return new Start(Optional.empty(), width, height, look, probe);
        }

    }

    /** Where files go that the page lets the user keep. */
    final Path downloads;
    private final Path folder;
    private final ChromeDriver driver;

    private Chromium(Path folder, Path downloads, ChromeDriver driver) {
        this.folder = folder;
        this.downloads = downloads;
        this.driver = driver;
    }

    /** Opens the console's page and waits until it can be used. */
    static Chromium on(URI console, Start start) {
        var browser = open(console, start);
        browser.await("document.querySelector('#context')?.options.length > 0");
        return browser;
    }

    /** Opens the page and waits for nothing. */
    static Chromium open(URI console, Start start) {
        var chromium = installed("chromium", "chromium-browser", "google-chrome");
        var chromedriver = installed("chromedriver");
        assumeTrue(chromium.isPresent() && chromedriver.isPresent(),
                "no Chromium here: install Debian's chromium and chromium-driver to test the page");
        try {
            var folder = Files.createTempDirectory("sidetone-page");
            var downloads = Files.createDirectory(folder.resolve("downloads"));
            var service = new ChromeDriverService.Builder().usingDriverExecutable(chromedriver.get()).usingAnyFreePort().build();
            var driver = new ChromeDriver(service, options(start, folder, chromium.get()));
            var browser = new Chromium(folder, downloads, driver);
            driver.manage().timeouts().scriptTimeout(PATIENCE);
            browser.looks(start);
            if (!start.probe.isBlank()) browser.probes(start.probe);
            driver.get(console.toString());
            return browser;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<File> installed(String... names) {
        return Stream.of(names).flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator)).map(place -> new File(place, name)))
                .filter(File::canExecute).findFirst();
    }

    private static ChromeOptions options(Start start, Path folder, File chromium) {
        var arguments = new ArrayList<>(List.of("--headless=new", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream", "--window-size=" + start.width + "," + start.height));
        // Chromium's own sandbox refuses to run as root, as builds in containers do.
        if (System.getProperty("user.name").equals("root")) arguments.add("--no-sandbox");
        start.microphone.ifPresent(audio -> {
            var wav = folder.resolve("microphone.wav");
            WavWriter.write(wav, audio);
            arguments.add("--use-fake-ui-for-media-stream");
            arguments.add("--use-file-for-fake-audio-capture=" + wav + "%noloop");
        });
        var options = new ChromeOptions();
        options.setBinary(chromium);
        options.addArguments(arguments);
        // 2: blocked, without asking.
        var preferences = new java.util.HashMap<String, Object>(Map.of("download.default_directory", folder.resolve("downloads").toString()));
        if (start.microphone.isEmpty()) preferences.put("profile.default_content_setting_values.media_stream_mic", 2);
        options.setExperimentalOption("prefs", preferences);
        return options;
    }

    private void looks(Start start) {
        looks(start.width, start.height, start.look);
    }

    /** On a screen of this size from now on, and of this theme. */
    void looks(int width, int height, String look) {
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of(
                Map.of("name", "prefers-color-scheme", "value", look), Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
        // A window is never narrower than 500 px; the page is shown as on a screen of this size.
        driver.executeCdpCommand("Emulation.setDeviceMetricsOverride", Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        // What draws itself anew for another size or theme does so with the next frame.
        runAsync("for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame);");
    }

    /** A picture of the page as it is now, on a screen of this size. */
    void shot(Path file, int width, int height, String look) throws IOException {
        driver.executeCdpCommand("Emulation.setScrollbarsHidden", Map.of("hidden", true));
        looks(width, height, look);
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    private void probes(String script) {
        driver.executeCdpCommand("Page.setBypassCSP", Map.of("enabled", true));
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", script));
    }

    /** Waits until an expression of JavaScript is true: asked again after each change of the page. */
    void await(String condition) {
        var watch = """
                const done = arguments[arguments.length - 1];
                const watcher = new MutationObserver(check);
                function check() {
                  if (!(%s)) return false;
                  watcher.disconnect();
                  done(true);
                  return true;
                }
                if (!check()) watcher.observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
                """.formatted(condition);
        try {
            driver.executeAsyncScript(watch);
        } catch (ScriptTimeoutException | JavascriptException e) {
            throw new AssertionError("waited in vain for " + condition + " on a page that shows:\n" + text("body") + "\n" + e.getRawMessage(), e);
        }
    }

    /** Waits until an element that fits the selector shows this text somewhere in it. */
    void awaitText(String selector, String text) {
        await("[...document.querySelectorAll(%s)].some((each) => each.checkVisibility() && each.textContent.includes(%s))".formatted(quoted(selector), quoted(text)));
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    WebElement find(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Scrolls there first, as a user does: the bar of the call may lie over what is at the edge. */
    void click(String selector) {
        var element = find(selector);
        driver.executeScript("arguments[0].scrollIntoView({ block: 'center' })", element);
        element.click();
    }

    /** As the eye sees it. */
    String text(String selector) {
        return find(selector).getText();
    }

    /** Presses keys where the focus is. */
    void press(CharSequence... keys) {
        new Actions(driver).sendKeys(keys).perform();
    }

    /** The focused element's id, or its text where it has none. */
    String focused() {
        var element = driver.switchTo().activeElement();
        var id = element.getDomAttribute("id");
        return id == null || id.isEmpty() ? element.getText() : id;
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** Runs the body of an async function; what it returns comes back. */
    Object runAsync(String body, Object... arguments) {
        return driver.executeAsyncScript("const done = arguments[arguments.length - 1]; (async (...given) => {" + body + "})(...arguments).then(done, (e) => done('failed: ' + e));", arguments);
    }

    void reload() {
        driver.navigate().refresh();
    }

    void go(URI address) {
        driver.get(address.toString());
    }

    @Override
    public void close() {
        driver.quit();
        try (var files = Files.walk(folder)) {
            files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
