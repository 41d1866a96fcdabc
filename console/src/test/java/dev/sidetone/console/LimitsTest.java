package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.console.ConsoleSettings.Limits;
import dev.sidetone.test.Speech;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** Nothing goes on for ever, and nothing is kept for ever. */
@Timeout(60)
class LimitsTest {

    private static Limits calls(Limits limits, int calls) {
        return new Limits(calls, limits.call(), limits.uploadBytes(), limits.past(), limits.audioBytes());
    }

    private static Limits past(Limits limits, int past, long bytes) {
        return new Limits(limits.calls(), limits.call(), limits.uploadBytes(), past, bytes);
    }

    @Test
    void one_call_more_than_there_are_lines_is_refused_in_words_until_a_ticket_lapses() throws Exception {
        var clock = new SetClock();
        try (var stand = Stand.with(Stand.limits(limits -> calls(limits, 1)), clock)) {
            assertThat(stand.post("api/calls", "{}").status()).isEqualTo(201);
            var refused = stand.post("api/calls", "{}");
            assertThat(refused.status()).isEqualTo(429);
            assertThat(refused.json().path("error").asString()).isEqualTo("all 1 lines of this console are taken: hang up elsewhere, or try again later");
            clock.pass(Tickets.GOOD_FOR);
            assertThat(stand.post("api/calls", "{}").status()).isEqualTo(201);
        }
    }

    @Test
    void a_call_that_lasts_too_long_is_ended_in_words() throws Exception {
        var clock = new SetClock();
        try (var stand = Stand.with(settings -> settings, clock); var page = stand.call()) {
            page.await("line");
            clock.pass(Limits.DEFAULT.call());
            var ended = page.await("ended");
            assertThat(ended.path("reason").asString()).isEqualTo("too_long");
            assertThat(ended.path("words").asString()).contains("30 min");
            assertThat(page.closeCode()).isEqualTo(1000);
            stand.awaitSessions(0);
        }
    }

    @Test
    void a_page_that_says_nothing_any_more_ends_its_session() throws Exception {
        var clock = new SetClock();
        try (var stand = Stand.with(settings -> settings, clock); var page = stand.call()) {
            page.await("line");
            page.hangs();
            while (!state(stand).path("state").asString().equals("ended")) clock.pass(Duration.ofMillis(20));
            assertThat(state(stand).path("end").asString()).isEqualTo("the page was closed");
            stand.awaitSessions(0);
        }
    }

    private static JsonNode state(Stand stand) throws Exception {
        return stand.get("api/calls").json().path("calls").path(0);
    }

    /** As when the console's own machine was starved. */
    @Test
    void a_page_is_not_given_up_for_a_silence_in_which_it_was_not_asked() throws Exception {
        var clock = new SetClock();
        try (var stand = Stand.with(settings -> settings, clock); var page = stand.call()) {
            page.await("line");
            for (int i = 0; i < 5; i++) {
                page.says("{\"type\":\"listen\",\"context\":\"nonsense\"}");
                page.await("problem");
                int pinged = page.pinged();
                clock.pass(PageCall.SILENT.multipliedBy(2));
                while (page.pinged() == pinged) Thread.onSpinWait();
            }
            assertThat(state(stand).path("state").asString()).isEqualTo("running");
        }
    }

    @Test
    void a_page_that_is_closed_ends_its_session_and_its_line_is_free_again() throws Exception {
        try (var stand = Stand.with(Stand.limits(limits -> calls(limits, 1)))) {
            var page = stand.call();
            page.await("line");
            page.vanish();
            stand.awaitSessions(0);
            while (stand.post("api/calls", "{}").status() != 201) Thread.onSpinWait();
            var past = stand.get("api/calls").json().path("calls").path(0);
            assertThat(past.path("state").asString()).isEqualTo("ended");
            assertThat(past.path("end").asString()).isEqualTo("the page was closed");
        }
    }

    @Test
    void a_page_that_goes_while_its_session_is_still_being_opened_leaves_none_behind() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            for (int i = 0; i < 5; i++) {
                var page = stand.call();
                page.goodbye();
                while (!stand.get("api/calls").json().path("calls").path(0).path("state").asString().equals("ended")) Thread.onSpinWait();
            }
            stand.awaitSessions(0);
        }
    }

    @Test
    void the_oldest_calls_are_forgotten_and_their_audio_before_them() throws Exception {
        // A second of speech, its silence and the reply are some 200 kB: room for one call's audio, and for the memory of two.
        try (var stand = Stand.with(Stand.limits(limits -> past(limits, 2, 300_000)))) {
            for (int i = 1; i <= 3; i++) {
                try (var page = stand.call()) {
                    page.await("line");
                    page.says(Speech.turn(Duration.ofSeconds(1)));
                    page.await("turn");
                    page.says("{\"type\":\"hang_up\"}");
                    page.await("ended");
                    page.closeCode();
                }
            }
            assertThat(stand.get("api/calls").json().path("calls").valueStream().map(call -> call.path("call").asString())).containsExactly("c3", "c2");
            assertThat(stand.get("api/calls/c1").status()).isEqualTo(410);
            assertThat(stand.get("api/calls/c2").status()).isEqualTo(200);
            assertThat(stand.get("api/calls/c2/caller.wav").status()).isEqualTo(410);
            assertThat(stand.get("api/calls/c2/transcript.txt").text()).contains("Hello there.");
            assertThat(stand.get("api/calls/c3/caller.wav").status()).isEqualTo(200);
            assertThat(stand.get("api/calls/c4").status()).isEqualTo(404);
            assertThat(stand.get("api/calls/x").status()).isEqualTo(404);
        }
    }

    @Test
    void a_console_that_stops_tells_its_pages_and_ends_their_sessions() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            stand.console().close();
            assertThat(page.await("ended").path("reason").asString()).isEqualTo("console_stopped");
            stand.awaitSessions(0);
        }
    }
}
