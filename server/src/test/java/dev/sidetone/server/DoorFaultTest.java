package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.WebSocketHandshakeException;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that are not let in. */
class DoorFaultTest {

    private static RealtimeServer server(Faults faults) {
        return RealtimeServer.start(ServerSettings.DEFAULT.withFaults(faults), ScriptedModel.script().build());
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 429, 503})
    void the_upgrade_is_refused_once_and_the_next_client_is_let_in(int status) {
        try (var server = server(Faults.none().at(1, new Fault.HttpRefusal(status)))) {
            var refused = catchThrowable(() -> TestClient.to(server));

            assertThat(refused).isInstanceOf(CompletionException.class);
            assertThat(refused.getCause()).isInstanceOfSatisfying(WebSocketHandshakeException.class,
                    why -> assertThat(why.getResponse().statusCode()).isEqualTo(status));
            try (var client = TestClient.to(server)) {
                client.await("session.created");
            }
        }
    }

    @Test
    void a_client_is_turned_away_as_the_live_service_does_it() {
        try (var server = server(Faults.none().at(1, Fault.TurnedAway.wrongKey()).at(2, Fault.TurnedAway.unknownModel("gpt-surreal")))) {
            try (var client = TestClient.to(server)) {
                var error = client.next();
                assertThat(error.at("/error/code").asString()).isEqualTo("invalid_api_key");
                assertThat(error.at("/error/event_id").isNull()).isTrue();
                assertThat(client.awaitClose()).isEqualTo(new TestClient.Closed(3000, "invalid_request_error.invalid_api_key"));
            }
            try (var client = TestClient.to(server)) {
                assertThat(client.next().at("/error/message").asString()).startsWith("Model \"gpt-surreal\" is not supported");
                assertThat(client.awaitClose()).isEqualTo(new TestClient.Closed(4000, "invalid_request_error.invalid_model"));
            }
            try (var client = TestClient.to(server)) {
                client.await("session.created");
            }
        }
    }
}
