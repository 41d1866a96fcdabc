package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sidetone.audio.Pcm;
import dev.sidetone.server.EnergyDetector;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.SpeechModel;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import dev.sidetone.speech.CallHearing;
import dev.sidetone.speech.Expectations;
import dev.sidetone.speech.Senses;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code --llm} with ears and a voice that need no loading. */
class LanguageModelTest {

    private static final Surroundings KEYED = new Surroundings(Map.of("SIDETONE_LLM_KEY", "sk-secret"), false, StandardCharsets.UTF_8);

    @Test
    void a_call_is_answered_in_the_words_of_the_language_model() throws IOException {
        try (var endpoint = new Endpoint()) {
            var ran = run(KEYED, "demo", "--llm", endpoint.url(), "--llm-model", "tiny");
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).contains("words      tiny at 127.0.0.1", "Said by the language model.", "heard twice").doesNotContain("note:", "sk-secret");
            assertThat(endpoint.authorization).isEqualTo("Bearer sk-secret");
        }
    }

    @Test
    void an_endpoint_that_is_not_there_is_a_note_and_each_reply_says_so() {
        var ran = run(KEYED, "demo", "--llm", "http://127.0.0.1:1/v1", "--llm-model", "tiny");
        assertThat(ran.out()).contains("note: no language model answers at 127.0.0.1:1").contains("llm_unreachable");
        assertThat(ran.out() + ran.err()).doesNotContain("sk-secret", "\tat ");
    }

    @Test
    void options_that_do_not_belong_together_are_one_line() {
        assertFails(run(KEYED, "demo", "--llm", "http://127.0.0.1:1/v1"), ExitCode.USAGE, "add --llm-model");
        assertFails(run(KEYED, "demo", "--llm-model", "tiny"), ExitCode.USAGE, "name its URL");
        assertFails(run(KEYED, "demo", "--llm", "over there", "--llm-model", "tiny"), ExitCode.USAGE, "use http://host:port/v1");
        assertFails(run(KEYED, "demo", "--llm", "http://127.0.0.1:1/v1", "--llm-model", "tiny", "--endpoint", "openai"), ExitCode.USAGE, "leave out --endpoint");
        assertFails(run(KEYED, "serve", "--port", "0", "--llm", "http://127.0.0.1:1/v1"), ExitCode.USAGE, "add --llm-model");
        var spaced = new Surroundings(Map.of("SIDETONE_LLM_KEY", "sk secret"), false, StandardCharsets.UTF_8);
        var ran = run(spaced, "demo", "--llm", "http://127.0.0.1:1/v1", "--llm-model", "tiny");
        assertFails(ran, ExitCode.KEY, "SIDETONE_LLM_KEY");
        assertThat(ran.err()).doesNotContain("sk secret");
        assertFails(Program.run("demo", "--llm", "http://127.0.0.1:1/v1", "--llm-model", "tiny"), ExitCode.USAGE, "local hearing and voice");
    }

    private static Program run(Surroundings surroundings, String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int exit = Main.run(new Main(surroundings, () -> new Engine(new FakeSenses(), EnergyDetector::new)), new PrintWriter(out), new PrintWriter(err), arguments);
        return new Program(exit, out.toString(), err.toString());
    }

    private static void assertFails(Program ran, ExitCode exit, String said) {
        assertThat(ran.err()).startsWith("sidetone: ").contains(said);
        assertThat(ran.err().lines()).hasSize(1);
        assertThat(ran.exit()).isEqualTo(exit.code());
    }

    /** A chat endpoint with one answer. */
    private static final class Endpoint implements AutoCloseable {
        private final HttpServer server;
        volatile String authorization = "";

        Endpoint() throws IOException {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            answer("/v1/models", "application/json", "{\"data\":[{\"id\":\"tiny\"}]}");
            answer("/v1/chat/completions", "text/event-stream", "data: {\"choices\":[{\"delta\":{\"content\":\"Said by the language model.\"},"
                    + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
            server.start();
        }

        private void answer(String path, String type, String body) {
            server.createContext(path, exchange -> {
                authorization = exchange.getRequestHeaders().getFirst("Authorization");
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Content-Type", type);
                exchange.sendResponseHeaders(200, body.length());
                exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
                exchange.close();
            });
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static final class FakeSenses implements SpeechModel, Senses, CallHearing {

        @Override
        public CallHearing hearing() {
            return this;
        }

        @Override
        public Pcm say(String sentence) {
            return Pcm.of(new short[2_400]);
        }

        @Override
        public Transcriber transcriber(TranscriptionRequest request) {
            return new Transcriber() {
                @Override
                public List<String> accept(Pcm audio) {
                    return List.of();
                }

                @Override
                public Outcome finish() {
                    return new Outcome.Transcript(List.of("heard once"), "heard once");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public String listen(Seen.CallerAudio turn, Expectations expectations) {
            return "heard";
        }

        @Override
        public String heard(Seen.CallerAudio turn, Expectations expectations) {
            return "heard";
        }

        @Override
        public String transcript(ModelPrompt prompt) {
            return "heard twice";
        }

        @Override
        public ModelSession open(String model) {
            throw new AssertionError("the words are the language model's");
        }

        @Override
        public void close() {}
    }
}
