package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** One connection's end, slowness or flood, and what the others notice of it: nothing. */
class NeighboursTest {

    @Test
    void callers_do_not_hear_each_other() {
        var model = ScriptedModel.script().answersBy(prompt -> says(prompt.instructions() + " of " + prompt.context().size())).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model)) {
            var clients = new ArrayList<TestClient>();
            for (int i = 0; i < 30; i++) clients.add(TestClient.to(server));
            for (int i = 0; i < 30; i++) {
                for (int n = 0; n < i % 5; n++) {
                    clients.get(i).send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_text','text':'t'}]}}");
                }
                clients.get(i).send("{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],'instructions':'task " + i + "'}}");
            }
            for (int i = 0; i < 30; i++) {
                var response = ResponseTest.done(clients.get(i).awaitResponse());
                assertThat(response.at("/output/0/content/0/text").asString()).isEqualTo("task " + i + " of " + i % 5);
            }
            clients.forEach(TestClient::close);
        }
    }

    @Test
    void an_abrupt_end_leaves_no_thread_behind() throws InterruptedException {
        var gate = new Gate();
        var sessionsClosed = new CountDownLatch(5);
        var threads = new ArrayList<Thread>();
        var inner = ScriptedModel.script().replies(inTurn(says("Wait"), waits(gate))).answersBy(prompt -> waits(gate)).build();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new Counting(inner, threads, sessionsClosed))) {
            for (int i = 0; i < 5; i++) {
                var client = TestClient.to(server);
                client.send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'transcription':{'model':'whisper-1'}}}}}").await("session.updated");
                client.append(Sounds.inTurn(Sounds.silence(500), Sounds.tone(400))).await("input_audio_buffer.speech_started");
                client.send("{'type':'response.create'}").await("response.output_audio.delta");
                client.send("{'type':'response.create','response':{'conversation':'none'}}").await("response.created");
                client.abort();
            }
            assertThat(sessionsClosed.await(20, TimeUnit.SECONDS)).as("all model sessions closed").isTrue();
            for (var thread : List.copyOf(threads)) assertThat(thread.join(Duration.ofSeconds(20))).isTrue();
            assertThat(threads).isNotEmpty();
        }
    }

    /** Sees the threads that responses run on, and sessions being closed. */
    private record Counting(SpeechModel inner, List<Thread> threads, CountDownLatch closed) implements SpeechModel {
        @Override
        public ModelSession open(String model) {
            var session = inner.open(model);
            return new ModelSession() {
                @Override
                public Transcriber transcriber(TranscriptionRequest request) {
                    return session.transcriber(request);
                }

                @Override
                public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
                    synchronized (threads) {
                        threads.add(Thread.currentThread());
                    }
                    session.respond(prompt, output);
                }

                @Override
                public void close() {
                    closed.countDown();
                }
            };
        }

        @Override
        public void close() {}
    }

    @Test
    void a_client_that_does_not_read_loses_its_connection_and_others_notice_nothing() throws InterruptedException {
        var impatient = new ServerSettings.Limits(10, 64 << 20, Duration.ofMinutes(1), Duration.ofMillis(200));
        var closed = new CountDownLatch(1);
        // Far more than the queue and the sockets hold.
        var flood = new BareModel((prompt, output) -> {
            for (int i = 0; i < 400 && !output.stopped(); i++) output.audio(Sounds.tone(3_000));
        });
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withLimits(impatient), new Counting(flood, new ArrayList<>(), closed))) {
            var deaf = TestClient.with(HttpClient.newHttpClient(), server.uri(), false);
            deaf.send("{'type':'response.create'}");
            assertThat(closed.await(20, TimeUnit.SECONDS)).as("the deaf client's session ended").isTrue();

            try (var other = TestClient.to(server)) {
                assertThat(TestClient.type(other.next())).isEqualTo("session.created");
            }
        }
    }
}
