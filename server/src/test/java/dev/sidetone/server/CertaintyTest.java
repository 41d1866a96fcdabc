package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** {@code include: item.input_audio_transcription.logprobs}. */
class CertaintyTest {

    private static final String TRANSCRIBE = "'audio':{'input':{'turn_detection':null,'transcription':{'model':'gpt-4o-transcribe'}}}";

    @Test
    void a_client_that_asks_learns_how_sure_the_recogniser_is() {
        var logprobs = heard(",'include':['item.input_audio_transcription.logprobs']").get("logprobs");

        assertThat(logprobs).hasSize(2);
        assertThat(logprobs.get(0).propertyNames()).containsExactly("token", "logprob", "bytes");
        assertThat(logprobs.get(0).get("logprob").asDouble()).isEqualTo(Math.log(0.5));
        assertThat(logprobs.get(1).get("bytes").valueStream().map(JsonNode::intValue)).containsExactly(32, 195, 169);
    }

    @Test
    void others_do_not() {
        assertThat(heard("").has("logprobs")).isFalse();
    }

    private static JsonNode heard(String include) {
        try (var call = Call.with(new Unsure())) {
            call.client().send("{'type':'session.update','session':{'type':'realtime'," + TRANSCRIBE + include + "}}").await("session.updated");
            call.client().append(Sounds.tone(300)).send("{'type':'input_audio_buffer.commit'}");
            return call.client().await("conversation.item.input_audio_transcription.completed");
        }
    }

    private static final class Unsure implements SpeechModel {
        @Override
        public ModelSession open(String model) {
            return new ModelSession() {
                @Override
                public Transcriber transcriber(TranscriptionRequest request) {
                    return new Transcriber() {
                        @Override
                        public List<String> accept(Pcm audio) {
                            return List.of();
                        }

                        @Override
                        public Outcome finish() {
                            return new Outcome.Transcript(List.of(), "a é", List.of(new Outcome.Token("a", 0.5), new Outcome.Token(" é", 1)));
                        }

                        @Override
                        public void close() {}
                    };
                }

                @Override
                public void respond(ModelPrompt prompt, ResponseOutput output) {}

                @Override
                public void close() {}
            };
        }

        @Override
        public void close() {}
    }
}
