package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ServerSettings.Limits;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that behave get what they are due, whatever others do on the same server at the same time. */
class IsolationTest {

    private static final int GOOD = 8, BAD = 8, TURNS = 3;

    private static final Limits IMPATIENT = new Limits(100, 2 << 20, Duration.ofMinutes(5), Duration.ofSeconds(1));

    private static final Pcm LOUD = Sounds.tone(2_000);

    /** What clients do to a server. */
    private enum Misdeed { BROKEN_EVENTS, BREAKING_MODEL, NOT_READING, LEAVING_IN_THE_MIDDLE, HUGE_ITEMS, MUCH_AUDIO }

    /** Says its task in the words of its instructions; breaks when told to, and floods when asked for a flood. */
    private static final SpeechModel MODEL = new BareModel((prompt, output) -> {
        if (prompt.instructions().startsWith("break")) throw new StackOverflowError("on purpose");
        if (prompt.instructions().startsWith("flood")) {
            for (int i = 0; i < 300 && !output.stopped(); i++) output.audio(LOUD);
        }
        output.spoken(prompt.instructions() + " after " + prompt.context().size());
        output.audio(Sounds.tone(200));
    });

    @ParameterizedTest
    // Together they hold every misdeed.
    @ValueSource(longs = {2, 5})
    void nobody_notices_what_others_do(long seed) throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withLimits(IMPATIENT), MODEL);
                var lanes = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new CountDownLatch(GOOD);
            var clients = new ArrayList<Callable<List<String>>>();
            for (int i = 0; i < GOOD; i++) {
                int number = i;
                clients.add(() -> held(server, "caller-" + number, calls));
            }
            var random = new Random(seed);
            for (int i = 0; i < BAD; i++) {
                var misdeed = Misdeed.values()[random.nextInt(Misdeed.values().length)];
                clients.add(() -> misbehaved(server, misdeed, calls));
            }
            var done = lanes.invokeAll(clients);
            for (int i = 0; i < GOOD; i++) assertThat(done.get(i).get()).as("turns of caller-" + i).isEqualTo(due("caller-" + i));
            for (int i = GOOD; i < done.size(); i++) done.get(i).get();
            assertNobodyIsLeft(server);
        }
    }

    private static void assertNobodyIsLeft(RealtimeServer server) {
        long deadline = System.nanoTime() + TestClient.LONG.toNanos();
        // Lets go of the processor, which those who are still leaving need.
        while (server.connections() > 0 && System.nanoTime() < deadline) LockSupport.parkNanos(1_000_000);
        assertThat(server.connections()).isZero();
    }

    private static List<String> due(String name) {
        var words = new ArrayList<String>();
        // Each turn finds its own item and all that was said before.
        for (int turn = 0; turn < TURNS; turn++) words.add("completed: " + name + " after " + (2 * turn + 1));
        return words;
    }

    private static List<String> held(RealtimeServer server, String name, CountDownLatch calls) {
        var heard = new ArrayList<String>();
        try (var client = TestClient.to(server)) {
            client.send("{'type':'session.update','session':{'type':'realtime','instructions':'" + name + "'}}").await("session.updated");
            for (int turn = 0; turn < TURNS; turn++) {
                client.append(Sounds.turn());
                var response = ResponseTest.done(client.awaitResponse());
                heard.add(response.get("status").asString() + ": " + response.at("/output/0/content/0/transcript").asString().strip());
            }
        } finally {
            calls.countDown();
        }
        return heard;
    }

    private static List<String> misbehaved(RealtimeServer server, Misdeed misdeed, CountDownLatch calls) throws InterruptedException {
        var client = TestClient.with(HttpClient.newHttpClient(), server.uri(), misdeed != Misdeed.NOT_READING);
        switch (misdeed) {
            case BROKEN_EVENTS -> {
                for (int i = 0; i < 300; i++) client.sendAsIs("{\"type\":\"" + "x".repeat(i));
                for (int i = 0; i < 300; i++) client.await("error");
            }
            case BREAKING_MODEL -> {
                for (int i = 0; i < 20; i++) {
                    var response = ResponseTest.done(client.send("{'type':'response.create','response':{'instructions':'break " + i + "'}}").awaitResponse());
                    assertThat(response.get("status").asString()).isEqualTo("failed");
                }
            }
            case NOT_READING -> {
                client.send("{'type':'response.create','response':{'instructions':'flood'}}");
                calls.await();
            }
            case LEAVING_IN_THE_MIDDLE -> client.send("{'type':'response.create','response':{'instructions':'wait'}}").await("response.created");
            case HUGE_ITEMS -> {
                var text = "word ".repeat(1 << 20);
                for (int i = 0; i < 5; i++) {
                    client.send("{'type':'conversation.item.create','item':{'type':'message','role':'user','content':[{'type':'input_text','text':'" + text + "'}]}}");
                }
                assertThat(client.await("error").at("/error/code").asString()).isEqualTo("conversation_too_large");
            }
            case MUCH_AUDIO -> {
                client.send("{'type':'session.update','session':{'type':'realtime','audio':{'input':{'turn_detection':null}}}}");
                for (int i = 0; i < 8; i++) {
                    client.send("{'type':'input_audio_buffer.append','audio':'" + Base64.getEncoder().encodeToString(new byte[1 << 20]) + "'}");
                }
                assertThat(client.await("error").at("/error/code").asString()).isEqualTo("input_audio_buffer_full");
            }
        }
        client.abort();
        return List.of();
    }
}
