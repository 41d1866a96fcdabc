package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionConfigTest {

    private final SessionConfig session = new SessionConfig("sess_1", new SessionKind.Conversation("gpt-realtime"), Instant.ofEpochSecond(1_785_217_650));

    @Test
    void siblings_of_what_is_updated_stay() {
        update("{'audio':{'output':{'voice':'marin'}}}");
        update("{'audio':{'output':{'format':{'type':'audio/pcmu'}}}}");

        assertThat(session.voice()).isEqualTo("marin");
        assertThat(session.outputFormat()).isEqualTo(AudioFormat.PCMU);
        assertThat(at("audio/output/format").has("rate")).as("a telephone format has no rate").isFalse();
        assertThat(session.inputFormat()).isEqualTo(AudioFormat.PCM16);
    }

    @Test
    void a_format_without_its_rate_gets_it() {
        update("{'audio':{'input':{'format':{'type':'audio/pcm'}}}}");

        assertThat(at("audio/input/format/rate").intValue()).isEqualTo(24_000);
    }

    @Test
    void turn_detection_of_the_same_kind_keeps_its_values() {
        update("{'audio':{'input':{'turn_detection':{'type':'server_vad','threshold':0.7}}}}");
        update("{'audio':{'input':{'turn_detection':{'type':'server_vad','create_response':false}}}}");

        assertThat(session.vad()).contains(new TurnDetector.Vad(0.7, 300, 200, false, true));
    }

    @Test
    void turn_detection_can_go_and_come_back_with_its_defaults() {
        update("{'audio':{'input':{'turn_detection':{'type':'server_vad','threshold':0.7}}}}");
        update("{'audio':{'input':{'turn_detection':null}}}");
        assertThat(session.vad()).isEmpty();

        update("{'audio':{'input':{'turn_detection':{'type':'server_vad'}}}}");
        assertThat(session.vad().orElseThrow().threshold()).isEqualTo(0.5);
    }

    @Test
    void semantic_detection_brings_its_own_fields_only() {
        update("{'audio':{'input':{'turn_detection':{'type':'semantic_vad','eagerness':'low'}}}}");

        assertThat(at("audio/input/turn_detection").propertyNames()).containsExactly("type", "eagerness", "create_response", "interrupt_response");
        assertThat(session.vad()).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"low, 1200, 8000", "medium, 600, 4000", "auto, 600, 4000", "high, 300, 2000"})
    void eagerness_shortens_the_wait_which_stays_under_the_services_longest(String eagerness, int wait, int longest) {
        update("{'audio':{'input':{'turn_detection':{'type':'semantic_vad','eagerness':'" + eagerness + "'}}}}");

        assertThat(session.vad().orElseThrow().silenceMs()).isEqualTo(wait).isLessThan(longest);
        assertThat(session.idleTimeout()).isEmpty();
    }

    @Test
    void hints_are_for_the_model_that_takes_them_and_for_any_unknown_one() {
        update("{'audio':{'input':{'transcription':{'model':'gpt-transcribe','languages':['en'],'keywords':['claim'],'prompt':'names'}}}}");
        update("{'audio':{'input':{'transcription':{'model':'gpt-realtime-whisper','delay':'low','prompt':null}}}}");
        update("{'audio':{'input':{'transcription':{'model':'our-deployment','keywords':['claim'],'delay':'low'}}}}");

        assertThat(session.transcriptionModel()).contains("our-deployment");
    }

    @Test
    void tracing_can_be_set_once() {
        update("{'tracing':'auto'}");
        update("{'tracing':'auto','instructions':'Hi.'}");

        assertThatThrownBy(() -> update("{'tracing':{'group_id':'g'}}")).hasMessage("Tracing of a session cannot be changed once it is set.");
        assertThat(session.instructions()).isEqualTo("Hi.");
    }

    @Test
    void noise_reduction_and_log_probabilities_are_taken_and_echoed() {
        update("{'include':['item.input_audio_transcription.logprobs'],'audio':{'input':{'noise_reduction':{'type':'far_field'}}}}");

        assertThat(at("include/0").asString()).isEqualTo("item.input_audio_transcription.logprobs");
        assertThat(at("audio/input/noise_reduction/type").asString()).isEqualTo("far_field");
        update("{'audio':{'input':{'noise_reduction':null}}}");
        assertThat(at("audio/input/noise_reduction").isNull()).isTrue();
    }

    @Test
    void transcription_is_echoed_with_its_empty_hints() {
        update("{'audio':{'input':{'transcription':{'model':'whisper-1'}}}}");

        assertThat(at("audio/input/transcription").toString()).isEqualTo("{\"model\":\"whisper-1\",\"language\":null,\"prompt\":null}");
        assertThat(session.transcriptionOf("item").map(TranscriptionRequest::language)).contains(Optional.empty());
    }

    @Test
    void the_second_generation_waits_longer_and_speaks_with_another_voice() {
        var newer = new SessionConfig("sess_2", new SessionKind.Conversation("gpt-realtime-2.1-mini"), Instant.EPOCH);

        assertThat(newer.vad().orElseThrow().silenceMs()).isEqualTo(500);
        assertThat(newer.voice()).isEqualTo("marin");
    }

    @Test
    void functions_come_back_in_the_order_of_the_service() {
        update("{'tools':[{'parameters':{'type':'object'},'description':'d','name':'n','type':'function'}]}");

        assertThat(session.tools().getFirst().node().propertyNames()).containsExactly("type", "name", "description", "parameters");
    }

    @Test
    void empty_instructions_bring_the_stock_ones_back() {
        update("{'instructions':'Be rude.'}");
        update("{'instructions':''}");

        assertThat(session.instructions()).startsWith("Your knowledge cutoff is 2023-10");
    }

    @Test
    void a_refused_update_changes_nothing() {
        var before = session.told().whole().text();

        assertThatThrownBy(() -> update("{'instructions':'new','output_modalities':['text'],'audio':{'input':{'format':{'type':'audio/pcm','rate':8000}}}}"))
                .isInstanceOf(Refusal.class);

        assertThat(session.told().whole().text()).isEqualTo(before);
        assertThat(session.modality()).isEqualTo(Modality.AUDIO);
    }

    @Test
    void the_voice_is_frozen_once_it_was_heard() {
        session.update(partial("{'audio':{'output':{'voice':'alloy'}}}"), true);

        var refusal = catchThrowableOfType(Refusal.class, () -> session.update(partial("{'audio':{'output':{'voice':'cedar'}}}"), true));

        assertThat(refusal.causedBy(Optional.empty()).code()).contains("cannot_update_voice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', value = {
        "{'bogus_field':1}; unknown_parameter; session.bogus_field; Unknown parameter: 'session.bogus_field'.",
        "{'audio':{'input':{'nope':1}}}; unknown_parameter; session.audio.input.nope; Unknown parameter",
        "{'audio':{'input':{'format':{'type':'audio/pcm','rate':16000}}}}; integer_below_min_value; session.audio.input.format.rate; Invalid 'session.audio.input.format.rate': integer below minimum value. Expected a value >= 24000",
        "{'audio':{'input':{'format':{'type':'audio/mp3'}}}}; invalid_value; session.audio.input.format.type; Invalid value: 'audio/mp3'. Supported values are: 'audio/pcm', 'audio/pcma', and 'audio/pcmu'.",
        "{'audio':{'input':{'turn_detection':{'threshold':0.4}}}}; missing_required_parameter; session.audio.input.turn_detection.type; Missing required parameter",
        "{'audio':{'input':{'turn_detection':{'type':'server_vad','threshold':1.4}}}}; decimal_above_max_value; session.audio.input.turn_detection.threshold; Invalid",
        "{'audio':{'input':{'turn_detection':{'type':'server_vad','idle_timeout_ms':10}}}}; integer_below_min_value; session.audio.input.turn_detection.idle_timeout_ms; Invalid",
        "{'audio':{'input':{'transcription':{'language':'en'}}}}; missing_required_parameter; session.audio.input.transcription.model; Missing",
        "{'audio':{'output':{'voice':'nobody'}}}; invalid_value; session.audio.output.voice; Invalid value: 'nobody'",
        "{'audio':{'output':{'speed':2}}}; decimal_above_max_value; session.audio.output.speed; Invalid",
        "{'output_modalities':['text','audio']}; invalid_value; session.output_modalities; Invalid modalities",
        "{'output_modalities':[]}; invalid_value; session.output_modalities; Invalid modalities",
        "{'output_modalities':['smell']}; invalid_value; session.output_modalities[0]; Invalid value: 'smell'",
        "{'audio':{'input':{'transcription':{'model':'whisper-1','keywords':['claim']}}}}; unsupported_parameter; session.audio.input.transcription.keywords; Unsupported parameter",
        "{'audio':{'input':{'transcription':{'model':'gpt-realtime-whisper','prompt':'names'}}}}; unsupported_parameter; session.audio.input.transcription.prompt; Unsupported parameter",
        "{'tracing':{'workflow':'x'}}; unknown_parameter; session.tracing.workflow; Unknown parameter",
        "{'tool_choice':7}; invalid_type; session.tool_choice; Invalid type",
        "{'tools':[{'type':'mcp'}]}; missing_required_parameter; session.tools[0].server_label; Missing",
        "{'instructions':7}; invalid_type; session.instructions; Invalid type for 'session.instructions': expected a string, but got an integer instead.",
        "{'max_output_tokens':0}; integer_below_min_value; session.max_output_tokens; Invalid",
        "{'max_output_tokens':99999999999999999999}; integer_above_max_value; session.max_output_tokens; Invalid",
        "{'max_output_tokens':'lots'}; invalid_value; session.max_output_tokens; Invalid value: 'lots'",
        "{'tools':[{'type':'function'}]}; missing_required_parameter; session.tools[0].name; Missing required parameter: 'session.tools[0].name'.",
        "{'tool_choice':'always'}; invalid_value; session.tool_choice; Invalid value: 'always'",
        "{'truncation':{'type':'retention_ratio','retention_ratio':3}}; decimal_above_max_value; session.truncation.retention_ratio; Invalid",
        "{'model':'gpt-other'}; invalid_value; session.model; The model of a session cannot be changed",
        "{'reasoning':{'effort':'low'}}; unsupported_parameter; session.reasoning; Unsupported parameter: 'session.reasoning' is not supported",
        "{'include':['everything']}; invalid_value; session.include[0]; Invalid value",
    })
    void what_is_wrong_is_named(String partial, String code, String param, String message) {
        var refusal = catchThrowableOfType(Refusal.class, () -> update(partial));

        var error = refusal.causedBy(Optional.of("mine"));
        assertThat(error.code()).contains(code);
        assertThat(error.param()).contains(param);
        assertThat(error.message()).startsWith(message);
        assertThat(error.eventId()).contains("mine");
    }

    @Test
    void the_type_must_be_given() {
        var refusal = catchThrowableOfType(Refusal.class, () -> session.update(Json.parse("{}"), false));

        assertThat(refusal.causedBy(Optional.empty()).param()).contains("session.type");
    }

    @Test
    void a_conversation_does_not_become_a_transcription_session() {
        var refusal = catchThrowableOfType(Refusal.class, () -> session.update(Json.parse("{\"type\":\"transcription\"}"), false));

        assertThat(refusal.getMessage()).isEqualTo("Passing a transcription session update event to a realtime session is not allowed.");
    }

    private void update(String partial) {
        session.update(partial(partial), false);
    }

    private static Json partial(String partial) {
        return Json.parse(partial.replace('\'', '"').replaceFirst("\\{", "{\"type\":\"realtime\","));
    }

    private tools.jackson.databind.JsonNode at(String path) {
        return session.told().whole().node().at("/" + path);
    }
}
