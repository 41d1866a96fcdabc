package dev.sidetone.conformance;

import static dev.sidetone.conformance.ClaimsScript.CUT_OFF;
import static dev.sidetone.conformance.ClaimsScript.HEARD;
import static dev.sidetone.conformance.ClaimsScript.LATER;
import static dev.sidetone.conformance.ClaimsScript.said;
import static dev.sidetone.conformance.ClaimsScript.statuses;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.Json;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * Clients that nobody here wrote, as their packages come, each hold the whole recorded call with our server: a greeting, nine
 * spoken turns, a function call after the second, an interruption of the reply to the third.
 */
class NodeClientsTest {

    private static final RecordedCall CALL = RecordedCall.find();

    @BeforeAll
    static void install() throws Exception {
        NodeProject.install();
    }

    @Test
    void the_official_sdk_for_node_holds_the_call() throws Exception {
        try (var server = ClaimsScript.server()) {
            var facts = NodeProject.hold("openai.mjs", Place.secure(server), CALL);

            assertThat(facts.get("errors")).isEmpty();
            assertThat(facts.get("model").asString()).isEqualTo("gpt-realtime");
            assertThat(texts(facts, "heard")).isEqualTo(HEARD);
            assertThat(texts(facts, "said")).isEqualTo(said(CUT_OFF));
            assertThat(facts.get("tools")).containsExactly(Json.parse("{\"name\":\"look_up_policy\",\"arguments\":{\"name\":\"Virtanen\"}}").node());
            assertThat(texts(facts, "responses")).isEqualTo(statuses());
            assertThat(facts.get("audioMs").asInt()).isGreaterThan(5_000);
            assertThat(facts.get("truncatedToMs").asInt()).isEqualTo(300);
            assertThat(facts.get("keptMs").asInt()).isEqualTo(300);
            assertThat(facts.get("closed").asInt()).isEqualTo(1000);
        }
    }

    @Test
    void the_agents_sdk_holds_the_call_with_history_tool_and_interruption() throws Exception {
        try (var server = ClaimsScript.server()) {
            var facts = NodeProject.hold("agents.mjs", Place.plain(server), CALL);

            assertThat(facts.get("errors")).isEmpty();
            assertThat(facts.get("notUnderstood")).isEmpty();
            assertThat(facts.get("heard")).hasSize(HEARD.size());
            assertThat(texts(facts, "said")).containsAll(said(CUT_OFF).stream().filter(text -> !text.equals(CUT_OFF)).toList());
            assertThat(facts.get("tools")).containsExactly(
                    Json.parse("{\"name\":\"look_up_policy\",\"arguments\":{\"name\":\"Virtanen\"},\"result\":\"Virtanen has a policy\"}").node());
            assertThat(facts.get("cut").asString()).isEqualTo("cancelled turn_detected");
            // The whole of what was sent before the cut is 1.6 s; at least 100 ms of it were played.
            assertThat(facts.get("truncatedToMs").asInt()).isBetween(100, 1_667);
            assertThat(texts(facts, "history")).isEqualTo(history());
            assertThat(facts.get("keptAudio").asBoolean()).isTrue();
            assertThat(facts.get("inputTokens").asInt()).isPositive();
            assertThat(facts.get("outputTokens").asInt()).isPositive();
            assertThat(facts.get("closed").asString()).isEqualTo("disconnected");
        }
    }

    @Test
    void the_agents_sdk_finds_the_words_of_the_caller_in_its_history() throws Exception {
        try (var server = ClaimsScript.server()) {
            assertThat(texts(NodeProject.hold("agents.mjs", Place.plain(server), CALL), "heard")).isEqualTo(HEARD);
        }
    }

    @Test
    void mastras_voice_holds_the_call() throws Exception {
        try (var server = ClaimsScript.server()) {
            var facts = NodeProject.hold("mastra.mjs", Place.plain(server), CALL);

            assertThat(facts.get("errors")).isEmpty();
            assertThat(facts.get("voice").asString()).isEqualTo("sage");
            assertThat(texts(facts, "heard")).isEqualTo(HEARD);
            assertThat(texts(facts, "said")).isEqualTo(said(CUT_OFF.strip()));
            assertThat(facts.get("tools")).containsExactly(
                    Json.parse("{\"name\":\"look_up_policy\",\"arguments\":{\"name\":\"Virtanen\"},\"result\":\"Virtanen has a policy\"}").node());
            assertThat(texts(facts, "responses")).isEqualTo(statuses());
            assertThat(facts.get("speakers").asInt()).isEqualTo(statuses().size());
            // It closes without a code, and so does the answer.
            assertThat(facts.get("closed").asInt()).isEqualTo(1005);
        }
    }

    @Test
    void the_socket_of_node_understands_the_server_however_it_compresses() throws Exception {
        try (var server = ClaimsScript.server()) {
            for (var place : List.of(Place.plain(server), Place.secure(server))) {
                var facts = NodeProject.hold("ws.mjs", place, CALL);

                for (var fact : facts) {
                    assertThat(fact.get("echoed").asInt()).isEqualTo(8);
                    assertThat(fact.get("pongs").asInt()).isEqualTo(8);
                    assertThat(fact.get("closed").asInt()).isEqualTo(4321);
                }
                assertThat(facts.at("/plain/extensions").asString()).isEqualTo("permessage-deflate");
                assertThat(facts.at("/none/extensions").asString()).isEmpty();
                assertThat(facts.at("/window of 10 for the server/extensions").asString()).isEmpty();
            }
        }
    }

    @Test
    void vercels_ai_sdk_holds_the_call_with_a_client_secret_and_shows_its_messages() throws Exception {
        try (var server = ClaimsScript.server()) {
            var facts = NodeProject.hold("vercel.mjs", Place.secure(server), CALL);

            assertThat(facts.get("errors")).isEmpty();
            assertThat(facts.get("failures").asInt()).isZero();
            assertThat(facts.get("secret").asString()).isEqualTo("ek_");
            assertThat(texts(facts, "heard")).isEqualTo(HEARD);
            assertThat(texts(facts, "said")).isEqualTo(said(CUT_OFF));
            assertThat(facts.get("tools")).containsExactly(Json.parse("{\"name\":\"look_up_policy\",\"arguments\":{\"name\":\"Virtanen\"}}").node());
            assertThat(facts.get("cut").asString()).isEqualTo("cancelled");
            assertThat(facts.get("audioMs").asInt()).isGreaterThan(5_000);
            assertThat(texts(facts, "roles")).hasSize(history().size()).containsOnly("user", "assistant");
            assertThat(facts.get("closed").asString()).isEqualTo("disconnected");
        }
    }

    private static List<String> history() {
        var history = new ArrayList<>(List.of("user", "assistant", "user", "assistant", "user", "function_call", "assistant", "user", "assistant",
                "user", "assistant"));
        LATER.forEach(text -> history.addAll(List.of("user", "assistant")));
        return history;
    }

    private static List<String> texts(JsonNode facts, String name) {
        var texts = new ArrayList<String>();
        facts.get(name).forEach(text -> texts.add(text.asString("")));
        return texts;
    }
}
