package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.breaks;
import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sidetone.server.ServerSettings.Access;
import dev.sidetone.server.ServerSettings.Limits;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final MicrometerWitness witness = new MicrometerWitness(registry, () -> "page 1\n");

    @Test
    void a_spoken_call_is_counted() {
        var model = ScriptedModel.script().hears("Hello there.").replies(says("Good morning.")).answers(says("Hello there.")).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model, witness)) {
            try (var client = TestClient.to(server)) {
                client.send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'transcription':{'model':'whisper-1'}}}}}");
                client.append(Sounds.turn());
                client.await("conversation.item.input_audio_transcription.completed");
                client.await("rate_limits.updated");
                client.send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text']}}").awaitResponse();

                assertThat(gauge("sidetone.sessions.open")).isEqualTo(1);
                assertThat(gauge("sidetone.items.kept")).isEqualTo(2);
                assertThat(gauge("sidetone.audio.kept.bytes")).isPositive();
            }
            untilNobodyIsServed(server);
        }
        assertThat(count("sidetone.sessions.opened", "kind", "conversation")).isEqualTo(1);
        assertThat(count("sidetone.sessions.closed", "reason", "client_left")).isEqualTo(1);
        assertThat(count("sidetone.responses", "kind", "in_band", "status", "completed")).isEqualTo(1);
        assertThat(count("sidetone.responses", "kind", "out_of_band", "status", "completed")).isEqualTo(1);
        assertThat(count("sidetone.events.in", "type", "session.update")).isEqualTo(1);
        assertThat(count("sidetone.events.out", "type", "input_audio_buffer.committed")).isEqualTo(1);
        assertThat(count("sidetone.audio.in.seconds")).isCloseTo(Sounds.turn().duration().toMillis() / 1000.0, within(0.001));
        assertThat(count("sidetone.audio.out.seconds")).isCloseTo(ScriptedModel.lengthOf("Good morning.").toMillis() / 1000.0, within(0.001));
        assertThat(registry.get("sidetone.response.first.audio").timer().count()).isEqualTo(1);
        assertThat(registry.get("sidetone.transcription.latency").tag("outcome", "completed").timer().count()).isEqualTo(1);
        assertThat(registry.get("sidetone.session.duration").timer().count()).isEqualTo(1);
        assertThat(gauge("sidetone.sessions.open")).isZero();
        assertThat(gauge("sidetone.items.kept")).isZero();
        assertThat(gauge("sidetone.audio.kept.bytes")).isZero();
    }

    @Test
    void clients_cannot_make_labels() {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, ScriptedModel.script().build(), witness); var client = TestClient.to(server)) {
            for (int i = 0; i < 50; i++) client.send("{'type':'kind-" + i + "'}").send("{'type':'input_audio_buffer.append','audio':" + i + "}").send("nothing");
            for (int i = 0; i < 150; i++) client.await("error");
        }
        assertThat(count("sidetone.events.in", "type", "unknown")).isEqualTo(50);
        assertThat(count("sidetone.events.in", "type", "malformed")).isEqualTo(100);
        assertThat(registry.getMeters().stream().map(Meter::getId).map(Meter.Id::toString)).noneMatch(id -> id.contains("kind-"));
    }

    @Test
    void who_is_turned_away_is_counted_by_the_reason() {
        var strict = ServerSettings.DEFAULT.withAccess(new Access.Strict(Set.of("sk-right"), Set.of()));
        try (var server = RealtimeServer.start(strict, ScriptedModel.script().build(), witness)) {
            TestClient.to(server).awaitClose();
            TestClient.to(server, "?model=gpt-realtime", "Authorization", "Bearer sk-wrong").awaitClose();
        }
        assertThat(count("sidetone.sessions.refused", "reason", "no_key")).isEqualTo(1);
        assertThat(count("sidetone.sessions.refused", "reason", "invalid_api_key")).isEqualTo(1);
    }

    @Test
    void a_slow_reader_an_expired_session_and_a_stop_are_told_apart() {
        var impatient = ServerSettings.DEFAULT.withLimits(new Limits(10, 64 << 20, Duration.ofMinutes(1), Duration.ofMillis(200)));
        var flood = new BareModel((prompt, output) -> {
            for (int i = 0; i < 400 && !output.stopped(); i++) output.audio(Sounds.tone(3_000));
        });
        try (var server = RealtimeServer.start(impatient, flood, witness)) {
            TestClient.with(HttpClient.newHttpClient(), server.uri(), false).send("{'type':'response.create'}");
            while (registry.find("sidetone.sessions.closed").counters().isEmpty()) Thread.onSpinWait();
        }
        assertThat(count("sidetone.sessions.closed", "reason", "slow_reader")).isEqualTo(1);
        var brief = ServerSettings.DEFAULT.withLimits(new Limits(10, 1 << 20, Duration.ofMillis(100), Duration.ofSeconds(10)));
        try (var server = RealtimeServer.start(brief, ScriptedModel.script().build(), witness); var client = TestClient.to(server)) {
            client.awaitClose();
            untilNobodyIsServed(server);
        }
        assertThat(count("sidetone.sessions.closed", "reason", "session_expired")).isEqualTo(1);
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, ScriptedModel.script().build(), witness)) {
            TestClient.to(server).await("session.created");
        }
        assertThat(count("sidetone.sessions.closed", "reason", "server_stopped")).isEqualTo(1);
    }

    @Test
    void a_model_that_breaks_is_counted_and_its_session_goes_on() {
        var model = ScriptedModel.script().replies(breaks(new IllegalStateException("out of tune"))).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model, witness); var client = TestClient.to(server)) {
            client.send("{'type':'response.create'}").awaitResponse();
            client.send("{'type':'response.create'}").awaitResponse();
        }
        assertThat(count("sidetone.defects")).isEqualTo(1);
        assertThat(count("sidetone.responses", "kind", "in_band", "status", "failed")).isEqualTo(1);
    }

    @Test
    void what_waits_is_seen_while_it_waits() throws Exception {
        var gate = new Gate();
        var model = ScriptedModel.script().replies(inTurn(waits(gate), says("Done."))).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model, witness); var client = TestClient.to(server)) {
            client.send("{'type':'response.create'}").await("response.created");
            assertThat(page(server, "/metrics")).isEqualTo("page 1\n");
            gate.open();
            client.awaitResponse();
        }
    }

    @Test
    void without_metrics_there_is_no_page() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, ScriptedModel.script().build(), new MicrometerWitness(new SimpleMeterRegistry()))) {
            assertThat(page(server, "/metrics")).startsWith("Nothing here");
        }
    }

    private static String page(RealtimeServer server, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path)).build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    private static void untilNobodyIsServed(RealtimeServer server) {
        while (server.connections() > 0) Thread.onSpinWait();
    }

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }
}
