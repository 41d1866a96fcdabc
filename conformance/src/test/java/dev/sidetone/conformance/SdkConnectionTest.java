package dev.sidetone.conformance;

import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import com.openai.client.okhttp.OkHttpClient;
import com.openai.core.ClientOptions;
import com.openai.core.http.WebSocketWriteNotAttempted;
import com.openai.helpers.RealtimeConnection;
import com.openai.helpers.RealtimeWebSocketOptions;
import com.openai.models.realtime.AudioTranscription;
import com.openai.models.realtime.ConversationItem;
import com.openai.models.realtime.ConversationItemCreateEvent;
import com.openai.models.realtime.InputAudioBufferAppendEvent;
import com.openai.models.realtime.RealtimeAudioConfig;
import com.openai.models.realtime.RealtimeAudioConfigInput;
import com.openai.models.realtime.RealtimeAudioInputTurnDetection;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeConversationItemFunctionCallOutput;
import com.openai.models.realtime.RealtimeConversationItemUserMessage;
import com.openai.models.realtime.RealtimeResponse;
import com.openai.models.realtime.RealtimeResponseCreateParams;
import com.openai.models.realtime.RealtimeServerEvent;
import com.openai.models.realtime.RealtimeSessionCreateRequest;
import com.openai.models.realtime.ResponseCreateEvent;
import com.openai.models.realtime.SessionUpdateEvent;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** The official Java SDK's own connection holds a call with our server. */
class SdkConnectionTest {

    private static final RecordedCall CALL = RecordedCall.find();

    @Test
    void a_text_turn_is_held() throws Exception {
        var model = ScriptedModel.script().replies(says("Hello, how can I help?")).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model); var phone = new Phone(server)) {
            phone.await(RealtimeServerEvent::isSessionCreated);
            phone.send(RealtimeClientEvent.ofConversationItemCreate(ConversationItemCreateEvent.builder().item(typed("Hello.")).build()));
            phone.await(RealtimeServerEvent::isConversationItemDone);
            phone.send(RealtimeClientEvent.ofResponseCreate(ResponseCreateEvent.builder().response(RealtimeResponseCreateParams.builder()
                    .addOutputModality(RealtimeResponseCreateParams.OutputModality.TEXT).build()).build()));
            var text = phone.await(RealtimeServerEvent::isResponseOutputTextDone).asResponseOutputTextDone().text();
            var response = phone.await(RealtimeServerEvent::isResponseDone).asResponseDone().response();

            assertThat(text).isEqualTo("Hello, how can I help?");
            assertThat(response.status()).contains(RealtimeResponse.Status.COMPLETED);
            assertThat(response.usage().orElseThrow().outputTokens().orElseThrow()).isPositive();
            assertThat(phone.errors()).isEmpty();
        }
    }

    @Test
    void a_spoken_call_is_held_with_transcripts_and_a_function_call() throws Exception {
        var model = ScriptedModel.script().hears("hello i would like to report a car accident").replies(says("I am sorry to hear that."))
                .hears("yes that is correct").replies(calls("look_up_policy", "{}")).replies(says("Thank you.")).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model); var phone = new Phone(server)) {
            phone.send(settings());
            phone.await(RealtimeServerEvent::isSessionUpdated);
            phone.say(0);
            var first = phone.await(RealtimeServerEvent::isResponseDone).asResponseDone().response();
            phone.say(3);
            var called = phone.await(RealtimeServerEvent::isResponseFunctionCallArgumentsDone).asResponseFunctionCallArgumentsDone();
            phone.await(RealtimeServerEvent::isResponseDone);
            phone.send(RealtimeClientEvent.ofConversationItemCreate(ConversationItemCreateEvent.builder().item(ConversationItem.ofFunctionCallOutput(
                    RealtimeConversationItemFunctionCallOutput.builder().callId(called.callId()).output("{}").build())).build()));
            phone.send(RealtimeClientEvent.ofResponseCreate(ResponseCreateEvent.builder().build()));
            var last = phone.await(RealtimeServerEvent::isResponseDone).asResponseDone().response();

            assertThat(phone.heard()).containsExactly("hello i would like to report a car accident", "yes that is correct");
            assertThat(phone.spoken()).containsExactly("I am sorry to hear that.", "Thank you.");
            // A tone of 15 characters a second stands for the voice: 34 characters and twice 0.2 s.
            assertThat(phone.audioBytes() / 48.0).isBetween(2_600.0, 2_700.0);
            assertThat(List.of(first, last)).allMatch(response -> response.status().equals(Optional.of(RealtimeResponse.Status.COMPLETED)));
            assertThat(phone.errors()).isEmpty();
        }
    }

    private static ConversationItem typed(String text) {
        return ConversationItem.ofRealtimeConversationItemUserMessage(RealtimeConversationItemUserMessage.builder()
                .addContent(RealtimeConversationItemUserMessage.Content.builder()
                        .type(RealtimeConversationItemUserMessage.Content.Type.INPUT_TEXT).text(text).build()).build());
    }

    private static RealtimeClientEvent settings() {
        var detection = RealtimeAudioInputTurnDetection.ServerVad.builder().silenceDurationMs(RecordedCall.SILENCE.toMillis()).build();
        var input = RealtimeAudioConfigInput.builder().turnDetection(detection)
                .transcription(AudioTranscription.builder().model("gpt-4o-mini-transcribe").build()).build();
        return RealtimeClientEvent.ofSessionUpdate(SessionUpdateEvent.builder().session(RealtimeSessionCreateRequest.builder()
                .instructions("You take claims.").audio(RealtimeAudioConfig.builder().input(input).build()).build()).build());
    }

    /** The SDK's connection with what its user must add: waiting for what is wanted, and sending again what it refused. */
    private static final class Phone implements AutoCloseable {

        private final RealtimeConnection connection;
        private final List<RealtimeServerEvent> events = new ArrayList<>();

        Phone(RealtimeServer server) {
            var base = server.uri().toString().replaceFirst("^ws", "http").replaceFirst("/realtime$", "");
            var options = ClientOptions.builder().httpClient(OkHttpClient.builder().build()).baseUrl(base).apiKey("any").build();
            connection = RealtimeConnection.connect(options, RealtimeWebSocketOptions.builder().model("gpt-realtime").build());
        }

        void send(RealtimeClientEvent event) {
            while (true) {
                try {
                    connection.send(event);
                    return;
                } catch (IllegalStateException refused) {
                    if (!(refused instanceof WebSocketWriteNotAttempted)) throw refused;
                    // It takes one event at a time and does not tell when it is ready for the next.
                    LockSupport.parkNanos(100_000);
                }
            }
        }

        void say(int turn) {
            var bytes = CALL.turn(turn).bytes();
            // 200 ms each.
            for (int from = 0; from < bytes.length; from += 9_600) {
                var piece = Base64.getEncoder().encodeToString(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 9_600)));
                send(RealtimeClientEvent.ofInputAudioBufferAppend(InputAudioBufferAppendEvent.builder().audio(piece).build()));
            }
        }

        RealtimeServerEvent await(Predicate<RealtimeServerEvent> wanted) throws Exception {
            while (true) {
                // Only bounds how long a failing test takes.
                var event = connection.receiveAsync().get(20, TimeUnit.SECONDS).validate();
                events.add(event);
                if (wanted.test(event)) return event;
            }
        }

        List<String> heard() {
            return events.stream().filter(RealtimeServerEvent::isConversationItemInputAudioTranscriptionCompleted)
                    .map(event -> event.asConversationItemInputAudioTranscriptionCompleted().transcript()).toList();
        }

        List<String> spoken() {
            return events.stream().filter(RealtimeServerEvent::isResponseOutputAudioTranscriptDone)
                    .map(event -> event.asResponseOutputAudioTranscriptDone().transcript()).toList();
        }

        int audioBytes() {
            return events.stream().filter(RealtimeServerEvent::isResponseOutputAudioDelta)
                    .mapToInt(event -> Base64.getDecoder().decode(event.asResponseOutputAudioDelta().delta()).length).sum();
        }

        List<RealtimeServerEvent> errors() {
            return events.stream().filter(RealtimeServerEvent::isError).toList();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
