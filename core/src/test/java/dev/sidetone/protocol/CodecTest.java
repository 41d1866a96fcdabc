package dev.sidetone.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class CodecTest {

    private static final List<String> GA_TRACES = List.of("openai-server-vad-turn", "openai-history-seeding",
            "openai-text-in-audio-out", "openai-tool-call-round");

    private static List<JsonNode> recorded(String trace, String direction) throws IOException {
        var events = new ArrayList<JsonNode>();
        for (var line : Files.readAllLines(Shared.path("traces/" + trace + ".jsonl"))) {
            var frame = Json.MAPPER.readTree(line);
            if (frame.get("direction").stringValue().equals(direction)) events.add(frame.get("event"));
        }
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai-server-vad-turn", "openai-history-seeding", "openai-text-in-audio-out", "openai-tool-call-round",
        "azure-server-vad-turn", "azure-voice-live-server-vad-turn"})
    void every_recorded_server_event_is_known_and_well_formed(String trace) throws IOException {
        for (var event : recorded(trace, "server")) {
            assertThat(Codec.readServer(event.toString())).as(event.get("type").stringValue())
                    .isNotInstanceOfAny(ServerEvent.Unknown.class, ServerEvent.Malformed.class);
        }
    }

    @Test
    void a_recorded_server_event_read_and_written_again_says_the_same() throws IOException {
        for (var trace : GA_TRACES) {
            for (var event : recorded(trace, "server")) {
                var again = (ObjectNode) Json.MAPPER.readTree(
                        Codec.write(Codec.readServer(event.toString()), event.get("event_id").stringValue()));
                assertThat(new ArrayList<>(again.propertyNames())).isEqualTo(new ArrayList<>(event.propertyNames()));
                if (event.has("obfuscation")) {
                    assertThat(again.get("obfuscation").stringValue()).hasSameSizeAs(event.get("obfuscation").stringValue());
                    again.set("obfuscation", event.get("obfuscation"));
                }
                assertThat(again).isEqualTo(event);
            }
        }
    }

    @Test
    void a_recorded_client_event_is_accepted_and_written_again_the_same() throws IOException {
        for (var trace : GA_TRACES) {
            for (var event : recorded(trace, "client")) {
                var read = Codec.readClient(event.toString());
                assertThat(read).isNotInstanceOfAny(ClientEvent.Unknown.class, ClientEvent.Malformed.class);
                assertThat(Json.MAPPER.readTree(Codec.write(read))).isEqualTo(event);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "conversation.item.created, ItemAdded", "response.audio.delta, AudioDelta", "response.audio.done, AudioDone",
        "response.audio_transcript.delta, SpokenDelta", "response.audio_transcript.done, SpokenDone",
        "response.text.delta, TextDelta", "response.text.done, TextDone"})
    void an_older_name_is_read_as_its_ga_twin(String name, String twin) {
        var event = Codec.readServer("""
                {"type":"%s","response_id":"r","item_id":"i","delta":"AAAA","text":"x","transcript":"x",
                 "item":{"id":"i","type":"message","role":"user","content":[]}}""".formatted(name));
        assertThat(event.getClass().getSimpleName()).isEqualTo(twin);
    }

    @Test
    void unknown_and_malformed_server_events_are_two_outcomes() {
        assertThat(Codec.readServer("{\"type\":\"session.dreamt\",\"of\":1}"))
                .isEqualTo(new ServerEvent.Unknown("session.dreamt", "{\"type\":\"session.dreamt\",\"of\":1}"));
        assertThat(Codec.readServer("{\"type\":\"input_audio_buffer.committed\"}"))
                .isInstanceOfSatisfying(ServerEvent.Malformed.class,
                        bad -> assertThat(bad.problem()).isEqualTo("Missing required parameter: 'item_id'."));
        for (var text : List.of("", "[]", "null", "{", "{\"type\":7}", "{}", "\"hi\"", "{\"type\":\"response.done\",\"response\":[]}")) {
            assertThat(Codec.readServer(text)).as(text).isInstanceOf(ServerEvent.Malformed.class);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "{\"type\":\"input_audio_buffer.commit\",\"bogus\":1} | unknown_parameter | bogus | Unknown parameter: 'bogus'.",
        "{\"type\":\"conversation.item.delete\"} | missing_required_parameter | item_id | Missing required parameter: 'item_id'.",
        "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"user\",\"content\":[{\"type\":\"input_text\"}]}}"
                + " | missing_required_parameter | item.content[0].text | Missing required parameter: 'item.content[0].text'.",
        "{\"type\":\"conversation.item.create\",\"item\":{\"type\":\"message\",\"role\":\"boss\",\"content\":[]}} | invalid_value | item.role"
                + " | Invalid value: 'boss'. Supported values are: 'system', 'user', and 'assistant'.",
        "{\"type\":\"input_audio_buffer.append\",\"audio\":\"%%%\"} | invalid_value | audio | Invalid value for 'audio': not valid base64.",
        "{\"type\":\"response.create\",\"response\":{\"metadata\":{\"a\":1}}} | invalid_type | response.metadata.a"
                + " | Invalid type for 'response.metadata.a': expected a string.",
        "{\"type\":\"conversation.item.delete\",\"item_id\":5} | invalid_type | item_id | Invalid type for 'item_id': expected a string."})
    void a_wrong_client_event_says_where_and_what(String text, String code, String param, String message) {
        assertThat(Codec.readClient(text)).isInstanceOfSatisfying(ClientEvent.Malformed.class,
                bad -> assertThat(bad.problem()).isEqualTo(new WireProblem(code, Optional.of(param), message)));
    }

    @Test
    void a_refused_client_event_keeps_its_id_for_the_answer() {
        assertThat(Codec.readClient("{\"type\":\"conversation.item.delete\",\"event_id\":\"mine\"}").eventId()).contains("mine");
        assertThat(Codec.readClient("{\"type\":\"nope\",\"event_id\":\"mine\"}")).isInstanceOf(ClientEvent.Unknown.class)
                .extracting(ClientEvent::eventId).isEqualTo(Optional.of("mine"));
        assertThat(Codec.readClient("not json")).isInstanceOfSatisfying(ClientEvent.Malformed.class,
                bad -> assertThat(bad.problem().code()).isEqualTo("invalid_json"));
    }

    @Test
    void the_audio_path_reads_exactly_what_the_general_reader_reads() {
        var random = new Random(7);
        var audio = new byte[999];
        random.nextBytes(audio);
        var base64 = Base64.getEncoder().encodeToString(audio);
        var delta = "{\"type\":\"response.output_audio.delta\",\"event_id\":\"e\",\"response_id\":\"r\",\"item_id\":\"i\","
                + "\"output_index\":1,\"content_index\":2,\"delta\":\"" + base64 + "\"}";
        var append = "{\"event_id\":\"e\",\"type\":\"input_audio_buffer.append\",\"audio\":\"" + base64 + "\"}";
        for (int i = 0; i < 20_000; i++) {
            var mutated = mutate(i % 2 == 0 ? delta : append, random);
            assertSame(AudioText.readDelta(mutated).<ServerEvent>map(e -> e), ServerEventReader.read(mutated));
            AudioText.readAppend(mutated).ifPresent(fast -> assertThat(ClientEventReader.read(mutated))
                    .isInstanceOfSatisfying(ClientEvent.AudioAppend.class, slow -> assertThat(slow.audio()).isEqualTo(fast.audio())));
        }
        assertThat(AudioText.readDelta(delta)).isPresent();
        assertThat(AudioText.readAppend(append)).isPresent();
        assertThat(AudioText.readDelta(delta.replace(",", " ,\n").replace(":", " : "))).isPresent();
    }

    private static void assertSame(Optional<ServerEvent> fast, ServerEvent slow) {
        if (fast.isEmpty() || !(fast.get() instanceof ServerEvent.AudioDelta quick)) return;
        assertThat(slow).isInstanceOfSatisfying(ServerEvent.AudioDelta.class, careful -> {
            assertThat(careful.place()).isEqualTo(quick.place());
            assertThat(careful.audio()).isEqualTo(quick.audio());
        });
    }

    /** Mostly structure characters, so that mutants stay near the border of what is valid. */
    private static String mutate(String text, Random random) {
        var mutant = new StringBuilder(text);
        for (int edits = random.nextInt(3); edits >= 0; edits--) {
            int at = random.nextInt(Math.min(mutant.length(), 150));
            switch (random.nextInt(3)) {
                case 0 -> mutant.setCharAt(at, "{}[]\",:\\ 09aZ=é".charAt(random.nextInt(15)));
                case 1 -> mutant.insert(at, "{}[]\",:\\ 09aZ=é".charAt(random.nextInt(15)));
                default -> mutant.deleteCharAt(at);
            }
        }
        return mutant.toString();
    }

    @Test
    void nothing_a_peer_writes_makes_the_codec_throw() throws IOException {
        var random = new Random(11);
        var seeds = new ArrayList<String>();
        for (var trace : GA_TRACES) {
            for (var direction : List.of("server", "client")) recorded(trace, direction).forEach(event -> seeds.add(event.toString()));
        }
        for (int i = 0; i < 60_000; i++) {
            var mutant = mutate(seeds.get(random.nextInt(seeds.size())), random);
            assertThat(Codec.readServer(mutant)).isNotNull();
            assertThat(Codec.readClient(mutant)).isNotNull();
        }
    }

    @Test
    void an_out_of_band_request_reads_back_as_it_was_built() {
        var request = new ClientEvent.ResponseCreate(Optional.of("e1"), new ResponseRequest(true, Optional.of("write"),
                Optional.of(List.of(Item.userText("notes"), new Item.Reference("item_1"))), java.util.Map.of("transcript_of", "item_1"),
                ResponseRequest.Overrides.TEXT_WITHOUT_TOOLS));
        var text = Codec.write(request);
        assertThat(Codec.readClient(text)).isEqualTo(request);
        assertThat(new TreeSet<>(Json.MAPPER.readTree(text).get("response").propertyNames()))
                .containsExactly("conversation", "input", "instructions", "metadata", "output_modalities", "tools");
    }

    @Test
    void the_phase_of_a_message_comes_and_goes_and_may_be_absent() {
        var plain = "{\"type\":\"conversation.item.done\",\"event_id\":\"e\",\"previous_item_id\":null,\"item\":{\"id\":\"i\",\"type\":\"message\","
                + "\"status\":\"completed\",\"role\":\"assistant\",\"content\":[]}}";
        var phased = plain.replace("\"content\"", "\"phase\":\"commentary\",\"content\"");
        for (var text : new String[] {plain, phased}) assertThat(Codec.write(Codec.readServer(text), "e")).isEqualTo(text);
    }

    @Test
    void how_sure_a_recogniser_is_comes_and_goes_and_may_be_absent() {
        var plain = "{\"type\":\"conversation.item.input_audio_transcription.completed\",\"event_id\":\"e\",\"item_id\":\"i\",\"content_index\":0,"
                + "\"transcript\":\"yes\",\"usage\":{\"type\":\"duration\",\"seconds\":1}}";
        var sure = plain.replace("\"usage\"", "\"logprobs\":[{\"token\":\"yes\",\"logprob\":-0.5,\"bytes\":[121,101,115]}],\"usage\"");
        for (var text : new String[] {plain, sure}) assertThat(Codec.write(Codec.readServer(text), "e")).isEqualTo(text);
    }

    @Test
    void speech_and_prompts_do_not_print() {
        var secret = "fifty six b five";
        for (Object value : List.of(new ServerEvent.TranscriptionDelta("i", 0, secret), Item.userText(secret),
                Codec.readServer("{\"type\":\"x\",\"y\":\"" + secret + "\"}"), Json.parse("\"" + secret + "\""),
                new ContentPart.OutputAudio(Optional.empty(), secret), Codec.readServer(secret))) {
            assertThat(value.toString()).doesNotContain("fifty");
        }
    }

    @Test
    void item_ids_of_a_clients_own_are_escaped() {
        var delta = new ServerEvent.AudioDelta(new ServerEvent.Place("r\"1", "i\\2\né漢", 0, 0), new byte[] {1, 2});
        assertThat(Codec.readServer(Codec.write(delta, "e"))).isInstanceOfSatisfying(ServerEvent.AudioDelta.class,
                read -> assertThat(read.place()).isEqualTo(delta.place()));
    }
}
