package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.Fault.Lane;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Responses that were accepted and then go wrong. */
class ModelFaultTest {

    private static final String REPLY = "{'type':'response.create'}";
    private static final String ASIDE = "{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'input':[]}}";

    private final FakeClock clock = new FakeClock();

    private Call call(Faults faults) {
        var model = ScriptedModel.script().replies(says("One two three.")).answers(says("Four five.")).build();
        return Call.with(ServerSettings.DEFAULT.withClock(clock).withFaults(faults), model);
    }

    private static List<String> types(List<JsonNode> events) {
        return events.stream().map(TestClient::type).toList();
    }

    @Test
    void spent_tokens_fail_the_response_without_an_error_or_a_close() {
        try (var call = call(Faults.none().at(1, new Fault.RateLimited(Lane.BOTH)))) {
            var events = call.client().send(REPLY).awaitResponse();

            assertThat(types(events)).containsExactly("response.created", "response.done", "rate_limits.updated");
            var response = ResponseTest.done(events);
            assertThat(response.at("/status_details/error/code").asString()).isEqualTo("rate_limit_exceeded");
            assertThat(response.get("output")).isEmpty();
            assertThat(response.at("/usage/total_tokens").asInt(-1)).isZero();
            assertThat(events.getLast().at("/rate_limits/0/remaining").asInt(-1)).isZero();
            assertThat(ResponseTest.done(call.client().send(REPLY).awaitResponse()).get("status").asString()).isEqualTo("completed");
        }
    }

    @Test
    void a_lane_that_is_not_meant_is_spared_and_not_counted() {
        try (var call = call(Faults.none().at(1, new Fault.RateLimited(Lane.OUT_OF_BAND)))) {
            assertThat(ResponseTest.done(call.client().send(REPLY).awaitResponse()).get("status").asString()).isEqualTo("completed");
            assertThat(ResponseTest.done(call.client().send(ASIDE).awaitResponse()).get("status").asString()).isEqualTo("failed");
        }
    }

    @Test
    void a_slow_response_pauses_after_each_delta() throws InterruptedException {
        try (var call = call(Faults.none().always(new Fault.SlowResponse(Lane.OUT_OF_BAND, clock.pause(Duration.ofSeconds(1)))))) {
            call.client().send(ASIDE);
            assertThat(call.client().await("response.output_text.delta").get("delta").asString()).isEqualTo("Four");
            pass();
            assertThat(call.client().next().get("delta").asString()).isEqualTo(" five.");
            assertThat(call.client().pending()).isZero();
            pass();
            assertThat(ResponseTest.done(call.client().awaitResponse()).get("status").asString()).isEqualTo("completed");
        }
    }

    private void pass() throws InterruptedException {
        assertThat(clock.awaitPausing(1, Duration.ofSeconds(20))).isTrue();
        clock.pass(Duration.ofSeconds(1));
    }

    @Test
    void a_slow_response_can_be_cancelled_in_a_pause() {
        try (var call = call(Faults.none().always(new Fault.SlowResponse(Lane.REPLY, new Gate())))) {
            call.client().send(REPLY).await("response.output_audio_transcript.delta");
            assertThat(ResponseTest.done(call.client().send("{'type':'response.cancel'}").awaitResponse()).get("status").asString()).isEqualTo("cancelled");
        }
    }

    @Test
    void several_faults_of_one_response_come_in_the_order_of_the_plan() throws InterruptedException {
        var gate = new Gate();
        try (var call = call(Faults.none().always(new Fault.LateReply(gate)).always(new Fault.RateLimited(Lane.REPLY)))) {
            call.client().send(REPLY).await("response.created");
            assertThat(gate.reached(Duration.ofSeconds(20))).isTrue();
            assertThat(call.client().pending()).isZero();
            gate.open();
            assertThat(ResponseTest.done(call.client().awaitResponse()).get("status").asString()).isEqualTo("failed");
        }
    }
}
