package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whatever clients send, the server stands and keeps its conversations apart. A few seconds' worth by default;
 * {@code -Dsidetone.fuzz=1000000} is the thorough run, {@code -Dsidetone.fuzz.seed} another one.
 */
class FuzzTest {

    private static final int COUNT = Integer.getInteger("sidetone.fuzz", 4_000);
    private static final long SEED = Long.getLong("sidetone.fuzz.seed", 20_261);

    /** At once, so that what leaks has somewhere to leak to. */
    private static final int LANES = 4;

    private static final int EVENTS_A_SESSION = 60;
    private static final int FRAMES_A_SOCKET = 6;

    @Test
    void mutated_events_leave_no_request_unanswered_and_reach_no_other_session() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel())) {
            inLanes(COUNT / EVENTS_A_SESSION, seed -> new FuzzedSession(seed).run(server, EVENTS_A_SESSION));

            assertNobodyIsLeft(server);
        }
    }

    @Test
    void broken_frames_end_their_own_connection_at_most() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel())) {
            try (var witness = new RawClient(server.uri())) {
                inLanes(COUNT / 10 / FRAMES_A_SOCKET, seed -> new RawFrames(seed).run(server, FRAMES_A_SOCKET));

                witness.await("session.created");
                assertThat(witness.send("{'type':'response.create'}").awaitResponse().path("status").asString()).isEqualTo("completed");
            }
            assertNobodyIsLeft(server);
        }
    }

    private static void inLanes(int runs, LongConsumer run) throws InterruptedException {
        try (var lanes = Executors.newFixedThreadPool(LANES)) {
            List<Callable<Void>> tasks = IntStream.range(0, LANES).<Callable<Void>>mapToObj(lane -> () -> {
                for (long i = lane; i < Math.max(LANES, runs); i += LANES) oneRun(SEED + i, run);
                return null;
            }).toList();
            for (var done : lanes.invokeAll(tasks)) {
                try {
                    done.get();
                } catch (ExecutionException e) {
                    throw new AssertionError(e.getCause().getMessage(), e.getCause());
                }
            }
        }
    }

    private static void oneRun(long seed, LongConsumer run) {
        try {
            run.accept(seed);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("with seed " + seed + ": " + e.getMessage(), e);
        }
    }

    private static void assertNobodyIsLeft(RealtimeServer server) {
        // Connections end a moment after their clients; the limit only bounds how long a failing test takes.
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (server.connections() > 0 && System.nanoTime() < deadline) LockSupport.parkNanos(1_000_000);
        assertThat(server.connections()).isZero();
    }
}
