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

    /** Long enough to be worth a line about what it touched. */
    private static final int LONG_RUN = 100_000;

    private static final List<String> CLIENT_EVENTS = List.of("session.update", "input_audio_buffer.append", "input_audio_buffer.commit",
            "input_audio_buffer.clear", "conversation.item.create", "conversation.item.retrieve", "conversation.item.truncate",
            "conversation.item.delete", "response.create", "response.cancel", "output_audio_buffer.clear");

    /** Of all the codes with which events are refused: those that need no long preparation. */
    private static final List<String> CODES = List.of("invalid_value", "invalid_json", "invalid_type", "unknown_parameter", "missing_required_parameter",
            "string_above_max_length", "input_audio_buffer_commit_empty", "item_delete_invalid_item_id",
            "item_retrieve_invalid_item_id", "item_truncate_invalid_item_id", "unsupported_content_type", "item_not_found", "unsupported_parameter",
            "conversation_already_has_active_response", "response_cancel_not_active", "invalid_parameter");

    private static final List<String> SERVER_EVENTS = List.of("session.updated", "conversation.item.added", "conversation.item.done",
            "conversation.item.retrieved", "conversation.item.deleted", "conversation.item.input_audio_transcription.completed",
            "input_audio_buffer.committed", "input_audio_buffer.cleared", "input_audio_buffer.speech_started", "input_audio_buffer.speech_stopped",
            "response.created", "response.output_text.delta", "response.output_audio.delta", "response.function_call_arguments.done", "response.done",
            "rate_limits.updated", "error");

    @Test
    void mutated_events_leave_no_request_unanswered_and_reach_no_other_session() throws Exception {
        var coverage = new Coverage();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel())) {
            inLanes(COUNT / EVENTS_A_SESSION, seed -> new FuzzedSession(seed, coverage).run(server, EVENTS_A_SESSION));

            assertNobodyIsLeft(server);
        }
        if (COUNT >= LONG_RUN) System.out.println(coverage);
        for (var kind : List.of("intact", "mutated")) assertThat(coverage.seen(kind)).containsAll(CLIENT_EVENTS);
        assertThat(coverage.seen("refused")).containsAll(CODES);
        assertThat(coverage.seen("answered")).containsAll(SERVER_EVENTS);
    }

    @Test
    void broken_frames_end_their_own_connection_at_most() throws Exception {
        var coverage = new Coverage();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel())) {
            try (var witness = new RawClient(server.uri())) {
                inLanes(COUNT / 10 / FRAMES_A_SOCKET, seed -> new RawFrames(seed, coverage).run(server, FRAMES_A_SOCKET));

                witness.await("session.created");
                assertThat(witness.send("{'type':'response.create'}").awaitResponse().path("status").asString()).isEqualTo("completed");
            }
            assertNobodyIsLeft(server);
        }
        if (COUNT >= LONG_RUN) System.out.println(coverage);
        assertThat(coverage.seen("closed")).contains("1002", "1007");
    }

    @Test
    void packed_messages_are_understood_until_one_breaks_the_rules() throws Exception {
        var coverage = new Coverage();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel())) {
            inLanes(COUNT / 10 / FRAMES_A_SOCKET, seed -> new PackedFrames(seed, coverage).run(server, FRAMES_A_SOCKET));

            assertNobodyIsLeft(server);
        }
        if (COUNT >= LONG_RUN) System.out.println(coverage);
        assertThat(coverage.seen("packed")).contains("understood", "ended");
        assertThat(coverage.seen("closed")).contains("1002", "1007");
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
