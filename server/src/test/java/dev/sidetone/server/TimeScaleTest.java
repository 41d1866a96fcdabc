package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidetone.audio.Pcm;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeScaleTest {

    @ParameterizedTest
    @ValueSource(doubles = {0.25, 0.5, 0.8, 1.2, 1.5})
    void the_length_changes_and_the_pitch_does_not(double speed) {
        var scaled = scaled(Sounds.tone(2_000).samples(), speed, 48_000);

        double seconds = (double) scaled.length / Pcm.RATE;
        assertThat(seconds).isCloseTo(2 / speed, within(0.05));
        // A tone of 300 Hz crosses zero 600 times a second.
        assertThat(crossings(scaled) / seconds).isCloseTo(600, within(12.0));
        assertThat(loudest(scaled)).isBetween(7_000, 9_000);
    }

    @Test
    void it_does_not_matter_how_the_voice_is_cut() {
        var voice = ScriptedModel.voice("A sentence of some length.").samples();
        var random = new Random(11);

        var whole = scaled(voice, 1.3, voice.length);
        for (int i = 0; i < 20; i++) assertThat(scaled(voice, 1.3, 1 + random.nextInt(4_000))).isEqualTo(whole);
    }

    @Test
    void a_voice_shorter_than_one_stretch_is_not_lost() {
        assertThat(loudest(scaled(Sounds.tone(10).samples(), 1.5, 240))).isGreaterThan(7_000);
        assertThat(scaled(new short[0], 1.5, 1)).isEmpty();
    }

    @Test
    void after_an_end_it_begins_anew() {
        var scale = new TimeScale(1.2);
        var voice = Sounds.tone(300).samples();
        scale.push(voice);
        scale.finish();

        assertThat(joined(scale.push(voice), scale.finish())).isEqualTo(scaled(voice, 1.2, voice.length));
    }

    @Test
    void a_session_that_speaks_faster_sends_less_audio_and_is_billed_less() {
        try (var call = Call.with(ScriptedModel.script().replies(ScriptedModel.says("It is foggy in London today, and cold.")).build())) {
            speed(call, 1.5).await("session.updated");
            var events = call.client().send("{'type':'response.create'}").awaitResponse();

            int bytes = events.stream().filter(event -> TestClient.type(event).equals("response.output_audio.delta"))
                    .mapToInt(event -> Base64.getDecoder().decode(event.get("delta").asString()).length).sum();
            long millis = ScriptedModel.lengthOf("It is foggy in London today, and cold.").toMillis();
            assertThat(bytes / 48.0).isCloseTo(millis / 1.5, within(50.0));
            assertThat(ResponseTest.done(events).at("/usage/output_token_details/audio_tokens").asDouble()).isCloseTo(millis / 1.5 / 50, within(2.0));
        }
    }

    @Test
    void the_speed_stays_while_a_reply_is_spoken() {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().replies(ScriptedModel.waits(gate)).build())) {
            call.client().send("{'type':'response.create'}").await("response.created");
            assertThat(speed(call, 1.2).await("error").at("/error/param").asString()).isEqualTo("session.audio.output.speed");

            gate.open();
            call.client().awaitResponse();
            assertThat(speed(call, 1.2).await("session.updated").at("/session/audio/output/speed").asDouble()).isEqualTo(1.2);
        }
    }

    private static TestClient speed(Call call, double speed) {
        return call.client().send("{'type':'session.update','session':{'type':'realtime','audio':{'output':{'speed':" + speed + "}}}}");
    }

    private static short[] scaled(short[] voice, double speed, int piece) {
        var scale = new TimeScale(speed);
        var out = new short[0];
        for (int from = 0; from < voice.length; from += piece) {
            out = joined(out, scale.push(Arrays.copyOfRange(voice, from, Math.min(voice.length, from + piece))));
        }
        return joined(out, scale.finish());
    }

    private static short[] joined(short[] one, short[] two) {
        var both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static int crossings(short[] samples) {
        int crossings = 0;
        for (int i = 1; i < samples.length; i++) if (samples[i - 1] < 0 != samples[i] < 0) crossings++;
        return crossings;
    }

    private static int loudest(short[] samples) {
        int loudest = 0;
        for (short sample : samples) loudest = Math.max(loudest, Math.abs(sample));
        return loudest;
    }
}
