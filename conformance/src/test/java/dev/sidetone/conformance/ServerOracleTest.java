package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.conformance.Oracle.Findings;
import dev.sidetone.protocol.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What our server says is what the official Java SDK understands. */
class ServerOracleTest {

    /** Kinds of event that a WebSocket conversation with this server never holds, and why. */
    private static final Map<String, String> NEVER_SENT = neverSent();

    private static final Map<String, List<String>> FRAMES = new HashMap<>();
    private static Findings findings;

    private static Map<String, String> neverSent() {
        var why = new HashMap<String, String>();
        Stream.of("ConversationCreated", "ConversationItemCreated").forEach(kind -> why.put(kind, "in the schema, but in no recording of the service"));
        Stream.of("InputAudioBufferDtmfEventReceived", "OutputAudioBufferStarted", "OutputAudioBufferStopped", "OutputAudioBufferCleared")
                .forEach(kind -> why.put(kind, "of telephone and WebRTC calls"));
        Stream.of("McpListToolsInProgress", "McpListToolsCompleted", "McpListToolsFailed", "ResponseMcpCallArgumentsDelta",
                        "ResponseMcpCallArgumentsDone", "ResponseMcpCallInProgress", "ResponseMcpCallCompleted", "ResponseMcpCallFailed")
                .forEach(kind -> why.put(kind, "remote tools are not run"));
        why.put("ConversationItemInputAudioTranscriptionSegment", "of transcription models that tell speakers apart");
        why.put("InputAudioBufferTimeoutTriggered", "idle_timeout_ms is not acted on yet");
        return why;
    }

    @BeforeAll
    static void holdTheConversations() {
        DrivenSession.all().forEach(session -> FRAMES.put(session.name(), session.frames()));
        findings = Oracle.ofServer(FRAMES.values().stream().flatMap(List::stream));
    }

    @Test
    void every_event_is_one_of_the_official_sdk() {
        assertThat(findings.differences()).isEmpty();
    }

    @Test
    void every_kind_of_event_was_sent_or_has_a_reason_not_to_be() {
        var missing = new TreeSet<>(Oracle.variantsOf(RealtimeServerEvent.class));
        missing.removeAll(findings.variants());

        assertThat(missing).isEqualTo(new TreeSet<>(NEVER_SENT.keySet()));
    }

    @Test
    void every_id_has_the_recorded_form_and_no_event_has_the_id_of_another() {
        var events = FRAMES.values().stream().flatMap(List::stream).map(frame -> Json.parse(frame).node()).toList();

        assertThat(events).extracting(event -> event.path("event_id").asString()).doesNotHaveDuplicates().allMatch(id -> id.matches("event_[0-9A-Za-z]{21}"));
        assertThat(events.stream().filter(event -> event.has("response_id")).map(event -> event.get("response_id").asString()))
                .isNotEmpty().allMatch(id -> id.matches("resp_[0-9A-Za-z]{21}"));
    }

    @Test
    void every_response_that_was_created_is_done_once() {
        FRAMES.forEach((name, frames) -> {
            var events = frames.stream().map(frame -> Json.parse(frame).node()).toList();
            assertThat(ids(events, "response.done")).as(name).containsExactlyInAnyOrderElementsOf(ids(events, "response.created"));
        });
    }

    private static List<String> ids(List<JsonNode> events, String type) {
        return events.stream().filter(event -> event.path("type").asString().equals(type)).map(event -> event.at("/response/id").asString()).toList();
    }
}
