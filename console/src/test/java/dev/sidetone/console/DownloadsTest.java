package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.WavFile;
import dev.sidetone.test.Speech;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.node.ObjectNode;

/** What can be kept of a call is exactly what was said and heard. */
@Timeout(60)
class DownloadsTest {

    private static ObjectNode turn(int number, String said, String heard, long... at) {
        var turn = Frames.of("").put("number", number).put("reply_heard", heard);
        turn.putObject("transcript").put("text", said);
        turn.putObject("speech").put("start_ms", at.length > 0 ? at[0] : null).put("end_ms", at.length > 1 ? at[1] : null);
        turn.putObject("reply_speech").put("start_ms", at.length > 2 ? at[2] : null).put("end_ms", at.length > 3 ? at[3] : null);
        return turn;
    }

    private static Kept kept(ObjectNode... turns) {
        var kept = Kept.of("c1", new SetClock());
        for (var turn : turns) {
            var frame = Frames.of("turn");
            frame.set("turn", turn);
            kept.story().tell(frame);
        }
        return kept;
    }

    private static final Kept CALL = kept(
            turn(1, "Is it <b> & co?", "Yes, it is.", 300, 1_850, 2_400, 3_661_005), turn(2, "Bye.\nThen.", null, 3_662_000, 3_662_100));

    @Test
    void web_vtt_has_voices_and_times_and_no_markup_of_the_speakers() {
        assertThat(Transcripts.vtt(CALL)).isEqualTo("""
                WEBVTT

                00:00:00.300 --> 00:00:01.850
                <v Caller>Is it &lt;b&gt; &amp; co?

                00:00:02.400 --> 01:01:01.005
                <v Agent>Yes, it is.

                01:01:02.000 --> 01:01:02.500
                <v Caller>Bye. Then.
                """);
    }

    @Test
    void srt_counts_its_lines() {
        assertThat(Transcripts.srt(CALL)).isEqualTo("""
                1
                00:00:00,300 --> 00:00:01,850
                Caller: Is it <b> & co?

                2
                00:00:02,400 --> 01:01:01,005
                Agent: Yes, it is.

                3
                01:01:02,000 --> 01:01:02,500
                Caller: Bye. Then.

                """);
    }

    @Test
    void plain_text_says_when_and_who() {
        assertThat(Transcripts.plain(CALL)).isEqualTo("""
                Call c1, 2026-01-01T00:00:00Z

                [00:00:00.300] Caller: Is it <b> & co?

                [00:00:02.400] Agent: Yes, it is.

                [01:01:02.000] Caller: Bye. Then.
                """);
    }

    @Test
    void a_turn_whose_place_is_not_known_stands_after_the_one_before() {
        assertThat(Transcripts.srt(kept(turn(1, "One.", "Two.", 1_000, 2_000), turn(2, "Three.", null)))).isEqualTo("""
                1
                00:00:01,000 --> 00:00:02,000
                Caller: One.

                2
                00:00:02,000 --> 00:00:02,500
                Agent: Two.

                3
                00:00:02,500 --> 00:00:03,000
                Caller: Three.

                """);
    }

    @Test
    void the_audio_is_what_was_sent_and_what_the_page_played() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call().byHand()) {
            page.await("line");
            var said = Speech.turn(Duration.ofSeconds(1));
            page.says(said);
            page.await("heard");
            if (page.seen("reply_audio").isEmpty()) page.await("reply_audio");
            page.played(1, 7_200);
            page.says("{\"type\":\"hang_up\"}");
            var told = page.await("turn").path("turn");
            assertThat(told.path("reply_speech").path("end_ms").longValue() - told.path("reply_speech").path("start_ms").longValue()).isEqualTo(300);
            var took = told.path("took");
            assertThat(took.path("reply_heard_ms").longValue()).isGreaterThanOrEqualTo(took.path("reply_audio_ms").longValue()).isPositive();
            page.await("ended");
            var caller = WavFile.read(stand.get("api/calls/c1/caller.wav").bytes(), "caller");
            // After it comes the silence of who has hung up.
            assertThat(caller.samples()).startsWith(Pcm.ofBytes(said, Pcm.RATE).samples());
            var turn = WavFile.read(stand.get("api/calls/c1/turns/1/caller.wav").bytes(), "turn");
            long from = told.path("speech").path("start_ms").longValue() * 24, to = told.path("speech").path("end_ms").longValue() * 24;
            assertThat(turn.samples()).isEqualTo(Arrays.copyOfRange(caller.samples(), (int) from, (int) to));
            assertThat(stand.get("api/calls/c1/turns/1/reply.wav").bytes()).hasSize(44 + 2 * 7_200);
            var both = stand.get("api/calls/c1/audio.wav");
            assertThat(both.bytes()).hasSize(44 + 4 * caller.samples().length);
            assertThat(both.header("Content-Disposition")).isEqualTo("attachment; filename=\"sidetone-c1-audio.wav\"");
            assertThat(stand.get("api/calls/c1/turns/2/caller.wav").status()).isEqualTo(404);
            assertThat(stand.get("api/calls/c1/turns/0/caller.wav").status()).isEqualTo(404);
            assertThat(stand.get("api/calls/c1/transcript.json").json().path("turns").path(0).path("transcript").path("text").asString()).isEqualTo("Hello there.");
            assertThat(stand.get("api/calls/c1/transcript.vtt").header("Content-Type")).isEqualTo("text/vtt;charset=utf-8");
        }
    }
}
