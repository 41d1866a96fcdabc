package dev.sidetone.console;

import dev.sidetone.client.CallEvent;
import dev.sidetone.client.CallListener;
import dev.sidetone.client.CallTotals;
import dev.sidetone.client.Pricing;
import dev.sidetone.cost.Meter;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.TurnJson;
import dev.sidetone.turn.TurnRecord;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Tells the page what happens in one session of its call. Runs on the listener's thread, except where it says so. */
final class Teller implements CallListener {

    private final Agent agent;
    private final Kept kept;
    private final Cards.Scope scope;
    private final Consumer<EndReason> over;
    private final List<TurnRecord> records = new CopyOnWriteArrayList<>();
    private final Set<String> told = new HashSet<>();
    // Set by the first event there is, Connected: no turn can settle earlier.
    private volatile Books books;

    /** The bill. @param totals as last told */
    private record Books(Pricing pricing, CallTotals totals) {}

    /** @param over is told when the session is */
    Teller(Agent agent, Kept kept, Cards.Scope scope, Consumer<EndReason> over) {
        this.agent = agent;
        this.kept = kept;
        this.scope = scope;
        this.over = over;
        this.books = new Books(new Pricing(agent.bill().prices(), agent.bill().models()), CallTotals.NONE);
    }

    /** Takes each record, on the sink's thread: none is dropped there, as an event may be where a listener is slow. */
    void settled(TurnRecord turn) {
        records.add(turn);
    }

    /** When all events were told: turns whose event was dropped. */
    void catchUp() {
        records.stream().filter(turn -> !told.contains(turn.itemId())).forEach(this::turn);
    }

    /** What was used outside of any turn, in this session and those before it. */
    Meter outside() {
        return Meter.sum(List.of(scope.outside(), books.pricing.of(books.totals.outsideTurns())));
    }

    @Override
    public void on(CallEvent event) {
        switch (event) {
            case CallEvent.Connected(var session) -> connected(session);
            case CallEvent.SpeechStarted(var item, var at) -> tell("speech_started", item, at.plus(scope.audio()).toMillis());
            case CallEvent.SpeechStopped(var item, var at) -> tell("speech_stopped", item, at.plus(scope.audio()).toMillis());
            case CallEvent.BuiltInDelta(var item, var text) -> kept.story().tell(Frames.of("built_in_delta").put("item", item).put("text", text));
            case CallEvent.OutOfBandDelta(var item, var text) -> kept.story().tell(Frames.of("out_of_band_delta").put("item", item).put("text", text));
            case CallEvent.ReplyStarted(var response, var item) -> {
                kept.cards().answers(response, item);
                kept.story().tell(Frames.of("reply_started").put("response", response).put("item", item.orElse(null)));
            }
            case CallEvent.ReplyDelta(var response, var text) -> kept.story().tell(Frames.of("reply_delta").put("response", response).put("text", text));
            case CallEvent.ReplyEnded(var response, var status) ->
                    kept.story().tell(Frames.of("reply_ended").put("response", response).put("status", status.name().toLowerCase(Locale.ROOT)));
            case CallEvent.Interrupted(var response, var item, var played, var received) -> {
                kept.story().tell(Frames.of("interrupted").put("response", response).put("item", item)
                        .put("played_ms", played.toMillis()).put("received_ms", received.toMillis()));
                kept.cards().numberOf(response).ifPresent(kept::retell);
            }
            case CallEvent.TurnHeard(var what) -> heard(what);
            case CallEvent.Mismatched(var what) -> {
                var frame = Frames.of("mismatch").put("item", what.itemId());
                frame.set("mismatches", TurnJson.of(what.mismatches()).node());
                kept.story().tell(frame);
            }
            case CallEvent.Noted(var lines) -> {
                var frame = Frames.of("notes");
                var all = frame.putArray("lines");
                lines.forEach(all::add);
                kept.story().tell(frame);
            }
            case CallEvent.BudgetStep(var step) -> kept.story().tell(Frames.of("budget").put("words", step.why() + " (spent " + step.spent() + ")"));
            case CallEvent.TurnEnded(var turn) -> turn(turn);
            case CallEvent.AnsweredNobody(var what) -> {
                var text = what.response().text();
                if (!text.isBlank()) kept.story().tell(Frames.of("said").put("response", what.response().id()).put("text", text));
            }
            case CallEvent.Late(var late) -> kept.story().tell(Frames.problem("the " + late.what().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " of a turn came after the turn was settled", "nothing: the turn stays as it is"));
            case CallEvent.Reported(var error) -> kept.story().tell(Frames.problem("the server reports "
                    + error.code().orElse(error.type()) + ": " + error.message(), "nothing: the call goes on"));
            case CallEvent.Progress(var totals) -> books = new Books(books.pricing, totals);
            case CallEvent.Ended(var reason) -> over.accept(reason);
            case CallEvent.ReplyAudio ignored -> {}
            case CallEvent.Unknown ignored -> {}
            case CallEvent.Malformed ignored -> {}
        }
    }

    /** The session stands. */
    private void connected(Session session) {
        var models = inForce(session);
        books = new Books(new Pricing(agent.bill().prices(), models), books.totals);
    }

    private Pricing.Models inForce(Session session) {
        return new Pricing.Models(session.model().orElse(agent.bill().models().session()),
                session.transcriptionModel().or(agent.bill().models()::transcriptionModel));
    }

    /** Tells of a session before anything that happens in it, on the call's own thread. */
    void begins(Session session, Listening way) {
        var models = inForce(session);
        kept.story().tell(Frames.of("connected").put("model", models.session()).put("transcription_model", models.transcriptionModel().orElse(null))
                .put("voice", session.voice().orElse(null)).put("endpoint", agent.place().address()));
        kept.story().tell(Frames.listening(way, scope.turns() + 1));
    }

    private void tell(String type, String item, long at) {
        kept.story().tell(Frames.of(type).put("item", item).put("at_ms", at));
    }

    private void heard(Action.TurnHeard what) {
        kept.cards().announced(scope.turns() + what.number());
        var frame = Frames.of("heard");
        frame.set("turn", Card.provisional(what, scope).json());
        kept.story().tell(frame);
    }

    private void turn(TurnRecord turn) {
        if (!told.add(turn.itemId())) return;
        kept.cards().settled(books.pricing.priced(turn), scope);
        kept.retell(scope.turns() + turn.number());
        kept.story().tell(kept.cards().totals(outside()));
    }
}
