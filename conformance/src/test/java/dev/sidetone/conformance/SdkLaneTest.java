package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.ObjectMappers;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.InputAudioBufferAppendEvent;
import com.openai.models.realtime.RealtimeClientEvent;
import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.LaneSettings;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.openai.OutOfBandLane;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.speech.LocalModel;
import dev.sidetone.speech.Silero;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A recorded voice, heard twice by the local model: over the official Java SDK's connection as over our own. */
@Timeout(600)
class SdkLaneTest {

    private static final RecordedCall CALL = RecordedCall.find();
    private static final int TURNS = 3;

    // 200 ms of PCM16 at 24 kHz.
    private static final int FRAME_BYTES = 9_600;

    private static final Transcription.On RULES = Transcription.by(Prompts.verbatim(Prompts.claimsRules()));

    private static final SessionSettings SETTINGS = new SessionSettings(Optional.of(Prompts.claimsIntake()), Optional.empty(), Optional.empty(),
            Optional.of(new SessionSettings.TurnDetection.ServerVad(0.5, Duration.ofMillis(300), RecordedCall.SILENCE, true, true)),
            Optional.of(new SessionSettings.Transcription.By("gpt-4o-transcribe")), SessionSettings.UNCHANGED.inputFormat(),
            SessionSettings.UNCHANGED.outputFormat(), List.of());

    /** So long that a busy machine does not end a turn before its time. */
    private static final Duration LONG = Duration.ofSeconds(100);
    private static final Limits PATIENT = new Limits(LONG, LONG, LONG, LONG, LONG, LONG);

    /** Takes a frame of the caller's audio. */
    private interface Line {
        void accept(byte[] frame) throws InterruptedException;
    }

    private static LocalModel model;

    @BeforeAll
    static void load() throws InterruptedException {
        model = LocalModel.open();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @Test
    void the_lane_on_the_sdk_hears_the_turns_that_the_client_hears_over_our_own_wire() throws Exception {
        var overTheSdk = overTheSdk();
        var overOurWire = overOurWire();
        assertThat(overTheSdk.stream().map(Outline::of).toList()).isEqualTo(overOurWire.stream().map(Outline::of).toList());
        var policy = CALL.turns().get(2).entities().get("policy_number");
        for (var turns : List.of(overTheSdk, overOurWire)) {
            assertThat(turns).allMatch(turn -> turn.transcript().source() == TurnRecord.Source.OUT_OF_BAND);
            assertThat(turns.get(2).transcript().text().orElseThrow()).contains(policy);
        }
    }

    private static List<TurnRecord> overTheSdk() throws Exception {
        var records = new LinkedBlockingQueue<TurnRecord>();
        try (var server = server(); var connection = OutOfBandLane.on(connect(server), LaneSettings.of(RULES).limits(PATIENT), records::add)) {
            connection.send(ObjectMappers.jsonMapper().readValue(
                    Codec.write(new ClientEvent.SessionUpdate(Optional.empty(), SETTINGS.toJson())), RealtimeClientEvent.class));
            while (!connection.receive().isSessionUpdated()) continue;
            return talk(records, frame -> connection.send(RealtimeClientEvent.ofInputAudioBufferAppend(
                    InputAudioBufferAppendEvent.builder().audio(Base64.getEncoder().encodeToString(frame)).build())));
        }
    }

    private static List<TurnRecord> overOurWire() throws Exception {
        var records = new LinkedBlockingQueue<TurnRecord>();
        try (var server = server(); var call = Sidetone.to(Endpoint.of(server.uri())).model("gpt-realtime").session(SETTINGS).transcribe(RULES)
                .limits(PATIENT).call(records::add)) {
            return talk(records, frame -> {
                // More than fits the outbox at once: waits for room.
                var once = List.of(Pcm.ofBytes(frame, Pcm.RATE)).iterator();
                call.play(() -> once.hasNext() ? Optional.of(once.next()) : Optional.empty(), Pace.FAST);
            });
        }
    }

    private static RealtimeServer server() {
        return RealtimeServer.start(ServerSettings.DEFAULT.withDetector(Silero::new), model);
    }

    private static RealtimeConnection connect(RealtimeServer server) {
        var base = server.uri().toString().replaceFirst("^ws", "http").replaceFirst("/realtime$", "");
        var options = ClientOptions.builder().httpClient(OkHttpClient.builder().build()).baseUrl(base).apiKey("any").build();
        return RealtimeConnection.connect(options, RealtimeWebSocketOptions.builder().model("gpt-realtime").build());
    }

    private static List<TurnRecord> talk(BlockingQueue<TurnRecord> records, Line line) throws InterruptedException {
        var turns = new ArrayList<TurnRecord>();
        for (int turn = 0; turn < TURNS; turn++) {
            var bytes = CALL.turn(turn).bytes();
            for (int from = 0; from < bytes.length; from += FRAME_BYTES) line.accept(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + FRAME_BYTES)));
            var record = records.poll(LONG.toSeconds(), TimeUnit.SECONDS);
            assertThat(record).as("turn %d", turn + 1).isNotNull();
            turns.add(record);
        }
        return turns;
    }

    /**
     * Everything but words: on a busy machine the local model may hear the same audio in other words. With scripted hearing the whole
     * records are compared, in the lane's own tests.
     */
    private record Outline(TurnRecord.Speech speech, TurnRecord.Source source, long audioHeard, boolean builtIn, boolean replied, List<String> notes) {
        static Outline of(TurnRecord turn) {
            return new Outline(turn.speech(), turn.transcript().source(), turn.meters().outOfBand().orElseThrow().input().audio(),
                    turn.builtIn() instanceof Heard.Text, turn.reply() instanceof Reply.Said, turn.notes());
        }
    }
}
