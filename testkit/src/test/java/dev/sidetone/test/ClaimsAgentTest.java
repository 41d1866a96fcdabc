package dev.sidetone.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

@RealtimeServerTest(script = "claims.yaml")
class ClaimsAgentTest {

    @Test
    void the_callers_words_are_written_down(TestServer server) throws Exception {
        try (var agent = new ClaimsAgent(server.uri())) {
            agent.hear(Speech.turn(Duration.ofSeconds(2)));
            assertThat(agent.transcript()).contains("Hello, I had an accident.");
        }
        assertThat(server.sent()).sessionUpdate().hasInstructions("Take the claim.");
        assertThat(server.sent()).responseCreates().outOfBand().hasSize(1);
        server.assertNothingUnexpected();
    }
}
