package dev.sidetone.server;

import static dev.sidetone.server.ScriptedModel.inTurn;
import static dev.sidetone.server.ScriptedModel.says;
import static dev.sidetone.server.ScriptedModel.waits;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShutdownTest {

    /** Only bounds how long a failing test takes. */
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void a_reply_under_way_may_finish() throws Exception {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().replies(inTurn(waits(gate), says("Done."))).build())) {
            call.client().send("{'type':'response.create'}").await("response.created");
            assertThat(gate.reached(LONG)).isTrue();
            var stopping = Thread.ofVirtual().start(() -> call.server().close(LONG));
            gate.open();

            assertThat(ResponseTest.done(call.client().awaitResponse()).get("status").asString()).isEqualTo("completed");
            assertThat(call.client().awaitClose().code()).isEqualTo(1001);
            assertThat(stopping.join(LONG)).isTrue();
        }
    }

    @Test
    void a_reply_that_takes_too_long_ends_as_failed_before_the_goodbye() throws Exception {
        var gate = new Gate();
        try (var call = Call.with(ScriptedModel.script().replies(inTurn(says("I"), waits(gate))).build())) {
            call.client().send("{'type':'response.create'}").await("response.created");
            assertThat(gate.reached(LONG)).isTrue();
            call.server().close();

            var response = ResponseTest.done(call.client().awaitResponse());
            assertThat(response.get("status").asString()).isEqualTo("failed");
            assertThat(response.at("/status_details/error/code").asString()).isEqualTo("server_stopping");
            assertThat(call.client().awaitClose().code()).isEqualTo(1001);
        }
    }

    @Test
    void a_model_that_ignores_interruption_does_not_hold_its_connection() throws Exception {
        var begun = new CountDownLatch(1);
        var free = new CountDownLatch(1);
        var model = new Stubborn(begun, free, new CountDownLatch(1));
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model)) {
            var client = TestClient.to(server);
            client.send("{'type':'response.create'}").await("response.created");
            assertThat(begun.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
            client.close();

            while (server.connections() > 0) Thread.onSpinWait();
            assertThat(model.closed().getCount()).as("not closed under a running call").isEqualTo(1);
            free.countDown();
            assertThat(model.closed().await(LONG.toSeconds(), TimeUnit.SECONDS)).as("closed when it returned").isTrue();
        }
    }

    /** Works on until it is let free, whoever interrupts it. */
    private record Stubborn(CountDownLatch begun, CountDownLatch free, CountDownLatch closed) implements SpeechModel {
        @Override
        public ModelSession open(String model) {
            return new ModelSession() {
                @Override
                public Transcriber transcriber(TranscriptionRequest request) {
                    throw new IllegalStateException("not needed here");
                }

                @Override
                public void respond(ModelPrompt prompt, ResponseOutput output) {
                    begun.countDown();
                    while (free.getCount() > 0) {
                        try {
                            free.await();
                        } catch (InterruptedException ignored) {
                            // That is its defect.
                        }
                    }
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
}
