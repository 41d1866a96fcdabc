package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.models.realtime.RealtimeClientEvent;
import dev.sidetone.audio.AudioFormat;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pace;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.client.WireTap;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.ResponseRequest;
import dev.sidetone.protocol.ResponseRequest.Overrides;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What our client says is what the official Java SDK would say. */
class ClientOracleTest {

    private static final Optional<String> ID = Optional.of("mine");

    @Test
    void every_event_that_can_be_written_is_one_of_the_official_sdk_but_for_the_known_difference() {
        var findings = Oracle.ofClient(everyKind().map(Codec::write));

        assertThat(findings.differences()).isEqualTo(Oracle.KNOWN);
        assertThat(findings.variants()).isEqualTo(Oracle.variantsOf(RealtimeClientEvent.class));
    }

    @Test
    void every_event_of_whole_calls_is_one_of_the_official_sdk_but_for_the_known_difference() throws InterruptedException {
        var sent = new ConcurrentLinkedQueue<String>();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, ScriptedModel.script().hears("hello").hears("my name is Juhani").build())) {
            for (var policy : List.of(new ContextPolicy.WholeSession(), new ContextPolicy.LatestTurn(), new ContextPolicy.LastTurns(2))) {
                call(server, policy, sent);
            }
        }
        var findings = Oracle.ofClient(sent.stream());

        assertThat(findings.differences()).isEqualTo(Oracle.KNOWN);
        assertThat(findings.variants()).contains("SessionUpdate", "InputAudioBufferAppend", "ResponseCreate");
    }

    private static void call(RealtimeServer server, ContextPolicy policy, Queue<String> sent) throws InterruptedException {
        var recording = RecordedCall.find();
        var end = recording.turns().get(1).end().plusSeconds(1);
        var sidetone = Sidetone.to(Endpoint.of(server.uri())).model("gpt-realtime").agent("You take claims.").compareWith("gpt-4o-transcribe")
                .transcribe(Transcription.verbatim().context(policy))
                .turnDetection(new SessionSettings.TurnDetection.ServerVad(0.5, Duration.ofMillis(300), RecordedCall.SILENCE, true, true))
                .tap((direction, at, text) -> {
                    if (direction == WireTap.Direction.SENT) sent.add(text);
                });
        try (var call = sidetone.call(turn -> {})) {
            call.play(RecordedCaller.of(recording.audio().between(Duration.ZERO, end), Pace.FAST));
            call.ask(Tasks.summary());
            call.ask(Tasks.extract(Json.parse("{\"type\": \"object\", \"properties\": {\"policy\": {\"type\": \"string\"}}}")));
        }
    }

    /** Each kind of event with each of its optional parts present once and absent once. */
    private static Stream<ClientEvent> everyKind() {
        return Stream.of(settings(), audio(), items(), responses()).flatMap(kind -> kind);
    }

    private static Stream<ClientEvent> settings() {
        var tool = Json.parse("{\"type\":\"function\",\"name\":\"f\",\"description\":\"d\",\"parameters\":{\"type\":\"object\"}}");
        var full = new SessionSettings(Optional.of("Be brief."), Optional.of(Modality.TEXT), Optional.of("marin"),
                Optional.of(new SessionSettings.TurnDetection.ServerVad(0.5, Duration.ofMillis(300), Duration.ofMillis(500), true, false)),
                Optional.of(new SessionSettings.Transcription.By("gpt-4o-transcribe", true)), AudioFormat.PCMU, AudioFormat.PCMA, List.of(tool));
        var off = new SessionSettings(Optional.empty(), Optional.of(Modality.AUDIO), Optional.empty(), Optional.of(new SessionSettings.TurnDetection.Manual()),
                Optional.of(new SessionSettings.Transcription.Off()), AudioFormat.PCM16, AudioFormat.PCM16, List.of());
        return Stream.of(full, off, SessionSettings.UNCHANGED).map(settings -> new ClientEvent.SessionUpdate(ID, settings.toJson()));
    }

    private static Stream<ClientEvent> audio() {
        return Stream.of(new ClientEvent.AudioAppend(new byte[] {0, 1}), new ClientEvent.AudioAppend(ID, new byte[4_800]), new ClientEvent.AudioCommit(ID),
                new ClientEvent.AudioClear(Optional.empty()), new ClientEvent.OutputAudioClear(ID));
    }

    private static Stream<ClientEvent> items() {
        var none = Optional.<String>empty();
        var heard = new Item.Message(Optional.of("item_1"), Optional.of(Item.Status.COMPLETED), Item.Role.USER,
                List.of(new ContentPart.InputAudio(Optional.of(new byte[4_800]), Optional.of("yes")), new ContentPart.InputText("and this")));
        var seen = new Item.Message(none, Optional.empty(), Item.Role.USER, List.of(new ContentPart.InputImage(
                Json.parse("{\"type\":\"input_image\",\"image_url\":\"data:image/png;base64,AAAA\",\"detail\":\"auto\"}"))));
        var said = new Item.Message(none, Optional.empty(), Item.Role.ASSISTANT, List.of(new ContentPart.OutputText("Hello.")));
        var items = Stream.of(heard, seen, said, Item.systemText("Be kind."), new Item.FunctionCall(none, Optional.empty(), "f", "call_1", "{}"),
                new Item.FunctionCallOutput(none, "call_1", "{}"));
        return Stream.concat(items.map(item -> new ClientEvent.ItemCreate(ID, Optional.of("root"), item)), Stream.of(
                new ClientEvent.ItemCreate(none, none, Item.userText("Hello.")), new ClientEvent.ItemRetrieve(none, "item_1"),
                new ClientEvent.ItemTruncate(ID, "item_1", 0, 1_300), new ClientEvent.ItemDelete(ID, "item_1")));
    }

    private static Stream<ClientEvent> responses() {
        var overrides = new Overrides(Optional.of(List.of(Modality.AUDIO)), Optional.of(Json.parse("[]")), Optional.of(Json.parse("\"none\"")),
                Optional.of(OptionalInt.of(50)), Optional.of(Json.parse("{\"voice\":\"marin\",\"format\":{\"type\":\"audio/pcm\",\"rate\":24000}}")), Map.of());
        var full = new ResponseRequest(true, Optional.of("Write it down."), Optional.of(List.of(Item.userText("?"))), Map.of("for", "item_1"), overrides);
        var endless = new Overrides(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(OptionalInt.empty()), Optional.empty(), Map.of());
        var reference = new ResponseRequest(true, Optional.empty(), Optional.of(List.of(new Item.Reference("item_1"))), Map.of(), Overrides.TEXT_WITHOUT_TOOLS);
        var requests = Stream.of(ResponseRequest.PLAIN, full, reference, new ResponseRequest(false, Optional.empty(), Optional.of(List.of()), Map.of(), endless));
        return Stream.concat(requests.map(request -> new ClientEvent.ResponseCreate(ID, request)),
                Stream.of(new ClientEvent.ResponseCancel(ID, Optional.of("resp_1")), new ClientEvent.ResponseCancel(Optional.empty(), Optional.empty())));
    }
}
