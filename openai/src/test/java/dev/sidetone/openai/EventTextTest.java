package dev.sidetone.openai;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.core.ObjectMappers;
import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.Attempt;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.OutOfBand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Nothing is lost between the wire's text and the SDK's models. */
class EventTextTest {

    @Test
    void what_the_sdk_does_not_know_comes_through_whole() {
        for (var json : List.of(
                "{\"type\":\"response.juggled\",\"event_id\":\"e\",\"balls\":[1,2.5,null,true,{\"red\":\"\\u00e9\\n\"}],\"big\":12345678901234567890}",
                "{\"type\":\"response.output_text.delta\",\"response_id\":\"r\",\"delta\":\"hi\",\"mood\":{\"calm\":0.1}}",
                "{\"type\":\"session.created\",\"session\":{\"id\":\"s\",\"type\":\"realtime\",\"new_thing\":{\"a\":[]}}}",
                "{\"type\":\"response.done\",\"response\":{\"id\":\"r\",\"status\":42}}")) {
            assertThat(Json.parse(EventText.of(Sdk.fields(json)))).isEqualTo(Json.parse(json));
        }
    }

    @Test
    void only_the_sound_is_left_out_for_the_lane() {
        var delta = "{\"type\":\"response.output_audio.delta\",\"event_id\":\"e\",\"response_id\":\"r\",\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"%s\"}";
        assertThat(Json.parse(EventText.withoutSound(Sdk.fields(delta.formatted("AAAA"))))).isEqualTo(Json.parse(delta.formatted("")));
        var words = "{\"type\":\"response.output_audio_transcript.delta\",\"response_id\":\"r\",\"delta\":\"hi\"}";
        assertThat(Json.parse(EventText.withoutSound(Sdk.fields(words)))).isEqualTo(Json.parse(words));
    }

    @Test
    void our_events_leave_the_sdk_as_our_codec_wrote_them() throws Exception {
        var ask = new Action.AskForTranscript("item_1", 1, Attempt.Manner.STRICT_CALL, new ContextPolicy.LatestTurn(), List.of(),
                new ContextPolicy.LatestTurn().input(new ContextPolicy.Scene("item_1", List.of(), List.of())));
        for (var event : List.of(OutOfBand.transcript(ask, new OutOfBand.Rules("Write what was said.", "Only write.")),
                new ClientEvent.ResponseCancel(Optional.of("sidetone:cancel:r"), Optional.of("r")),
                new ClientEvent.AudioAppend(Optional.empty(), Pcm.silence(Duration.ofMillis(20)).bytes()),
                new ClientEvent.SessionUpdate(Optional.of("u"), SessionSettings.UNCHANGED.toJson()))) {
            var text = Codec.write(event);
            assertThat(Json.parse(ObjectMappers.jsonMapper().writeValueAsString(EventText.clientEvent(text)))).isEqualTo(Json.parse(text));
        }
    }

    @Test
    void the_answers_to_our_requests_are_told_by_their_marks() {
        var own = new OwnAnswers();
        var created = "{\"type\":\"response.created\",\"response\":{\"id\":\"%s\",\"metadata\":%s}}";
        assertThat(own.owns(Sdk.fields(created.formatted("r1", "{\"sidetone_task\":\"transcript\"}")))).isTrue();
        assertThat(own.owns(Sdk.fields(created.formatted("r2", "{\"topic\":\"summary\"}")))).isFalse();
        assertThat(own.owns(Sdk.fields(created.formatted("r3", "null")))).isFalse();
        var delta = "{\"type\":\"response.output_text.delta\",\"response_id\":\"%s\",\"delta\":\"x\"}";
        assertThat(own.owns(Sdk.fields(delta.formatted("r1")))).isTrue();
        assertThat(own.owns(Sdk.fields(delta.formatted("r2")))).isFalse();
        var done = "{\"type\":\"response.done\",\"response\":{\"id\":\"%s\"}}";
        assertThat(own.owns(Sdk.fields(done.formatted("r1")))).isTrue();
        assertThat(own.owns(Sdk.fields(done.formatted("r2")))).isFalse();
        assertThat(own.owns(Sdk.fields(delta.formatted("r1")))).isFalse();
        var error = "{\"type\":\"error\",\"error\":{\"message\":\"no\",\"event_id\":%s}}";
        assertThat(own.owns(Sdk.fields(error.formatted("\"sidetone:transcript:1:item\"")))).isTrue();
        assertThat(own.owns(Sdk.fields(error.formatted("\"mine\"")))).isFalse();
        assertThat(own.owns(Sdk.fields(error.formatted("null")))).isFalse();
    }
}
