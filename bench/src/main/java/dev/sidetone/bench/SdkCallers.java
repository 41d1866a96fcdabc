package dev.sidetone.bench;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.JsonValue;
import com.openai.core.http.WebSocketWriteNotAttempted;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.InputAudioBufferAppendEvent;
import com.openai.models.realtime.RealtimeAudioConfig;
import com.openai.models.realtime.RealtimeAudioConfigInput;
import com.openai.models.realtime.RealtimeAudioInputTurnDetection;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeResponseCreateParams;
import com.openai.models.realtime.RealtimeServerEvent;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.ResponseCreateEvent;
import com.openai.models.realtime.SessionUpdateEvent;
import dev.sidetone.bench.Plainly.Counts;
import dev.sidetone.turn.Prompts;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/** The compared callers on the official Java SDK's connection, as its documentation has it: one to receive, one to send. */
public final class SdkCallers {

    private static final String MARK = "transcript_of";

    private final RealtimeConnection connection;
    private final Counts counts;
    /** Speaker and receiver both send. */
    private final ReentrantLock sending = new ReentrantLock();

    private SdkCallers(RealtimeConnection connection, Counts counts) {
        this.connection = connection;
        this.counts = counts;
    }

    public static void main(String[] arguments) throws Exception {
        var base = arguments[0].replaceFirst("^ws", "http").replaceFirst("/realtime$", "");
        int frameMs = Integer.parseInt(arguments[3]);
        var frames = Plainly.frames(Path.of(arguments[1]), frameMs);
        // One for all, as its documentation asks.
        var options = ClientOptions.builder().httpClient(OkHttpClient.builder().build()).baseUrl(base).apiKey("any").build();
        Plainly.run(Integer.parseInt(arguments[2]), frameMs, (number, counts) -> {
            var asked = RealtimeWebSocketOptions.builder().model(LoadModel.nameOf(number)).build();
            var caller = new SdkCallers(RealtimeConnection.connect(options, asked), counts);
            caller.send(settings());
            Thread.ofVirtual().start(caller::receive);
            return message -> caller.speak(frames.get((int) (message % frames.size())));
        });
    }

    private void speak(byte[] frame) {
        var audio = Base64.getEncoder().encodeToString(frame);
        send(RealtimeClientEvent.ofInputAudioBufferAppend(InputAudioBufferAppendEvent.builder().audio(audio).build()));
    }

    private void receive() {
        while (true) {
            var event = connection.receive();
            if (event.isResponseOutputAudioDelta()) {
                counts.audioBytes().addAndGet(Base64.getDecoder().decode(event.asResponseOutputAudioDelta().delta()).length);
            } else if (event.isConversationItemAdded() && event.asConversationItemAdded().item().isRealtimeConversationItemUserMessage()) {
                ask(event.asConversationItemAdded().item().asRealtimeConversationItemUserMessage().id().orElseThrow());
            } else if (event.isResponseDone() && isTranscript(event)) {
                counts.transcripts().incrementAndGet();
            }
        }
    }

    private static boolean isTranscript(RealtimeServerEvent done) {
        return done.asResponseDone().response().metadata().filter(metadata -> metadata._additionalProperties().containsKey(MARK)).isPresent();
    }

    /** Its types know no reference to an item, so that one goes in beside them. */
    private void ask(String itemId) {
        send(RealtimeClientEvent.ofResponseCreate(ResponseCreateEvent.builder().response(RealtimeResponseCreateParams.builder()
                .conversation("none").addOutputModality(RealtimeResponseCreateParams.OutputModality.TEXT).instructions(Prompts.verbatim())
                .metadata(RealtimeResponseCreateParams.Metadata.builder().putAdditionalProperty(MARK, JsonValue.from(itemId)).build())
                .putAdditionalProperty("input", JsonValue.from(List.of(Map.of("type", "item_reference", "id", itemId)))).build()).build()));
    }

    private static RealtimeClientEvent settings() {
        var detection = RealtimeAudioInputTurnDetection.ServerVad.builder().silenceDurationMs(Scene.SILENCE.toMillis()).build();
        return RealtimeClientEvent.ofSessionUpdate(SessionUpdateEvent.builder().session(RealtimeSessionCreateRequest.builder()
                .audio(RealtimeAudioConfig.builder().input(RealtimeAudioConfigInput.builder().turnDetection(detection).build()).build()).build()).build());
    }

    private void send(RealtimeClientEvent event) {
        sending.lock();
        try {
            while (true) {
                try {
                    connection.send(event);
                    return;
                } catch (IllegalStateException refused) {
                    if (!(refused instanceof WebSocketWriteNotAttempted)) throw refused;
                    // It takes one event at a time and does not tell when it is ready for the next.
                    LockSupport.parkNanos(1_000_000);
                }
            }
        } finally {
            sending.unlock();
        }
    }
}
