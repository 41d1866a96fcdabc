package dev.sidetone.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.Gate;
import dev.sidetone.server.ScriptedModel;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@RealtimeServerTest
@Timeout(60)
class TestServerTest {

    private static final String CLEAR = "{\"type\":\"input_audio_buffer.clear\"}";
    private static final String COMMIT = "{\"type\":\"input_audio_buffer.commit\"}";
    private static final String CREATE = "{\"type\":\"response.create\"}";
    private static final Duration SHORT = Duration.ofMillis(200);

    private TestServer before;

    @BeforeEach
    void meet(TestServer server) {
        before = server;
    }

    @Test
    void one_test_has_one_server_wherever_it_is_injected(TestServer server) {
        assertThat(server).isSameAs(before);
        assertThat(server.uri()).isEqualTo(before.uri()).hasScheme("ws");
    }

    @Test
    void events_of_each_client_are_told_apart(TestServer server) {
        try (var first = new ClaimsAgent(server.uri()); var second = new ClaimsAgent(server.uri())) {
            server.await(() -> assertThat(server.sent()).contains(Kind.SESSION_UPDATE, 2));
            second.send(CLEAR);
            first.send(COMMIT);
            server.await(() -> assertThat(server.sent()).contains(Kind.AUDIO_CLEAR).contains(Kind.AUDIO_COMMIT));
        }
        assertThat(server.sent(1).kinds()).hasSize(2).contains(Kind.SESSION_UPDATE);
        assertThat(server.sent(2).kinds()).hasSize(2);
        assertThat(server.said(1)).first().isInstanceOf(ServerEvent.SessionCreated.class);
    }

    @Test
    void a_claim_that_does_not_come_to_hold_is_told_with_what_came_instead(TestServer server) {
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send(CLEAR);
            agent.send(CLEAR);
            server.await(() -> assertThat(server.sent()).contains(Kind.AUDIO_CLEAR, 2));
            assertThatThrownBy(() -> server.await(SHORT, () -> assertThat(server.sent()).contains(Kind.RESPONSE_CREATE)))
                    .isInstanceOf(AssertionError.class).hasMessageContaining("within 200 ms")
                    .hasMessageContaining("connection 1 sent session.update, 2 x input_audio_buffer.clear")
                    .hasMessageContaining("was told SessionCreated, SessionUpdated, 2 x AudioCleared");
        }
    }

    @Test
    void a_claim_about_the_client_itself_is_waited_for_as_well(TestServer server) throws InterruptedException {
        server.uri();
        var gate = new Gate();
        Thread.ofVirtual().start(gate::open);
        server.await(() -> {
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThat(gate.reached(SHORT)).isTrue();
    }

    @Test
    void what_is_unexpected_is_listed_unless_it_was_announced(TestServer server) {
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send(COMMIT);
            agent.send("{\"type\":\"weather.ask\"}");
            agent.send("{\"type\":\"response.create\",\"respons\":{}}");
            server.await(() -> assertThat(server.sent()).contains(Kind.MALFORMED));
            assertThatThrownBy(server::assertNothingUnexpected).isInstanceOf(AssertionError.class)
                    .hasMessageContaining("input_audio_buffer_commit_empty")
                    .hasMessageContaining("unknown type weather.ask")
                    .hasMessageContaining("malformed event: Unknown parameter: 'respons'.");
        }
    }

    @Test
    void an_announced_error_is_not_unexpected(TestServer server) {
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send(COMMIT);
            server.await(() -> assertThat(server.said()).hasAtLeastOneElementOfType(ServerEvent.ErrorReported.class));
        }
        server.expectError("input_audio_buffer_commit_empty").assertNothingUnexpected();
    }

    @Test
    void a_response_that_is_not_done_is_unexpected_and_one_under_way_is_waited_for(TestServer server) throws InterruptedException {
        var gate = new Gate();
        server.script().replies(ScriptedModel.waits(gate));
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send(CREATE);
            assertThat(gate.reached(Duration.ofSeconds(10))).isTrue();
            assertThatThrownBy(server::assertNothingUnexpected).hasMessageContaining("was begun and is not done");
            gate.open();
            server.assertNothingUnexpected();
        }
    }

    @Test
    void a_client_that_is_left_open_is_noticed(TestServer server) {
        try (var agent = new ClaimsAgent(server.uri())) {
            server.await(() -> assertThat(server.open()).isEqualTo(1));
            assertThatThrownBy(server::assertNothingOpen).isInstanceOf(AssertionError.class).hasMessageContaining("1 were left open");
            agent.send(CLEAR);
        }
        server.assertNothingOpen();
    }

    @Test
    @RealtimeServerTest(leavesOpen = true)
    void a_client_may_be_left_open_where_that_is_said(TestServer server) {
        new ClaimsAgent(server.uri()).send(CLEAR);
        server.await(() -> assertThat(server.open()).isEqualTo(1));
    }

    @Test
    void what_is_chosen_too_late_is_refused(TestServer server) {
        server.uri();
        assertThatThrownBy(() -> server.faults(Faults.none())).isInstanceOf(IllegalStateException.class).hasMessageContaining("before uri()");
    }

    @Test
    void faults_strike_the_client_under_test(TestServer server) {
        server.faults(Faults.none().at(1, new Fault.Expire(ServerEvent.AudioCleared.class)));
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send(CLEAR);
            server.await(() -> assertThat(server.open()).isZero());
        }
        server.expectError("session_expired").assertNothingUnexpected();
    }

    @Test
    void an_hour_passes_at_once_and_the_session_is_over(TestServer server) {
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send(CLEAR);
            server.await(() -> assertThat(server.sent()).contains(Kind.AUDIO_CLEAR));
            server.clock().pass(Duration.ofHours(1));
            server.await(() -> assertThat(server.open()).isZero());
        }
        server.expectError("session_expired").assertNothingUnexpected();
    }

    @Test
    void the_agent_speaks_up_when_the_caller_says_nothing_for_long_enough(TestServer server) {
        server.script().replies(ScriptedModel.says("Hello.")).replies(ScriptedModel.says("Are you there?"));
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.send("{\"type\":\"session.update\",\"session\":{\"type\":\"realtime\",\"audio\":{\"input\":{\"turn_detection\":"
                    + "{\"type\":\"server_vad\",\"idle_timeout_ms\":6000}}}}}");
            agent.send(CREATE);
            server.await(() -> assertThat(server.said()).hasAtLeastOneElementOfType(ServerEvent.RateLimitsUpdated.class));
            // The greeting is played; only then does silence count.
            server.clock().pass(Duration.ofSeconds(5));
            agent.hear(Speech.silence(Duration.ofSeconds(6)));
            server.await(() -> assertThat(server.sent()).appendedAudio().lastsAtLeast(Duration.ofSeconds(6)));
            server.clock().pass(Duration.ofSeconds(6));
            server.await(() -> assertThat(server.said()).hasAtLeastOneElementOfType(ServerEvent.TimeoutTriggered.class));
        }
    }

    @Nested
    @RealtimeServerTest(script = "/dev/sidetone/test/claims.yaml", tls = true, realTime = true)
    class WithAScriptOfItsOwn {

        @Test
        void the_nearest_annotation_counts(TestServer server) {
            assertThat(server.secureUri()).hasScheme("wss");
            assertThat(server.certificate().getSubjectX500Principal().getName()).isEqualTo("CN=localhost");
            assertThatThrownBy(server::clock).isInstanceOf(IllegalStateException.class).hasMessageContaining("realTime");
        }
    }
}
