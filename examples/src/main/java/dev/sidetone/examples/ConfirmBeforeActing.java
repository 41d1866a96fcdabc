package dev.sidetone.examples;

import dev.sidetone.client.Call;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.ResponseRequest;
import dev.sidetone.turn.Agreement;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Mismatch;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.TurnRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Acts on what a caller says only where both transcripts give the same values. Where a number or a name was heard in two ways, the
 * agent asks for it again, and the program waits for the turn that follows.
 */
final class ConfirmBeforeActing {

    private final Consumer<String> act;
    /** Set before the caller speaks, and so before there is a turn. */
    private final AtomicReference<Call> line = new AtomicReference<>();

    /** @param act gets the caller's words once they are sure */
    ConfirmBeforeActing(Consumer<String> act) {
        this.act = act;
    }

    void take(Endpoint endpoint, RecordedCaller caller) throws InterruptedException {
        var sidetone = Sidetone.to(endpoint)
                .model("gpt-realtime")
                .agent(Prompts.claimsIntake())
                .transcribe(Transcription.verbatim(Prompts.claimsRules()))
                .compareWith("gpt-4o-transcribe");

        try (var call = sidetone.call(this::onTurn)) {
            line.set(call);
            call.play(caller);
        }
    }

    private void onTurn(TurnRecord turn) {
        var doubtful = doubtful(turn);
        if (doubtful.isPresent()) ask(doubtful.get());
        else turn.transcript().text().ifPresent(act);
    }

    /** The first value that the two transcripts do not agree on. */
    private static Optional<Mismatch.OfEntity> doubtful(TurnRecord turn) {
        if (!(turn.outOfBand() instanceof Heard.Text asked && turn.builtIn() instanceof Heard.Text builtIn)) return Optional.empty();
        return Agreement.between(asked.text(), builtIn.text()).mismatches().stream()
                .filter(Mismatch.OfEntity.class::isInstance).map(Mismatch.OfEntity.class::cast).findFirst();
    }

    private void ask(Mismatch.OfEntity doubtful) {
        var how = switch (doubtful.kind()) {
            case CODE, SPELLED_NAME, PHONE_NUMBER, EMAIL -> "Ask for it again, character by character.";
            case NUMBER, DATE, TIME, MONEY -> "Read back what you understood, and ask whether it is right.";
            case YES_NO, NEGATION -> "Ask whether they said that it is so, or that it is not.";
        };
        var what = doubtful.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        var hint = Item.systemText("The caller's last " + what + " was not understood for certain. " + how);
        line.get().send(new ClientEvent.ItemCreate(Optional.empty(), Optional.empty(), hint));
        line.get().send(new ClientEvent.ResponseCreate(Optional.empty(), ResponseRequest.PLAIN));
    }
}
