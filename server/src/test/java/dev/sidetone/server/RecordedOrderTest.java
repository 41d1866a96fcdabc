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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * What live services said, beside what we say to the same client: the order of events with the keys in each. docs/differences.md
 * lists what differs; what is not listed there must not differ, and what is listed must.
 */
class RecordedOrderTest {

    /** Recording, event, and a key that it has there and has not from us. */
    private static final Pattern LISTED = Pattern.compile("(?m)^\\| `([^`]+)` \\| `([^`]+)` \\| `([^`]+)` \\|");

    private static final String TRANSCRIPTION = "conversation.item.input_audio_transcription";

    private static final Map<String, ScriptedModel> SCRIPTS = Map.of(
            "openai-server-vad-turn", ScriptedModel.script()
                    .hears("Hello, my name is Marcelo.")
                    .replies(says("Hello, Marcelo! Great to meet you. How can I help you today?")).build(),
            "azure-server-vad-turn", ScriptedModel.script()
                    .hears("Hello, my name is Marcelo.")
                    .replies(says("Hi Marcelo, it's great to meet you! What can I help you with today?")).build(),
            "openai-text-in-audio-out", ScriptedModel.script().replies(says("Hi there!")).build(),
            "openai-history-seeding", ScriptedModel.script().replies(says("Your name is Alice, and your favorite color is teal!")).build(),
            "openai-tool-call-round", ScriptedModel.script()
                    .replies(calls("get_weather", "{  \n  \"city\": \"London\" \n} \n"))
                    .replies(says("It is foggy and 12 degrees in London.")).build());

    private record Frame(boolean client, JsonNode event) {}

    /** Every recording there is, but for the one of a service whose protocol is another (older names). */
    static Stream<String> recordings() throws IOException {
        var folder = traces();
        if (folder.isEmpty()) return Stream.of("none");
        try (var files = Files.list(folder.get())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jsonl")).map(name -> name.replace(".jsonl", ""))
                    .filter(name -> !name.contains("voice-live")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recordings")
    void the_same_client_gets_the_same_events_with_the_same_keys(String name) throws IOException {
        var recording = recording(name);
        assumeTrue(recording.isPresent(), "no recordings beside the checkout (shared/traces)");
        var frames = frames(recording.get());
        var recorded = frames.stream().filter(frame -> !frame.client()).map(Frame::event).toList();

        var ours = replayed(frames, SCRIPTS.get(name));

        var listed = listed(name);
        var occurred = new TreeSet<String>();
        assertThat(inOrder(ours, Set.of(), occurred)).isEqualTo(inOrder(recorded, listed, occurred));
        assertThat(occurred).as("differences that docs/differences.md lists").isEqualTo(listed);
        assertThat(ofTranscription(ours)).isEqualTo(ofTranscription(recorded));
        assertThat(textTokensRead(ours, stock(ours))).as("text tokens read").isEqualTo(textTokensRead(recorded, stock(recorded)));
    }

    /** Plays the client's frames; the recording's audio is cut to a stub, so one turn of our own stands for it. */
    private static List<JsonNode> replayed(List<Frame> frames, ScriptedModel model) {
        var ours = new ArrayList<JsonNode>();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withQuirks(ServerSettings.Quirks.LIVE), model); var client = TestClient.to(server)) {
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

    /**
     * Types with their keys, runs of deltas as one; transcription and rate limits apart, because they may fall anywhere.
     *
     * @param without {@code type/key}, not to be looked at; those met are added to {@code met}
     */
    private static List<String> inOrder(List<JsonNode> events, Set<String> without, Set<String> met) {
        var shapes = new ArrayList<String>();
        for (var event : events) {
            var type = TestClient.type(event);
            if (type.startsWith(TRANSCRIPTION) || type.equals("rate_limits.updated")) continue;
            // Words and voice interleave as they please, but words come first.
            var shape = keys(event, without, met);
            if (type.endsWith(".delta") && shapes.contains(shape) && shapes.getLast().contains(".delta ")) continue;
            shapes.add(shape);
        }
        return shapes;
    }

    private static List<String> ofTranscription(List<JsonNode> events) {
        return events.stream().filter(event -> TestClient.type(event).startsWith(TRANSCRIPTION))
                .map(event -> keys(event, Set.of(), new TreeSet<>())).distinct().toList();
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
    private static String keys(JsonNode event, Set<String> without, Set<String> met) {
        var paths = new TreeMap<String, String>(Comparator.naturalOrder());
        for (var field : event.properties()) {
            var key = TestClient.type(event) + "/" + field.getKey();
            if (without.contains(key)) met.add(key);
            else collect("/" + field.getKey(), field.getValue(), paths);
        }
        return TestClient.type(event) + " " + paths.entrySet().stream().map(entry -> entry.getKey() + entry.getValue()).collect(Collectors.joining(" "));
    }

    private static void collect(String path, JsonNode node, Map<String, String> paths) {
        if (node.isObject() && !path.endsWith("parameters")) {
            node.properties().forEach(field -> collect(path + "/" + field.getKey(), field.getValue(), paths));
        } else if (node.isArray()) {
            node.forEach(element -> collect(path + "[]", element, paths));
        } else {
            paths.put(path, node.isNull() ? "=null" : "");
        }
    }

    private static Set<String> listed(String recording) throws IOException {
        var page = Files.readString(Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("differences.md"));
        return LISTED.matcher(page).results().filter(row -> row.group(1).equals(recording)).map(row -> row.group(2) + "/" + row.group(3))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Frame> frames(Path recording) throws IOException {
        return Files.readAllLines(recording).stream().map(line -> Json.parse(line).node())
                .map(node -> new Frame(node.get("direction").asString().equals("client"), node.get("event"))).toList();
    }

    private static Optional<Path> recording(String name) {
        return traces().map(folder -> folder.resolve(name + ".jsonl")).filter(Files::exists);
    }

    private static Optional<Path> traces() {
        for (var folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            var traces = folder.resolve("shared").resolve("traces");
            if (Files.isDirectory(traces)) return Optional.of(traces);
        }
        return Optional.empty();
    }
}
