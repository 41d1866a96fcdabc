package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.test.Speech;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A WAV that is dragged into the page speaks in the caller's place. */
@Timeout(60)
class RecordingTest {

    private static final Pcm CALLER = speech();

    /** A tone that swells and fades as syllables do: what is even all along is taken for noise. */
    private static Pcm speech() {
        var samples = Pcm.ofBytes(Speech.turn(Duration.ofSeconds(1)), Pcm.RATE).samples();
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (samples[i] * (0.55 + 0.45 * Math.sin(2 * Math.PI * 5 * i / Pcm.RATE)));
        return Pcm.of(samples);
    }

    /** A telephone's recording. */
    private static byte[] mono8kHz() {
        var narrow = Resampler.resample(CALLER, 8_000);
        var file = ByteBuffer.wrap(Arrays.copyOf(WavBytes.mono(new Pcm(narrow.samples(), Pcm.RATE)), 44 + 2 * narrow.samples().length)).order(ByteOrder.LITTLE_ENDIAN);
        return file.putInt(24, 8_000).putInt(28, 16_000).array();
    }

    @Test
    void each_file_that_cannot_be_played_is_refused_in_one_line_that_says_why() throws Exception {
        try (var stand = Stand.with(Stand.limits(limits -> new ConsoleSettings.Limits(8, limits.call(), 1 << 20, 50, limits.audioBytes()))); var page = stand.call()) {
            page.await("line");
            var whole = WavBytes.mono(CALLER);
            refused(stand, "audio/wav", Arrays.copyOf(whole, whole.length - 1_000), 422, "is cut short: 1000 bytes of the audio are missing");
            refused(stand, "audio/wav", new byte[0], 422, "is empty");
            refused(stand, "audio/wav", "ID3 no wave".getBytes(), 422, "an MP3 file");
            refused(stand, "audio/wav", WavBytes.mono(Pcm.silence(Duration.ofSeconds(1))), 422, "no speech found");
            refused(stand, "audio/wav", new byte[(1 << 20) + 1], 413, "larger than 1 MiB");
            refused(stand, "audio/mpeg", whole, 415, "a recording is a WAV file");
            assertThat(stand.upload("c7", "audio/wav", whole).status()).isEqualTo(404);
        }
    }

    private static void refused(Stand stand, String type, byte[] body, int status, String why) throws Exception {
        var got = stand.upload("c1", type, body);
        assertThat(got.status()).as(why).isEqualTo(status);
        assertThat(got.json().path("error").asString()).contains(why).doesNotContain("\n");
    }

    @Test
    void it_speaks_in_the_microphone_s_place_and_the_microphone_speaks_again_after_it() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            var taken = stand.upload("c1", "audio/wav", WavBytes.stereo(CALLER.samples(), CALLER.samples()));
            assertThat(taken.status()).isEqualTo(202);
            assertThat(taken.json().path("length_ms").longValue()).isEqualTo(CALLER.duration().toMillis());
            assertThat(page.await("recording").path("state").asString()).isEqualTo("playing");
            assertThat(stand.upload("c1", "audio/wav", WavBytes.mono(CALLER)).status()).isEqualTo(409);
            // Would be a turn of its own.
            page.says(Speech.turn(Duration.ofSeconds(1)));
            answered(page);
            // The turn is told only when it is transcribed, which may last longer than the recording.
            page.either("recording", frame -> frame.path("state").asString().equals("ended"));
            page.says(Speech.turn(Duration.ofSeconds(1)));
            assertThat(page.await("turn", frame -> frame.path("turn").path("number").intValue() == 2)).isNotNull();
        }
    }

    /** Plays the reply to its end, as a page does. */
    private static void answered(Page page) throws InterruptedException {
        int stream = page.await("reply_audio").path("stream").intValue();
        page.await("turn");
        page.played(stream, 1_000_000);
    }

    @Test
    void a_telephone_s_recording_is_played_too() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            assertThat(stand.upload("c1", "audio/x-wav", mono8kHz()).status()).isEqualTo(202);
            assertThat(page.await("turn").path("turn").path("out_of_band").path("text").asString()).isEqualTo("Hello there.");
        }
    }

    @Test
    void it_can_be_stopped_once() throws Exception {
        try (var stand = Stand.of(Stand.script()); var page = stand.call()) {
            page.await("line");
            assertThat(stand.delete("api/calls/c1/recording").status()).isEqualTo(409);
            assertThat(stand.upload("c1", "audio/wav", WavBytes.mono(CALLER)).status()).isEqualTo(202);
            assertThat(page.await("recording").path("state").asString()).isEqualTo("playing");
            assertThat(stand.delete("api/calls/c1/recording").status()).isEqualTo(204);
            assertThat(page.await("recording").path("state").asString()).isEqualTo("stopped");
            page.says("{\"type\":\"hang_up\"}");
            page.await("ended");
            page.closeCode();
            assertThat(stand.upload("c1", "audio/wav", WavBytes.mono(CALLER)).status()).isEqualTo(409);
        }
    }
}
