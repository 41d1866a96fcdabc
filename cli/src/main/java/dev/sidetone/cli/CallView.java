package dev.sidetone.cli;

import dev.sidetone.client.CallEvent;
import dev.sidetone.client.CallListener;
import dev.sidetone.turn.Action;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Shows a call while it runs: the live line, and the events that belong to no turn. Runs on the listener's thread, but for {@link #redraw}. */
final class CallView implements CallListener {

    /** Services have private events by the dozen: each type is told once, and no more than this many. */
    private static final int MOST_TOLD = 8;

    private final Screen screen;
    private final LiveStatus status = new LiveStatus();
    private final Set<String> told = new HashSet<>();
    /** Read when the call has ended. */
    private final List<Action.Degraded> budget = new CopyOnWriteArrayList<>();
    private final Supplier<String> meter;
    /** Guards the status, which is also drawn when nothing happens. */
    private final ReentrantLock lock = new ReentrantLock();

    /** @param meter goes before the live line */
    CallView(Screen screen, Supplier<String> meter) {
        this.screen = screen;
        this.meter = meter;
    }

    /** Draws the live line anew. Any thread. */
    void redraw() {
        if (!screen.live()) return;
        lock.lock();
        try {
            var before = meter.get();
            screen.status(before + status.line(screen.paper().columns() - Layout.width(before)));
        } finally {
            lock.unlock();
        }
    }

    private void take(CallEvent event) {
        lock.lock();
        try {
            status.on(event);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void on(CallEvent event) {
        take(event);
        switch (event) {
            case CallEvent.AnsweredNobody(var what) -> outside("agent", what.response().text());
            case CallEvent.BudgetStep(var step) -> {
                budget.add(step);
                outside("budget", step.why() + " (spent " + step.spent() + ")");
            }
            case CallEvent.Late(var late) -> outside("late", "the " + late.what().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                    + " of " + late.itemId() + " came after its turn was settled" + late.text().map(text -> ": " + text).orElse(""));
            case CallEvent.Reported(var error) -> outside("error", "the server reports " + error.type()
                    + error.code().map(code -> " (" + code + ")").orElse("") + ": " + error.message());
            case CallEvent.Malformed malformed -> outside("malformed", (malformed.type().isBlank() ? "an event" : malformed.type())
                    + ": " + malformed.problem());
            case CallEvent.Unknown unknown -> {
                if (told.size() < MOST_TOLD && told.add(unknown.type())) outside("unknown", "events of type " + unknown.type() + ", counted");
            }
            case CallEvent.Ended ignored -> screen.status("");
            case CallEvent.Connected ignored -> { }
            case CallEvent.SpeechStarted ignored -> { }
            case CallEvent.SpeechStopped ignored -> { }
            case CallEvent.BuiltInDelta ignored -> { }
            case CallEvent.OutOfBandDelta ignored -> { }
            case CallEvent.ReplyStarted ignored -> { }
            case CallEvent.ReplyDelta ignored -> { }
            case CallEvent.ReplyAudio ignored -> { }
            case CallEvent.Interrupted ignored -> { }
            case CallEvent.ReplyEnded ignored -> { }
            case CallEvent.TurnHeard ignored -> { }
            case CallEvent.Mismatched ignored -> { }
            case CallEvent.TurnEnded ignored -> { }
            case CallEvent.Noted ignored -> { }
            case CallEvent.Progress ignored -> { }
        }
        if (!(event instanceof CallEvent.Ended)) redraw();
    }

    /** The steps by which less was asked for, so far. */
    List<Action.Degraded> budget() {
        return List.copyOf(budget);
    }

    private void outside(String label, String text) {
        if (text.isBlank()) return;
        var lines = new ArrayList<>(List.of(""));
        lines.addAll(TurnBlock.outside(label, Layout.clean(text), screen.paper()));
        screen.print(lines);
    }
}
