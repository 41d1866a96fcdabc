package dev.sidetone.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Claims about what was sent: each can hold, and each can fail in words. */
class SentTest {

    private static Sent sent(String... frames) {
        return new Sent(Stream.of(frames).map(frame -> Codec.readClient(frame.replace('\'', '"'))).toList());
    }

    private static String update(String session) {
        return "{'type':'session.update','session':{'type':'realtime'," + session + "}}";
    }

    private static final String ASIDE = "{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'instructions':'Sum up.',"
            + "'metadata':{'topic':'summary'},'input':[{'type':'item_reference','id':'item_1'}]}}";

    @Test
    void updates_are_merged_deeply_as_the_server_does() {
        var sent = sent(update("'instructions':'One.','audio':{'output':{'voice':'marin'},'input':{'turn_detection':null}}"),
                update("'instructions':'Two.','audio':{'output':{'speed':1.1}},'tools':[{'type':'function','name':'look_up'}]"));

        assertThat(sent).sessionUpdate().hasInstructions("Two.").hasInstructionsContaining("wo").hasVoice("marin").hasNoTurnDetection()
                .hasTool("look_up").has("/audio/output/speed", "1.1");
        assertThatThrownBy(() -> assertThat(sent).sessionUpdate().hasInstructions("One."))
                .hasMessageContaining("expected One. at /instructions of the session, but it is Two.");
        assertThatThrownBy(() -> assertThat(sent).sessionUpdate().hasTranscriptionModel("whisper-1")).hasMessageContaining("nothing was set there");
        assertThatThrownBy(() -> assertThat(sent).sessionUpdate().hasTool("other")).hasMessageContaining("look_up");
        assertThatThrownBy(() -> assertThat(sent).sessionUpdate().hasTurnDetection("server_vad")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(sent()).sessionUpdate()).hasMessageContaining("the client sent nothing");
    }

    @Test
    void requests_are_narrowed_down_before_they_are_counted() {
        var sent = sent("{'type':'response.create'}", ASIDE);

        assertThat(sent).responseCreates().hasSize(2);
        assertThat(sent).responseCreates().inConversation().hasSize(1);
        assertThat(sent).responseCreates().outOfBand().textOnly().withMetadata("topic", "summary").withInstructionsContaining("Sum").referringTo("item_1").hasSize(1);
        assertThat(sent).responseCreates().withMetadata("topic", "other").isEmpty();
        assertThat(sent).responseCreates().inConversation().textOnly().isEmpty();
        assertThatThrownBy(() -> assertThat(sent).responseCreates().outOfBand().hasSize(2)).hasMessageContaining("response.create out of band");
    }

    @Test
    void audio_is_as_long_as_its_format_makes_it() {
        var second = new ClientEvent.AudioAppend(new byte[8_000]);
        var telephone = Codec.readClient(update("'audio':{'input':{'format':{'type':'audio/pcmu'}}}").replace('\'', '"'));

        assertThat(new Sent(List.of(second)).audio()).isEqualTo(Duration.ofNanos(166_666_666));
        assertThat(new Sent(List.of(telephone, second, second))).appendedAudio().hasDuration(Duration.ofSeconds(2)).lastsAtLeast(Duration.ofSeconds(2));
        assertThatThrownBy(() -> assertThat(new Sent(List.of(telephone, second))).appendedAudio().hasDuration(Duration.ofSeconds(2)))
                .hasMessageContaining("the length of the appended audio");
        assertThatThrownBy(() -> assertThat(new Sent(List.of())).appendedAudio().lastsAtLeast(Duration.ofSeconds(2))).isInstanceOf(AssertionError.class);
    }

    @Test
    void order_is_looked_for_with_anything_between() {
        var sent = sent("{'type':'input_audio_buffer.clear'}", update("'instructions':'x'"), "{'type':'input_audio_buffer.commit'}", "{'type':'response.create'}");

        assertThat(sent).containsInOrder(Kind.SESSION_UPDATE, Kind.RESPONSE_CREATE).doesNotContain(Kind.RESPONSE_CANCEL).contains(Kind.AUDIO_CLEAR, 1);
        assertThatThrownBy(() -> assertThat(sent).containsInOrder(Kind.AUDIO_COMMIT, Kind.SESSION_UPDATE))
                .hasMessageContaining("session.update is missing after input_audio_buffer.commit: the client sent input_audio_buffer.clear, session.update");
        assertThatThrownBy(() -> assertThat(sent).doesNotContain(Kind.AUDIO_CLEAR)).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(sent).contains(Kind.AUDIO_CLEAR, 2)).hasMessageContaining("2 x input_audio_buffer.clear");
    }

    @Test
    void every_kind_is_called_as_on_the_wire() {
        for (var kind : Kind.values()) {
            if (kind == Kind.UNKNOWN || kind == Kind.MALFORMED) continue;
            assertThat(Codec.readClient("{\"type\":\"" + kind + "\"}")).as(kind.toString()).isNotInstanceOf(ClientEvent.Unknown.class);
        }
    }

    @Test
    void what_was_said_does_not_print() {
        assertThat(sent(update("'instructions':'secret'"), ASIDE).toString()).isEqualTo("session.update, response.create");
    }
}
