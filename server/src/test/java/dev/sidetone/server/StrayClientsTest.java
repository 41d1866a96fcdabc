package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.ServerSettings.Access;
import dev.sidetone.server.ServerSettings.Tls;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of another API, of the beta, or at another address: each is told in one line what to do, and so is the log. */
@Timeout(60)
class StrayClientsTest {

    private static final BlockingQueue<String> REFUSED = new LinkedBlockingQueue<>();
    private static RealtimeServer server;

    @BeforeAll
    static void start() {
        server = RealtimeServer.start(ServerSettings.DEFAULT.withTls(new Tls(0, Optional.empty())), ScriptedModel.script().build(), new Witness() {
            @Override
            public OfConnection opened(long number) {
                return NONE.opened(number);
            }

            @Override
            public void refused(String reason) {
                REFUSED.add(reason);
            }
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static TestClient at(RealtimeServer server, String target, String... headers) {
        return TestClient.with(HttpClient.newHttpClient(), URI.create("ws://127.0.0.1:" + server.port() + target), true, headers);
    }

    @ParameterizedTest
    @CsvSource({
        "/openai/v1/realtime?model=my-deployment, my-deployment",
        "/openai/realtime?api-version=2025-04-01-preview&deployment=my-deployment, my-deployment",
        "/v1/realtime/?model=gpt-realtime-mini, gpt-realtime-mini",
        "/v1//realtime?model=gpt-realtime-mini, gpt-realtime-mini",
        "//realtime?model=gpt-realtime-mini, gpt-realtime-mini",
    })
    void the_addresses_that_clients_of_azure_and_of_careless_settings_make_lead_to_the_service(String target, String model) {
        try (var client = at(server, target)) {
            assertThat(client.await("session.created").at("/session/model").asString()).isEqualTo(model);
        }
    }

    @Test
    void a_strict_server_takes_azures_address_with_a_version_for_the_beta() {
        var strict = ServerSettings.DEFAULT.withAccess(new Access.Strict(Set.of("key"), Set.of()));
        try (var server = RealtimeServer.start(strict, ScriptedModel.script().build());
                var client = at(server, "/openai/realtime?api-version=2025-04-01-preview&deployment=d", "api-key", "key")) {
            assertThat(client.next().at("/error/code").asString()).isEqualTo("beta_api_shape_disabled");
            assertThat(client.awaitClose().code()).isEqualTo(4000);
        }
    }

    @Test
    void a_client_of_azure_voice_live_is_told_that_this_is_another_api() {
        try (var client = at(server, "/voice-live/realtime?api-version=2025-10-01&model=gpt-realtime")) {
            assertThat(client.next().at("/error/message").asString()).contains("not Azure Voice Live").contains("/v1/realtime");
            assertThat(client.awaitClose()).isEqualTo(new TestClient.Closed(4000, "invalid_request_error.unsupported_api"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', value = {
        "{'type':'session.update','session':{'modalities':['text']}}; session.modalities; 'session.output_modalities'",
        "{'type':'session.update','session':{'type':'realtime','voice':'alloy'}}; session.voice; 'session.audio.output.voice'",
        "{'type':'session.update','session':{'type':'realtime','input_audio_transcription':{'model':'whisper-1'}}}; session.input_audio_transcription; 'session.audio.input.transcription'",
        "{'type':'session.update','session':{'type':'realtime','temperature':0.8}}; session.temperature; no longer supported",
        "{'type':'response.create','response':{'modalities':['text']}}; response.modalities; 'response.output_modalities'",
    })
    void a_client_of_the_beta_is_told_what_its_settings_are_called_now(String frame, String param, String hint) {
        try (var client = at(server, "/v1/realtime?model=gpt-realtime", "OpenAI-Beta", "realtime=v1")) {
            var error = client.send(frame).await("error").get("error");

            assertThat(error.get("code").asString()).isEqualTo("unknown_parameter");
            assertThat(error.get("param").asString()).isEqualTo(param);
            assertThat(error.get("message").asString()).startsWith("Unknown parameter: '" + param + "'. ").contains("Realtime Beta API").contains(hint);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"session.bogus", "session.audio.voice", "voice", "response.modalities[0]", "item.voice"})
    void nothing_is_added_to_an_error_that_has_nothing_to_do_with_the_beta(String path) {
        assertThat(BetaNames.hint(path)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/realtime/sessions, beta_api_shape_disabled, client_secrets",
        "/openai/v1/realtime/transcription_sessions, beta_api_shape_disabled, client_secrets",
        "/v1/realtime/calls, unsupported_api, WebSocket",
    })
    void what_is_not_here_says_so_as_the_rest_interface_tells_errors(String path, String code, String hint) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).POST(HttpRequest.BodyPublishers.ofString("{}")).build();
        var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(404);
        var error = Json.parse(answer.body()).node().get("error");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("message").asString()).contains(hint);
    }

    @Test
    void the_log_tells_of_a_client_at_the_wrong_path_and_of_one_that_does_not_trust_the_certificate() throws Exception {
        REFUSED.clear();
        assertThatThrownBy(() -> at(server, "/v2/realtime")).isInstanceOf(CompletionException.class);
        assertThat(REFUSED.take()).isEqualTo("no_such_path");

        assertThatThrownBy(() -> TestClient.with(HttpClient.newHttpClient(), server.secureUri().orElseThrow(), true)).isInstanceOf(CompletionException.class);
        assertThat(REFUSED.take()).isEqualTo("tls_failed");
    }

    @Test
    void a_client_that_is_given_the_certificate_trusts_it() throws Exception {
        var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry("sidetone", server.certificate().orElseThrow());
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        var tls = SSLContext.getInstance("TLS");
        tls.init(null, managers.getTrustManagers(), null);
        try (var http = HttpClient.newBuilder().sslContext(tls).build(); var client = TestClient.with(http, server.secureUri().orElseThrow(), true)) {
            client.await("session.created");
        }
    }

    @Test
    void plain_words_on_the_port_for_tls_are_answered_in_plain_words() throws Exception {
        REFUSED.clear();
        var secure = server.secureUri().orElseThrow().getPort();
        var answer = HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + secure + "/healthz")).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("TLS").contains("wss://");
        assertThat(REFUSED.take()).isEqualTo("tls_failed");
    }

    @Test
    void who_only_looks_whether_anybody_listens_is_not_told_of() throws Exception {
        REFUSED.clear();
        new Socket("127.0.0.1", server.secureUri().orElseThrow().getPort()).close();
        assertThatThrownBy(() -> at(server, "/v3/realtime")).isInstanceOf(CompletionException.class);
        assertThat(REFUSED.take()).isEqualTo("no_such_path");
    }
}
