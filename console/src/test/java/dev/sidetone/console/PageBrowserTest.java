package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.WavWriter;
import dev.sidetone.client.Secret;
import dev.sidetone.console.Chromium.Start;
import dev.sidetone.console.ConsoleSettings.Door;
import dev.sidetone.server.ScriptedModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page itself: whom it can be used by, what it says when something is missing, how wide and how heavy it is. */
@Timeout(180)
class PageBrowserTest {

    private static final Duration LISTENS = Duration.ofMillis(4500);
    private static final String SETTLED = "document.querySelectorAll('.turn:not(.live)').length === 2";

    private static Stand stand() {
        return Stand.of(Stand.script());
    }

    private static Chromium calling(Stand stand, Start start) {
        var page = Chromium.on(stand.address(), start.hearing(Recorded.utterances(LISTENS, LISTENS)));
        page.click("#start");
        page.awaitText("#state", "Live");
        return page;
    }

    /** What axe finds that matters; its colour check sees each colour as it is drawn. */
    private static List<?> violations(Chromium page) throws Exception {
        if (page.run("return 'axe' in window").equals(false)) {
            try (var axe = PageBrowserTest.class.getResourceAsStream("browser/axe.js")) {
                page.run(new String(axe.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        var found = page.runAsync("""
                const { violations } = await axe.run(document, { resultTypes: ['violations'] });
                return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
                    .map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.html.slice(0, 120) + ' ' + node.failureSummary).join(' | '));
                """);
        return (List<?>) found;
    }

    /** One call, and at each stage of it all four screens. */
    @Test
    void axe_finds_nothing_serious_and_nothing_is_wider_than_the_screen() throws Exception {
        try (var stand = stand(); var page = Chromium.on(stand.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            fine(page, "empty");
            page.click("#start");
            page.awaitText(".turn h3", "Speaking");
            fine(page, "live");
            page.await(SETTLED);
            page.click("#hang-up");
            page.awaitText("#state", "Ended");
            page.click("#by-turn summary");
            fine(page, "ended");
            page.click("#keys-open");
            fine(page, "keys");
            page.press(Keys.ESCAPE);
            page.click("#calls a");
            fine(page, "past");
        }
    }

    private static void fine(Chromium page, String state) throws Exception {
        for (var look : List.of("light", "dark")) {
            for (int width : new int[] {360, 1280}) {
                page.looks(width, 800, look);
                var where = "%s, %s, %d pixels wide".formatted(state, look, width);
                assertThat(violations(page)).as(where).isEmpty();
                assertThat(page.run("return document.documentElement.scrollWidth - document.documentElement.clientWidth")).as("%s: wider than the screen by", where).isEqualTo(0L);
            }
        }
    }

    @Test
    void a_call_can_be_held_with_the_keyboard_alone() {
        try (var stand = stand(); var page = Chromium.on(stand.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            page.press(Keys.TAB);
            assertThat(page.focused()).isEqualTo("Skip to the turns");
            for (int tabs = 0; tabs < 20 && !page.focused().equals("start"); tabs++) page.press(Keys.TAB);
            page.press(Keys.ENTER);
            page.awaitText("#state", "Live");
            assertThat(page.focused()).as("the focus goes from start to hang up").isEqualTo("hang-up");
            page.press("m");
            page.awaitText("#state", "Live, muted");
            page.press("m");
            page.await(SETTLED);
            page.press("j");
            page.press("j");
            assertThat(page.focused()).startsWith("Turn 2");
            page.press("k");
            assertThat(page.focused()).startsWith("Turn 1");
            page.press("c");
            page.await("document.querySelector('.turn:first-child [data-side=caller]').ariaPressed === 'true'");
            page.press("h");
            page.awaitText("#state", "Ended");
            page.press("?");
            page.awaitText("#keys", "next turn");
            page.press(Keys.ESCAPE);
            page.press("s");
            page.awaitText("#state", "Live");
        }
    }

    @Test
    void single_keys_rest_when_they_are_switched_off() {
        try (var stand = stand(); var page = Chromium.on(stand.address(), Start.QUIET)) {
            page.click("#keys-open");
            page.click("#keys-on");
            page.press(Keys.ESCAPE);
            page.press("s");
            page.press("?");
            page.awaitText("#keys", "next turn");
            assertThat(page.text("#state")).isEqualTo("No call");
        }
    }

    @Test
    void who_allows_no_microphone_is_told_and_can_have_a_recording_speak(@TempDir Path folder) {
        var wav = folder.resolve("caller one.wav");
        WavWriter.write(wav, Recorded.utterances(LISTENS, LISTENS));
        try (var stand = stand(); var page = Chromium.on(stand.address(), Start.QUIET.withoutMicrophone())) {
            page.click("#start");
            page.awaitText("#words", "was not allowed to use the microphone");
            assertThat(page.text("#state")).isEqualTo("No call");
            page.click("#words button");
            page.awaitText("#state", "Live");
            page.find("#file").sendKeys(wav.toString());
            page.awaitText("#words", "caller one.wav speaks as the caller");
            page.await(SETTLED);
            page.awaitText(".turn:last-child .asks", "Ask the caller");
        }
    }

    /** Seven seconds of reply, and the caller speaks into it. */
    @Test
    void half_duplex_the_microphone_is_silent_while_the_agent_speaks() throws Exception {
        var script = ScriptedModel.script().hears("hello there").replies(ScriptedModel.says("I will tell you all about it, " + "word by word, ".repeat(6) + "and now I am done."))
                .answers(ScriptedModel.says("Hello there.")).hears("thank you").replies(ScriptedModel.says("Goodbye.")).answers(ScriptedModel.says("Thank you."));
        try (var stand = Stand.halfDuplex(script);
                var page = Chromium.on(stand.address(), Start.QUIET.hearing(Recorded.utterances(Duration.ofMillis(2500), Duration.ofSeconds(5), Duration.ZERO)))) {
            assertThat(page.text("#half-duplex")).contains("your microphone is off while the agent speaks");
            page.click("#start");
            // The second utterance falls into the reply; the third comes after it.
            page.await(SETTLED);
            assertThat(page.all(".turn .cut")).isEmpty();
            assertThat(page.text(".turn:first-child .reply")).contains("and now I am done.");
            page.click("#hang-up");
            page.awaitText("#state", "Ended");
        }
    }

    @Test
    void a_file_that_is_no_recording_is_refused_in_words(@TempDir Path folder) throws Exception {
        var text = Files.writeString(folder.resolve("letter.wav"), "Dear Sir or Madam");
        try (var stand = stand(); var page = Chromium.on(stand.address(), Start.QUIET.withoutMicrophone())) {
            page.find("#file").sendKeys(text.toString());
            page.awaitText("#words", "no sound before the first click");
            page.click("#words button");
            page.awaitText("#words", "letter.wav is not a WAV file");
            page.awaitText("#state", "Live");
        }
    }

    @Test
    void a_locked_console_asks_for_its_token_and_opens() {
        try (var stand = Stand.with(console -> console.withDoor(new Door.Locked(Door.Kind.TOKEN, new Secret("open sesame"))));
                var page = Chromium.open(stand.address(), Start.QUIET)) {
            page.await("document.querySelector('#door').open");
            page.find("#token").sendKeys("let me in", Keys.ENTER);
            page.awaitText("#door-words", "not the token");
            page.find("#token").sendKeys("open sesame", Keys.ENTER);
            page.await("document.querySelector('#context').options.length > 0 && !document.querySelector('#door').open");
            page.click("#start");
            page.awaitText("#state", "Live");
        }
    }

    @Test
    void a_call_too_many_is_refused_in_words_and_goes_through_when_a_line_is_free() throws Exception {
        var limits = ConsoleSettings.Limits.DEFAULT;
        var one = new ConsoleSettings.Limits(1, limits.call(), limits.uploadBytes(), limits.past(), limits.audioBytes());
        try (var stand = Stand.with(console -> console.withLimits(one));
                var page = Chromium.on(stand.address(), Start.QUIET)) {
            try (var other = stand.call()) {
                other.await("connected");
                page.click("#start");
                page.awaitText("#words", "lines of this console are taken");
                other.says("{\"type\":\"hang_up\"}");
                other.closeCode();
            }
            page.click("#start");
            page.awaitText("#state", "Live");
        }
    }

    @Test
    void a_past_call_shows_as_it_was_and_leads_back() {
        try (var stand = stand(); var page = calling(stand, Start.QUIET)) {
            page.await(SETTLED);
            page.click("#hang-up");
            page.awaitText("#state", "Ended");
            page.awaitText("#listening", "For the next call.");
            page.reload();
            page.awaitText("#calls", "2 turns");
            page.run("const it = document.querySelector('#context'); it.value = 'latest'; it.dispatchEvent(new Event('change'))");
            assertThat(page.all(".turn")).isEmpty();
            page.click("#calls a");
            page.await(SETTLED);
            page.awaitText("#turns-title", "Turns of call");
            assertThat(page.text(".turn:last-child .asks")).contains("56B5-12C1");
            assertThat(page.text("#totals")).contains("Total of 2 turns");
            assertThat(chosen(page)).as("how the past call was heard").isEqualTo("notes, fixed");
            page.click("#back");
            page.awaitText("#empty", "Nothing has been said yet");
            assertThat(chosen(page)).as("what was chosen for the next call").isEqualTo("latest, free");
        }
    }

    private static String chosen(Chromium page) {
        return (String) page.run("const it = document.querySelector('#context'); return it.value + (it.disabled ? ', fixed' : ', free')");
    }

    @Test
    void a_console_that_dies_ends_the_call_in_words() {
        var stand = stand();
        try (var page = calling(stand, Start.QUIET)) {
            stand.close();
            page.awaitText("#state", "Ended");
            page.await("document.querySelector('#words').textContent.length > 20");
            page.click("#start");
            page.awaitText("#words", "The console does not answer");
        }
    }

    @Test
    void the_theme_is_remembered() {
        try (var stand = stand(); var page = Chromium.on(stand.address(), Start.QUIET)) {
            var light = page.run("return getComputedStyle(document.body).backgroundColor");
            page.click("#theme");
            page.click("#theme");
            page.awaitText("#theme", "Dark");
            page.reload();
            page.awaitText("#theme", "Dark");
            assertThat(page.run("return getComputedStyle(document.body).backgroundColor")).isNotEqualTo(light);
        }
    }

    @Test
    void all_that_a_visitor_loads_weighs_less_than_300_kilobytes() {
        try (var stand = stand(); var page = calling(stand, Start.QUIET)) {
            // The worklets are loaded with the first call.
            page.await("performance.getEntriesByType('resource').some(({ name }) => name.endsWith('uplot.js'))");
            var weights = (List<?>) page.run("""
                    return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                        .filter(({ name }) => !name.includes('/api/')).map(({ name, encodedBodySize }) => ({ name, size: encodedBodySize }))
                    """);
            assertThat(weights).hasSizeGreaterThan(15).allSatisfy(part -> assertThat(((Map<?, ?>) part).get("name").toString()).startsWith(stand.address().toString()));
            long sum = weights.stream().mapToLong(part -> ((Number) ((Map<?, ?>) part).get("size")).longValue()).sum();
            assertThat(sum).isBetween(30_000L, 300_000L);
        }
    }
}
