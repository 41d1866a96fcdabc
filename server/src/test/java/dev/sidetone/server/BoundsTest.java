package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.ServerSettings.Quirks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Sizes that the protocol limits, and switches for what the live service does oddly. */
class BoundsTest {

    private static final ScriptedModel SILENT = ScriptedModel.script().build();

    @Test
    void an_append_of_more_than_fifteen_mebibytes_is_refused_and_the_connection_stays() {
        try (var call = Call.with(SILENT).manual()) {
            int bytes = (15 << 20) + 2;
            var error = call.client().append(new byte[bytes], bytes).await("error").get("error");

            assertThat(error.get("param").asString()).isEqualTo("audio");
            assertThat(error.get("message").asString()).contains("15728640 bytes", "15728642").doesNotContain("AAAA");
            call.client().send("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");
        }
    }

    @Test
    void an_event_id_may_have_512_characters() {
        try (var call = Call.with(SILENT)) {
            var error = call.client().send("{'type':'response.cancel','event_id':'" + "e".repeat(512) + "'}").await("error").get("error");

            assertThat(error.get("code").asString()).isEqualTo("response_cancel_not_active");
            assertThat(error.get("event_id").asString()).hasSize(512);
        }
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', delimiter = ';', value = {"'type':'response.cancel'", "'type':'input_audio_buffer.append','audio':'AAAA'"})
    void a_longer_event_id_is_refused_and_not_repeated(String fields) {
        try (var call = Call.with(SILENT)) {
            var error = call.client().send("{" + fields + ",'event_id':'" + "e".repeat(513) + "'}").await("error").get("error");

            assertThat(error.get("code").asString()).isEqualTo("string_above_max_length");
            assertThat(error.get("param").asString()).isEqualTo("event_id");
            assertThat(error.get("event_id").isNull()).isTrue();
        }
    }

    @Test
    void a_reply_after_the_first_item_names_it_unless_the_quirk_is_wanted() {
        assertThat(previousWhenDone(ServerSettings.DEFAULT, 1).asString()).isEqualTo("item1");
        assertThat(previousWhenDone(ServerSettings.DEFAULT.withQuirks(Quirks.LIVE), 1).isNull()).isTrue();
        assertThat(previousWhenDone(ServerSettings.DEFAULT.withQuirks(Quirks.LIVE), 2).asString()).isEqualTo("item2");
    }

    private static JsonNode previousWhenDone(ServerSettings settings, int items) {
        try (var call = Call.with(settings, SILENT)) {
            for (int i = 1; i <= items; i++) {
                call.client().send("{'type':'conversation.item.create','item':{'id':'item" + i
                        + "','type':'message','role':'user','content':[{'type':'input_text','text':'hi'}]}}").await("conversation.item.done");
            }
            call.client().send("{'type':'response.create'}");
            assertThat(call.client().await("conversation.item.added").get("previous_item_id").asString()).isEqualTo("item" + items);
            return call.client().await("conversation.item.done").get("previous_item_id");
        }
    }
}
