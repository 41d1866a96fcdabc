package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.turn.ContextPolicy;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A call in which turns to come are transcribed in another way. */
@Timeout(30)
class ListenTest {

    private final BlockingQueue<ClientEvent.ResponseCreate> asks = new LinkedBlockingQueue<>();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();
    private final PlayedWire wire = PlayedWire.opening(event -> {
        if (event instanceof ClientEvent.ResponseCreate create) asks.add(create);
        return List.of();
    });

    private Call call() throws InterruptedException {
        return Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire).withoutComparison()
                .transcribe(Transcription.by("Old rules.").context(new ContextPolicy.LatestTurn())).listener(events::add).call(turn -> {}, wire);
    }

    private void until(Class<? extends CallEvent> kind) throws InterruptedException {
        while (!kind.isInstance(events.take())) continue;
    }

    private String rules() throws InterruptedException {
        return asks.take().response().instructions().orElseThrow();
    }

    @Test
    void rules_and_context_change_with_the_next_turn_and_not_with_the_one_under_way() throws Exception {
        var call = call();
        wire.says(started("u", 0));
        until(CallEvent.SpeechStarted.class);
        assertThat(call.listen(Transcription.by("New rules.").context(new ContextPolicy.WholeSession()))).isEqualTo(OptionalInt.of(2));
        wire.says(stopped("u", 900), committed("u"), added("u"));
        assertThat(rules()).isEqualTo("Old rules.");
        wire.says(started("v", 2_000), stopped("v", 2_900), committed("v"), added("v"));
        assertThat(rules()).isEqualTo("New rules.");
        wire.end(call);
    }

    @Test
    void a_call_that_is_over_listens_to_no_turn_any_more() throws Exception {
        var call = call();
        wire.end(call);
        assertThat(call.listen(Transcription.by("New rules."))).isEmpty();
    }

    @Test
    void what_stands_in_the_session_s_instructions_cannot_be_switched_to() throws Exception {
        var call = call();
        assertThatThrownBy(() -> call.listen(Transcription.by("New rules.").context(new ContextPolicy.SharedPrefix())))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("begin the call with it");
        wire.end(call);
    }
}
