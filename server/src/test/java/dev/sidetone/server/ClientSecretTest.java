package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.ServerSettings.Access;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

class ClientSecretTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String KEY = "Bearer sk-right-key-1234";

    private final FakeClock clock = new FakeClock();
    private final RealtimeServer server = RealtimeServer.start(
            ServerSettings.DEFAULT.withClock(clock).withAccess(new Access.Strict(Set.of("sk-right-key-1234"), Set.of("gpt-realtime"))),
            ScriptedModel.script().build());

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(String key, String body) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/v1/realtime/client_secrets"))
                .header("Authorization", key).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"'))).build(), HttpResponse.BodyHandlers.ofString());
    }

    private JsonNode minted(String body) throws IOException, InterruptedException {
        var answer = post(KEY, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Json.parse(answer.body()).node();
    }

    @Test
    void a_secret_shows_the_session_it_will_start() throws Exception {
        var secret = minted("{'expires_after':{'anchor':'created_at','seconds':60},'session':{'type':'realtime','model':'gpt-realtime','instructions':'Be brief.'}}");

        assertThat(secret.get("value").asString()).matches("ek_[0-9a-f]{32}");
        assertThat(secret.get("expires_at").asLong()).isEqualTo(clock.instant().getEpochSecond() + 60);
        assertThat(secret.at("/session/id").asString()).startsWith("sess_");
        assertThat(secret.at("/session/expires_at").asLong(-1)).isZero();
        assertThat(secret.at("/session/instructions").asString()).isEqualTo("Be brief.");
        assertThat(secret.at("/session/audio/output/voice").asString()).isEqualTo("alloy");
    }

    @Test
    void it_opens_several_sessions_as_it_was_configured() throws Exception {
        var value = minted("{'session':{'type':'realtime','model':'gpt-realtime','instructions':'Be brief.'}}").get("value").asString();
        try (var one = TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer " + value);
                var browser = TestClient.to(server, "", "subprotocols", "realtime,openai-insecure-api-key." + value)) {
            assertThat(one.await("session.created").at("/session/instructions").asString()).isEqualTo("Be brief.");
            assertThat(browser.await("session.created").at("/session/instructions").asString()).isEqualTo("Be brief.");
            assertThat(browser.subprotocol()).isEqualTo("realtime");
        }
    }

    @Test
    void it_opens_transcription_sessions_too() throws Exception {
        var value = minted("{'session':{'type':'transcription','audio':{'input':{'transcription':{'model':'whisper-1'}}}}}").get("value").asString();
        try (var client = TestClient.to(server, "?intent=transcription", "Authorization", "Bearer " + value)) {
            var session = client.await("session.created").get("session");
            assertThat(session.get("type").asString()).isEqualTo("transcription");
            assertThat(session.at("/audio/input/transcription/model").asString()).isEqualTo("whisper-1");
        }
    }

    @Test
    void its_expiry_limits_the_start_of_sessions_and_not_their_length() throws Exception {
        var value = minted("{'expires_after':{'anchor':'created_at','seconds':10}}").get("value").asString();
        try (var early = TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer " + value)) {
            early.await("session.created");
            clock.pass(Duration.ofSeconds(10));
            try (var late = TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer " + value)) {
                assertThat(late.next().at("/error/code").asString()).isEqualTo("invalid_api_key");
                assertThat(late.awaitClose().code()).isEqualTo(3000);
            }
            early.send("{'type':'input_audio_buffer.clear'}").await("input_audio_buffer.cleared");
        }
    }

    @Test
    void a_url_that_wants_another_session_is_turned_away() throws Exception {
        var value = minted("{}").get("value").asString();
        try (var client = TestClient.to(server, "?intent=transcription", "Authorization", "Bearer " + value)) {
            assertThat(client.next().at("/error/message").asString()).isEqualTo("This client secret was made for a session of type 'realtime'.");
        }
    }

    @Test
    void a_model_that_a_strict_server_does_not_have_is_not_had_through_a_secret_either() throws Exception {
        var value = minted("{'session':{'type':'realtime','model':'gpt-other'}}").get("value").asString();
        try (var client = TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer " + value)) {
            assertThat(client.next().at("/error/code").asString()).isEqualTo("invalid_model");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '|', nullValues = "null", value = {
        "{'session':{'type':'realtime','audio':{'input':{'format':{'type':'audio/pcm','rate':8000}}}}}; integer_below_min_value; session.audio.input.format.rate",
        "{'session':{'instructions':'x'}}; missing_required_parameter; session.type",
        "{'expires_after':{'anchor':'created_at','seconds':9}}; integer_below_min_value; expires_after.seconds",
        "{'expires_after':{'anchor':'created_at','seconds':7201}}; integer_above_max_value; expires_after.seconds",
        "{'nope':1}; unknown_parameter; nope",
        "{'session':7}; invalid_type; session",
        "[]; invalid_json; null",
        "{; invalid_json; null",
    })
    void a_configuration_that_no_session_would_take_is_a_bad_request(String body, String code, String param) throws Exception {
        var answer = post(KEY, body);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
        var error = Json.parse(answer.body()).node().get("error");
        assertThat(error.get("type").asString()).isEqualTo("invalid_request_error");
        assertThat(error.get("code").asString()).isEqualTo(code);
        assertThat(error.get("param").isNull() ? null : error.get("param").asString()).isEqualTo(param);
    }

    @Test
    void a_strict_server_makes_secrets_for_known_keys_only() throws Exception {
        var answer = post("Bearer sk-wrong-key-1234", "{}");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.body()).contains("invalid_api_key").doesNotContain("sk-wrong");
    }

    @Test
    void secrets_are_made_with_post() throws Exception {
        var uri = URI.create("http://127.0.0.1:" + server.port() + "/v1/realtime/client_secrets");

        assertThat(HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding()).statusCode()).isEqualTo(405);
    }

    @Test
    void health_counts_connections() throws Exception {
        try (var client = TestClient.to(server, "?model=gpt-realtime", "Authorization", KEY)) {
            client.await("session.created");
            var health = HTTP.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/healthz")).build(), HttpResponse.BodyHandlers.ofString());

            assertThat(health.statusCode()).isEqualTo(200);
            assertThat(health.body()).isEqualTo("{\"status\":\"ok\",\"connections\":1,\"room_for\":1000,\"served\":1}");
        }
    }
}
