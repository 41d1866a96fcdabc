package dev.sidetone.turn;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.TaskResult.Outcome;
import dev.sidetone.turn.TaskResult.Try;
import dev.sidetone.turn.TaskResult.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One task on its way to its result. Owned by {@link Errands}. */
final class Run<T> {

    private final String id;
    private final Errand<T> errand;
    private final Optional<TurnRecord> about;
    private final List<Try> tries = new ArrayList<>();
    private Way way;
    private Optional<Usage> usage = Optional.empty();
    /** Why the last answer did not fit, once one did not. */
    private Optional<Reason> unfit = Optional.empty();

    /** @param id unique in the call */
    Run(String id, Errand<T> errand, Optional<TurnRecord> about) {
        this.id = id;
        this.errand = errand;
        this.about = about;
    }

    Errands.Step begin() {
        return guarded(() -> {
            way = switch (errand.task().form()) {
                case Form.Text<T> ignored -> Way.TEXT;
                case Form.Fields<T> ignored -> Way.CALL;
            };
            return ask();
        });
    }

    /** Ends it without asking, or without waiting for more. */
    Errands.Step end(Reason why) {
        return end(new Outcome.Nothing<>(why));
    }

    Errands.Step answered(Heard answer, Optional<Usage> used) {
        usage = Meters.sum(usage, used);
        return switch (answer) {
            case Heard.Text text -> taken(text.text());
            case Heard.Nothing(Reason.NoText why) -> guarded(() -> again(why));
            case Heard.Nothing(Reason.Refused why) when way == Way.CALL && why.forWhatItHolds() -> guarded(() -> {
                tries.add(new Try(way, Optional.of(why)));
                way = Way.JSON_TEXT;
                return ask();
            });
            case Heard.Nothing(var why) -> gaveUp(why);
            case Heard.Pending ignored -> throw new IllegalArgumentException("there is no answer yet");
        };
    }

    private Errands.Step taken(String answer) {
        Reading<T> reading;
        try {
            reading = read(answer);
        } catch (RuntimeException e) {
            return gaveUp(failure(e));
        }
        return switch (reading) {
            case Reading.Value<T> value -> done(value.value());
            case Reading.Unfit<T> wrong -> guarded(() -> again(new Reason.Unfit(wrong.why())));
        };
    }

    private Reading<T> read(String answer) {
        return switch (errand.task().form()) {
            case Form.Text<T> text -> text.read().apply(answer);
            case Form.Fields<T> form -> {
                var object = Schema.object(answer);
                if (object.isEmpty()) yield Reading.unfit("it is not one JSON object");
                var complaint = form.schema().complaint(object.get());
                yield complaint.isPresent() ? Reading.unfit(complaint.get()) : form.read().apply(new Json(object.get()));
            }
        };
    }

    /** What did not fit is asked for once more; a third request would seldom do better than a second. */
    private Errands.Step again(Reason why) {
        if (unfit.isPresent()) return gaveUp(why);
        tries.add(new Try(way, Optional.of(why)));
        unfit = Optional.of(why);
        return ask();
    }

    private Errands.Step ask() {
        var number = tries.size() + 1;
        // Each request waits by an id of its own, so that a late answer to the first is not taken for the second's.
        var mark = new Mark(errand.task().name(), number == 1 ? id : id + "_" + number, number);
        var schema = way == Way.CALL ? schema() : Optional.<Json>empty();
        return new Errands.Step.Ask(mark.subject(), OutOfBand.task(mark, instructions(), errand.task().input(about), schema));
    }

    private String instructions() {
        var text = new StringBuilder(errand.task().instructions());
        if (way == Way.JSON_TEXT) {
            text.append("\n\nAnswer with one JSON object and nothing around it, by this JSON schema:\n").append(schema().orElseThrow().text());
        }
        unfit.ifPresent(why -> text.append("\n\nAn earlier answer was of no use: ").append(why.inWords()).append('.'));
        return text.toString();
    }

    private Optional<Json> schema() {
        return switch (errand.task().form()) {
            case Form.Text<T> ignored -> Optional.empty();
            case Form.Fields<T> form -> Optional.of(form.schema().source());
        };
    }

    private Errands.Step gaveUp(Reason why) {
        tries.add(new Try(way, Optional.of(why)));
        return end(why);
    }

    private Errands.Step done(T value) {
        tries.add(new Try(way, Optional.empty()));
        return end(new Outcome.Value<>(value));
    }

    private Errands.Step end(Outcome<T> outcome) {
        var result = new TaskResult<>(errand.task().name(), about.map(TurnRecord::itemId), outcome, tries, usage);
        return new Errands.Step.Ended(() -> errand.to().accept(result));
    }

    /** The program's own code runs in here: it may end its task, never the call. */
    private Errands.Step guarded(Moves move) {
        try {
            return move.next();
        } catch (RuntimeException e) {
            return end(failure(e));
        }
    }

    static Reason failure(RuntimeException e) {
        return new Reason.ProgramFailed(e.getClass().getName());
    }

    private interface Moves {
        Errands.Step next();
    }
}
