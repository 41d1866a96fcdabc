package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTest {

    private static final ScriptedModel SILENT = ScriptedModel.script().build();
    private static final ServerSettings STRICT = ServerSettings.DEFAULT.withAccess(
            new ServerSettings.Access.Strict(Set.of("sk-right-key-1234"), Set.of("gpt-realtime")));

    @Test
    void a_session_is_greeted_with_everything_it_has() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withClock(() -> Instant.ofEpochSecond(1_785_214_050)), SILENT);
                var client = TestClient.to(server)) {
            var session = client.next().get("session");

            assertThat(session.propertyNames()).containsExactly("type", "object", "id", "model", "output_modalities", "instructions", "tools",
                    "tool_choice", "max_output_tokens", "tracing", "truncation", "prompt", "expires_at", "audio", "include");
            assertThat(session.get("expires_at").asLong()).isEqualTo(1_785_217_650);
            // Recorded: the id of the session that expired at this second.
            assertThat(session.get("id").asString()).matches("sess_E6U0w[0-9A-Za-z]{16}");
        }
    }

    @Test
    void anyone_may_come_in_unless_the_server_is_strict() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, SILENT);
                var client = TestClient.to(server, "", "OpenAI-Beta", "realtime=v1")) {
            assertThat(client.next().at("/session/model").asString()).isEqualTo("gpt-realtime");
        }
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = {
        "Bearer sk-wrong-key-1234, ?model=gpt-realtime, invalid_api_key, 3000, invalid_request_error.invalid_api_key",
        "null, ?model=gpt-realtime, null, 3000, invalid_request_error",
        "Bearer sk-right-key-1234, ?model=gpt-3, invalid_model, 4000, invalid_request_error.invalid_model",
        "Bearer sk-right-key-1234, ?model=whisper-1, invalid_model, 4000, invalid_request_error.invalid_model",
        "Bearer sk-right-key-1234, '', missing_model, 4000, invalid_request_error.missing_model",
    })
    void a_strict_server_says_why_and_closes(String authorization, String query, String code, int close, String reason) {
        try (var server = RealtimeServer.start(STRICT, SILENT);
                var client = authorization == null ? TestClient.to(server, query) : TestClient.to(server, query, "Authorization", authorization)) {
            var error = client.next().get("error");

            assertThat(error.get("code").isNull() ? null : error.get("code").asString()).isEqualTo(code);
            assertThat(error.get("message").asString()).doesNotContain("sk-wrong");
            assertThat(client.awaitClose()).isEqualTo(new TestClient.Closed(close, reason));
        }
    }

    @Test
    void a_strict_server_refuses_the_beta_and_lets_the_right_key_in() {
        try (var server = RealtimeServer.start(STRICT, SILENT);
                var old = TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer sk-right-key-1234", "OpenAI-Beta", "realtime=v1");
                var good = TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer sk-right-key-1234")) {
            assertThat(old.next().at("/error/code").asString()).isEqualTo("beta_api_shape_disabled");
            assertThat(old.awaitClose().code()).isEqualTo(4000);
            assertThat(TestClient.type(good.next())).isEqualTo("session.created");
        }
    }

    @Test
    void a_call_over_another_way_cannot_be_attached_to() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, SILENT); var client = TestClient.to(server, "?call_id=rtc_u0_1")) {
            assertThat(client.next().at("/error/code").asString()).isEqualTo("invalid_call_id");
            assertThat(client.awaitClose()).isEqualTo(new TestClient.Closed(4000, "invalid_request_error.invalid_call_id"));
        }
    }

    @Test
    void a_browser_brings_its_key_as_a_subprotocol_and_does_not_get_it_back() {
        try (var server = RealtimeServer.start(STRICT, SILENT);
                var client = TestClient.to(server, "?model=gpt-realtime", "subprotocols", "realtime,openai-insecure-api-key.sk-right-key-1234")) {
            assertThat(TestClient.type(client.next())).isEqualTo("session.created");
            assertThat(client.subprotocol()).isEqualTo("realtime");
        }
    }

    @Test
    void a_binary_frame_is_refused_and_the_connection_stays() {
        try (var call = Call.with(SILENT)) {
            call.client().sendBinary();

            assertThat(call.client().await("error").at("/error/code").asString()).isEqualTo("invalid_event");
            call.client().send("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");
        }
    }

    @Test
    void an_append_as_large_as_allowed_is_taken() {
        try (var call = Call.with(SILENT).manual()) {
            call.client().append(new byte[15 << 20], 15 << 20).send("{'type':'input_audio_buffer.commit'}");

            call.client().await("input_audio_buffer.committed");
        }
    }

    @Test
    void elsewhere_there_is_a_line_that_says_where() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, SILENT)) {
            var http = HttpClient.newHttpClient();
            var nowhere = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v2")).build(), HttpResponse.BodyHandlers.ofString());
            var plain = http.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/realtime")).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(nowhere.statusCode()).isEqualTo(404);
            assertThat(nowhere.body()).isEqualTo("Nothing here: the WebSocket is at /v1/realtime.\n");
            assertThat(plain.statusCode()).isEqualTo(426);
        }
    }

    @Test
    void the_short_path_leads_here_too() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, SILENT);
                var client = TestClient.with(HttpClient.newHttpClient(), URI.create("ws://127.0.0.1:" + server.port() + "/realtime"), true)) {
            assertThat(TestClient.type(client.next())).isEqualTo("session.created");
        }
    }

    @Test
    void a_taken_port_is_told_in_one_line() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, SILENT)) {
            assertThatThrownBy(() -> RealtimeServer.start(ServerSettings.DEFAULT.withPort(server.port()), SILENT))
                    .isInstanceOf(ServerRefused.class)
                    .hasMessageStartingWith("cannot listen on 127.0.0.1:" + server.port())
                    .hasMessageEndingWith("choose another port, or 0 for any free one");
        }
    }

    @Test
    void tls_is_served_beside_plain_text() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withTls(new ServerSettings.Tls(0, Optional.empty())), SILENT)) {
            var http = HttpClient.newBuilder().sslContext(trusting()).build();
            try (var secure = TestClient.with(http, server.secureUri().orElseThrow(), true); var plain = TestClient.to(server)) {
                assertThat(TestClient.type(secure.next())).isEqualTo("session.created");
                assertThat(TestClient.type(plain.next())).isEqualTo("session.created");
            }
        }
    }

    @Test
    void more_connections_than_there_is_room_for_are_turned_away() {
        var one = new ServerSettings.Limits(1, 1 << 20, Duration.ofMinutes(1), Duration.ofSeconds(10));
        try (var call = Call.with(ServerSettings.DEFAULT.withLimits(one), SILENT)) {
            assertThatThrownBy(() -> TestClient.to(call.server())).hasCauseInstanceOf(java.net.http.WebSocketHandshakeException.class);
        }
    }

    @Test
    void a_session_ends_when_its_time_is_up() {
        var brief = new ServerSettings.Limits(10, 1 << 20, Duration.ofMillis(300), Duration.ofSeconds(10));
        try (var call = Call.with(ServerSettings.DEFAULT.withLimits(brief), SILENT)) {
            assertThat(call.client().await("error").at("/error/code").asString()).isEqualTo("session_expired");
            var closed = call.client().awaitClose();
            assertThat(closed.code()).isEqualTo(1001);
            assertThat(closed.reason()).startsWith("Your session hit the maximum duration of");
        }
    }

    @Test
    void a_stopping_server_says_goodbye() {
        var call = Call.with(SILENT);
        call.server().close();

        assertThat(call.client().awaitClose().code()).isEqualTo(1001);
    }

    private static SSLContext trusting() throws Exception {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new X509TrustManager() {
            @Override
            public void checkClientTrusted(X509Certificate[] chain, String type) {}

            @Override
            public void checkServerTrusted(X509Certificate[] chain, String type) {}

            @Override
            public X509Certificate[] getAcceptedIssuers() {
                return new X509Certificate[0];
            }
        }}, null);
        return context;
    }

    @Test
    void a_goodbye_right_after_the_handshake_is_returned() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, SILENT)) {
            for (int i = 0; i < 50; i++) {
                var client = TestClient.to(server);
                client.close();

                assertThat(client.awaitClose()).isEqualTo(new TestClient.Closed(1000, ""));
            }
        }
    }
}
