package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Call;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.WireTap;
import dev.sidetone.cost.Meter;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.turn.EndReason;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** One session with the endpoint. A call has one, and another for each time the connection was lost and had again. */
final class Leg {

    private final Call call;
    private final Teller teller;
    private final Cards.Scope scope;

    private Leg(Call call, Teller teller, Cards.Scope scope) {
        this.call = call;
        this.teller = teller;
        this.scope = scope;
    }

    /** What a leg is made with. @param over is told when the session is over, whoever ended it */
    record Making(Agent agent, Kept kept, Loudspeaker loudspeaker, Consumer<EndReason> over) {}

    /**
     * @param way in which turns are listened to
     * @param outside what was used before outside of any turn
     * @throws dev.sidetone.client.RealtimeException when the session cannot be had
     */
    static Leg open(Making with, Listening way, Meter outside) throws InterruptedException {
        var scope = with.kept.cards().scope(with.kept.tape().length(), outside);
        var teller = new Teller(with.agent, with.kept, scope, with.over);
        with.kept.cards().listening(scope.turns() + 1, way);
        var call = with.agent.sidetone().transcribe(way.transcription()).listener(teller).playback(with.loudspeaker)
                // The page has a buffer of its own against gaps.
                .jitter(Duration.ZERO).tap((direction, at, text) -> keep(with.kept.tape(), direction, text)).call(teller::settled);
        teller.begins(call.session(), way);
        return new Leg(call, teller, scope);
    }

    /** The caller's side as it was really sent, whoever spoke. */
    private static void keep(Tape tape, WireTap.Direction direction, String text) {
        if (direction != WireTap.Direction.SENT || !text.contains("input_audio_buffer.append")) return;
        if (Codec.readClient(text) instanceof ClientEvent.AudioAppend append) tape.said(Pcm.ofBytes(append.audio(), Pcm.RATE).samples());
    }

    void say(Pcm audio) {
        call.append(audio);
    }

    RecordedCaller.Played play(RecordedCaller caller) throws InterruptedException {
        return call.play(caller);
    }

    /** @return the number within the whole call of the first turn that is listened to so; empty when it is over */
    OptionalInt listen(Listening way) throws InterruptedException {
        var from = call.listen(way.transcription());
        return from.isEmpty() ? from : OptionalInt.of(scope.turns() + from.getAsInt());
    }

    /** Hangs up, and tells what there still is to tell. */
    void end(Duration wait) throws InterruptedException {
        try {
            call.hangUp(wait);
        } finally {
            teller.catchUp();
        }
    }

    Meter outside() {
        return teller.outside();
    }
}
