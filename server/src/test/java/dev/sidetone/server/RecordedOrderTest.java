package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What the live service said, beside what we say to the same client. */
class RecordedOrderTest {

    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription";

    private static final Map<String, ScriptedModel> SCRIPTS = Map.of(
            "openai-server-vad-turn", ScriptedModel.script()
                    .hears("Hello, my name is Marcelo.")
                    .replies(says("Hello, Marcelo! Great to meet you. How can I help you today?")).build(),
            "openai-text-in-audio-out", ScriptedModel.script().replies(says("Hi there!")).build(),
            "openai-history-seeding", ScriptedModel.script().replies(says("Your name is Alice, and your favorite color is teal!")).build(),
            "openai-tool-call-round", ScriptedModel.script()
                    .replies(calls("get_weather", "{  \n  \"city\": \"London\" \n} \n"))
                    .replies(says("It is foggy and 12 degrees in London.")).build());

    private record Frame(boolean client, JsonNode event) {}

    @ParameterizedTest
    @ValueSource(strings = {"openai-server-vad-turn", "openai-text-in-audio-out", "openai-history-seeding", "openai-tool-call-round"})
    void the_same_client_gets_the_same_events_with_the_same_keys(String name) throws IOException {
        var recording = recording(name);
        assumeTrue(recording.isPresent(), "no recordings beside the checkout (shared/traces)");
        var frames = frames(recording.get());
        var recorded = frames.stream().filter(frame -> !frame.client()).map(Frame::event).toList();

        var ours = replayed(frames, SCRIPTS.get(name));

        assertThat(inOrder(ours)).isEqualTo(inOrder(recorded));
        assertThat(ofTranscription(ours)).isEqualTo(ofTranscription(recorded));
        assertThat(textTokensRead(ours, stock(ours))).as("text tokens read").isEqualTo(textTokensRead(recorded, stock(recorded)));
    }

    /** Plays the client's frames; the recording's audio is cut to a stub, so one turn of our own stands for it. */
    private static List<JsonNode> replayed(List<Frame> frames, ScriptedModel model) {
        var ours = new ArrayList<JsonNode>();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model); var client = TestClient.to(server)) {
            boolean spoken = false;
            var callId = "";
            for (int i = 0; i < frames.size(); i++) {
                var frame = frames.get(i);
                if (!frame.client()) continue;
                // The client waited for what stands before its frame: so do we, where it answers something.
                if (TestClient.type(frame.event()).equals("session.update")) ours.addAll(client.await(event -> TestClient.type(event).equals("session.created")));
                if (frame.event().at("/item/type").asString().equals("function_call_output")) {
                    ours.addAll(client.await(event -> TestClient.type(event).equals("response.done")));
                    callId = ours.getLast().at("/response/output/0/call_id").asString();
                }
                if (TestClient.type(frame.event()).equals("input_audio_buffer.append")) {
                    if (!spoken) client.append(Sounds.turn());
                    spoken = true;
                    continue;
                }
                client.sendAsIs(frame.event().toString().replaceAll("call_[0-9A-Za-z]{16}", callId.isEmpty() ? "call_none" : callId));
            }
            var completed = spoken;
            ours.addAll(client.await(event -> TestClient.type(event).equals("response.done")));
            while (completed && ours.stream().noneMatch(event -> TestClient.type(event).endsWith("transcription.completed"))) ours.add(client.next());
        }
        return ours;
    }

    /** Types with their keys, runs of deltas as one; transcription and rate limits apart, because they may fall anywhere. */
    private static List<String> inOrder(List<JsonNode> events) {
        var shapes = new ArrayList<String>();
        for (var event : events) {
            var type = TestClient.type(event);
            if (type.startsWith(TRANSCRIPTION) || type.equals("rate_limits.updated")) continue;
            // Words and voice interleave as they please, but words come first.
            var shape = keys(event);
            if (type.endsWith(".delta") && shapes.contains(shape) && shapes.getLast().contains(".delta ")) continue;
            shapes.add(shape);
        }
        return shapes;
    }

    private static List<String> ofTranscription(List<JsonNode> events) {
        return events.stream().filter(event -> TestClient.type(event).startsWith(TRANSCRIPTION)).map(RecordedOrderTest::keys).distinct().toList();
    }

    private static String stock(List<JsonNode> events) {
        return events.getFirst().at("/session/instructions").asString();
    }

    /** Input text tokens, without the stock instructions: theirs are not ours. */
    private static List<Long> textTokensRead(List<JsonNode> events, String stock) {
        var used = events.stream().filter(event -> TestClient.type(event).equals("session.updated")).toList().getLast();
        long inPlace = used.at("/session/instructions").asString().equals(stock) ? new TokenMeter().tokens(stock) : 0;
        return events.stream().filter(event -> TestClient.type(event).equals("response.done"))
                .map(event -> event.at("/response/usage/input_token_details/text_tokens").asLong() - inPlace)
                .toList();
    }

    /** All paths of an event, with what is null; values, array lengths and order aside. */
    private static String keys(JsonNode event) {
        var paths = new TreeMap<String, String>(Comparator.naturalOrder());
        collect("", event, paths);
        return TestClient.type(event) + " " + paths.entrySet().stream().map(entry -> entry.getKey() + entry.getValue()).collect(Collectors.joining(" "));
    }

    private static void collect(String path, JsonNode node, Map<String, String> paths) {
        if (node.isObject() && !path.endsWith("parameters")) {
            node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), paths));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, paths));
        } else {
            // The live service forgets who stands before an item when that is the first of the conversation; we do not.
            paths.put(path, node.isNull() && !path.equals("/previous_item_id") ? "=null" : "");
        }
    }

    private static List<Frame> frames(Path recording) throws IOException {
        return Files.readAllLines(recording).stream().map(line -> Json.parse(line).node())
                .map(node -> new Frame(node.get("direction").asString().equals("client"), node.get("event"))).toList();
    }

    private static Optional<Path> recording(String name) {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var traces = folder.resolve("shared").resolve("traces").resolve(name + ".jsonl");
            if (Files.exists(traces)) return Optional.of(traces);
        }
        return Optional.empty();
    }
}
