package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.Ruling;
import dev.sidetone.turn.TurnRecord;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call whose program looks at each turn before the agent answers. */
@Timeout(30)
class GatedCallTest {

    private final BlockingQueue<TurnRecord> turns = new LinkedBlockingQueue<>();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<ClientEvent.ResponseCreate> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<ClientEvent.SessionUpdate> updates = new LinkedBlockingQueue<>();
    private final PlayedWire wire = new PlayedWire(this::server);

    private List<String> server(ClientEvent event) {
        return switch (event) {
            case ClientEvent.SessionUpdate update -> {
                updates.add(update);
                yield List.of(sessionUpdated());
            }
            case ClientEvent.AudioAppend ignored -> List.of(started("u", 0), stopped("u", 900), committed("u"), added("u"), asr("u", "it is 56B5-12Z0"));
            case ClientEvent.ResponseCreate create when create.response().outOfBand() -> List.of(
                    beside("created", "t", "in_progress", "", CallTest.marks(create)), beside("done", "t", "completed", "It is 56B5-12C0.", CallTest.marks(create)));
            case ClientEvent.ResponseCreate create -> {
                answers.add(create);
                yield List.of(reply("created", "r", "in_progress", ""), reply("done", "r", "completed", "Was that a C?"));
            }
            default -> List.of();
        };
    }

    private TurnRecord turn(Gatekeeper keeper) throws InterruptedException {
        wire.says(sessionCreated());
        var sidetone = Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire).agent("Be kind.")
                .compareWith("whisper-1").listener(events::add).gated(keeper);
        try (var call = sidetone.call(turns::add, wire)) {
            call.append(Pcm.silence(Duration.ofMillis(100)));
            var turn = turns.poll(10, TimeUnit.SECONDS);
            wire.end(call);
            return turn;
        }
    }

    @Test
    void the_agent_is_told_to_have_a_mismatch_confirmed() throws Exception {
        var turn = turn(Gatekeeper.confirming());
        assertThat(((Reply.Said) turn.reply()).text()).isEqualTo("Was that a C?");
        assertThat(turn.took().toAnswer()).isPresent();
        assertThat(answers.take().response().instructions().orElseThrow()).contains("code \"56B5-12C0.\" or \"56B5-12Z0\"", "confirm");
        assertThat(updates.take().session().text()).contains("\"create_response\":false");
        assertThat(events).anyMatch(CallEvent.Mismatched.class::isInstance);
    }

    @Test
    void a_gatekeeper_that_fails_lets_the_agent_answer() throws Exception {
        var turn = turn(heard -> {
            throw new IllegalStateException("no");
        });
        assertThat(turn.reply()).isInstanceOf(Reply.Said.class);
        assertThat(answers.take().response().instructions()).isEmpty();
    }

    @Test
    void silence_leaves_the_floor_to_the_caller() throws Exception {
        var turn = turn(heard -> new Ruling.StaySilent());
        assertThat(turn.reply()).isEqualTo(new Reply.Nothing(new Reason.KeptSilent()));
        assertThat(answers).isEmpty();
    }

    @Test
    void the_session_goes_on_while_the_gatekeeper_thinks() throws Exception {
        var thread = new LinkedBlockingQueue<String>();
        turn(heard -> {
            thread.add(Thread.currentThread().getName());
            return new Ruling.Answer();
        });
        assertThat(thread.take()).isEqualTo("sidetone-gatekeeper");
    }
}
