package dev.sidetone.console;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.console.Chromium.Start;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.test.Kind;
import dev.sidetone.test.RealtimeServerTest;
import dev.sidetone.test.TestServer;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whole calls, spoken into the microphone of a real browser, answered by a script. */
@RealtimeServerTest(realTime = true)
@Timeout(180)
class SpokenCallBrowserTest {

    private static final Duration LISTENS = Duration.ofMillis(4500);

    private static ConsoleServer before(TestServer server) {
        return ConsoleServer.start(Stand.settings(server.uri()));
    }

    private static void twoTurns(TestServer server) {
        server.script().hears("hello there").replies(says("What is your policy number?"))
                .hears("it is five six b five one two c zero").replies(says("Thank you."))
                .answers(says("Hello there.")).answers(says("It is 56B5-12C1."));
    }

    @Test
    void a_spoken_call_appears_turn_by_turn_with_both_transcripts(TestServer server) {
        twoTurns(server);
        try (var console = before(server); var page = Chromium.on(console.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            assertThat(page.text("#empty")).contains("Nothing has been said yet");
            page.click("#start");
            page.awaitText("#state", "Live");
            page.awaitText(".turn .verdict", "Trusted");
            page.await("document.querySelectorAll('.turn .verdict .badge').length === 2");
            page.await("document.querySelectorAll('.turn:not(.live)').length === 2");

            var words = page.all(".turn:first-child .column").stream().map(column -> column.getText().replace("\n", "/")).toList();
            assertThat(words).containsExactly("Hello/hello", "there./there");
            assertThat(page.text(".turn:first-child .reply")).contains("What is your policy number?");
            assertThat(page.all(".turn:first-child .asks .ask")).isEmpty();
            assertThat(page.text(".turn:last-child .asks")).contains("Ask the caller", "56B5-12C1");
            assertThat(page.all(".turn:last-child .column.mismatch")).isNotEmpty();
            assertThat(page.text(".turn:last-child .timeline")).contains("Built in", "Out of band", "$0.0");
            page.awaitText("#brief", "2 turns · $0.");
            assertThat(page.find("#say").getDomProperty("textContent")).contains("Turn 2: It is 56B5-12C1.", "ask the caller");
            // The reply was played, and the caller heard all of it.
            page.await("!document.querySelector('.turn:first-child .timeline tbody tr td:last-child').textContent.includes('not known')");
            assertThat(page.all(".unheard").stream().filter(each -> each.isDisplayed())).isEmpty();

            page.click("#hang-up");
            page.awaitText("#words", "You hung up");
            assertThat(page.text("#start")).startsWith("Call again");
            page.awaitText("#calls", "2 turns");
        }
    }

    @Test
    void who_barges_in_is_shown_what_the_caller_heard_and_the_server_is_told(TestServer server) {
        var long_ = "I will read you all of our terms and conditions, one after the other, slowly, and I will not stop until I have come to their end, which is far.";
        server.script().hears("hello there").replies(says(long_)).hears("stop please").replies(says("I stop."))
                .answers(says("Hello there.")).answers(says("Stop, please."));
        try (var console = before(server);
                var page = Chromium.on(console.address(), Start.QUIET.hearing(Recorded.utterances(Duration.ofSeconds(3), LISTENS)))) {
            page.click("#start");
            page.awaitText(".turn:first-child .cut", "Interrupted: heard ");
            server.await(() -> assertThat(server.sent()).contains(Kind.ITEM_TRUNCATE));
            page.await("document.querySelectorAll('.turn:not(.live)').length === 2");

            var heard = page.text(".turn:first-child .said");
            var unheard = page.text(".turn:first-child .reply .unheard");
            assertThat(long_).startsWith(heard);
            assertThat(heard.length()).isBetween(5, long_.length() - 20);
            assertThat(unheard).endsWith("which is far.");
            var truncate = server.sent().of(ClientEvent.ItemTruncate.class).getFirst();
            // 15 characters of speech a second: what the card says was heard is what the server was told, to a word or two.
            assertThat((double) truncate.audioEndMs()).isCloseTo(heard.length() * 1000 / 15.0, org.assertj.core.data.Offset.offset(1_200.0));
        }
    }

    @Test
    void a_dropped_connection_is_shown_and_had_again(TestServer server) {
        twoTurns(server);
        server.faults(Faults.none().at(1, new Fault.Cut(ServerEvent.ResponseDone.class)));
        try (var console = before(server); var page = Chromium.on(console.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            page.click("#start");
            page.awaitText("#words", "Connected again.");
            assertThat(page.text("#state")).isEqualTo("Live");
            page.awaitText(".turn h3", "Turn 2");
        }
    }

    @Test
    void a_connection_that_does_not_come_back_ends_in_words_and_calling_again_works(TestServer server) {
        twoTurns(server);
        server.faults(Faults.none().at(1, new Fault.Cut(ServerEvent.SpeechStarted.class))
                .at(2, new Fault.HttpRefusal(503)).at(3, new Fault.HttpRefusal(503)).at(4, new Fault.HttpRefusal(503)));
        try (var console = before(server); var page = Chromium.on(console.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            page.click("#start");
            page.awaitText("#state", "Ended");
            assertThat(page.text("#words")).contains("503");
            page.click("#start");
            page.awaitText("#state", "Live");
        }
    }

    @Test
    void what_the_page_lets_one_keep_is_what_was_said(TestServer server) throws Exception {
        twoTurns(server);
        try (var console = before(server); var page = Chromium.on(console.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            page.click("#start");
            page.await("document.querySelectorAll('.turn:not(.live)').length === 2");
            page.click("#hang-up");
            page.awaitText("#state", "Ended");

            assertThat(kept(page, "transcript.txt")).contains("Caller: Hello there.", "Agent: What is your policy number?");
            assertThat(kept(page, "transcript.json")).contains("It is 56B5-12C1.");
            assertThat(kept(page, "transcript.vtt")).startsWith("WEBVTT\n").contains(" --> ", "<v Caller>Hello there.");
            assertThat(kept(page, "transcript.srt")).startsWith("1\n00:00:").contains("Agent: Thank you.");
            assertThat(kept(page, "audio.wav")).startsWith("RIFF");
            // One side of a turn, as the buttons of a card play it.
            page.click(".turn:first-child [data-side=caller]");
            page.await("document.querySelector('.turn:first-child [data-side=caller]').ariaPressed === 'true'");
            page.await("document.querySelector('.turn:first-child [data-side=caller]').ariaPressed === 'false'");
        }
    }

    /** Clicks the link and waits for the file. */
    private static String kept(Chromium page, String name) throws Exception {
        try (var watch = page.downloads.getFileSystem().newWatchService()) {
            page.downloads.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
            page.click("#files a[href$='" + name + "']");
            while (true) {
                try (var files = Files.list(page.downloads)) {
                    var complete = files.filter(file -> file.toString().endsWith(name.substring(name.indexOf('.')))).filter(SpokenCallBrowserTest::filled).findFirst();
                    if (complete.isPresent()) return new String(Files.readAllBytes(complete.get()), java.nio.charset.StandardCharsets.ISO_8859_1);
                }
                var change = watch.poll(20, TimeUnit.SECONDS);
                assertThat(change).as("%s is kept", name).isNotNull();
                change.pollEvents();
                change.reset();
            }
        }
    }

    private static boolean filled(Path file) {
        try {
            return Files.size(file) > 0;
        } catch (java.io.IOException e) {
            return false;
        }
    }

    @Test
    void a_switch_in_mid_call_holds_from_the_next_turn_on(TestServer server) {
        twoTurns(server);
        try (var console = before(server); var page = Chromium.on(console.address(), Start.QUIET.hearing(Recorded.utterances(LISTENS, LISTENS)))) {
            page.click("#start");
            page.await("document.querySelectorAll('.turn:not(.live)').length === 1");
            page.run("const it = document.querySelector('#context'); it.value = 'latest'; it.dispatchEvent(new Event('change'))");
            page.awaitText("#listening", "From turn 2 on: the turn alone");
            page.await("document.querySelectorAll('.turn:not(.live)').length === 2");
            assertThat(page.text(".turn:first-child .heard-with")).contains("the turn, with notes");
            assertThat(page.text(".turn:last-child .heard-with")).contains("the turn alone");
        }
    }
}
