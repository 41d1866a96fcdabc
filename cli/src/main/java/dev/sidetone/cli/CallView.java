package dev.sidetone.cli;

import dev.sidetone.client.CallEvent;
import dev.sidetone.client.CallListener;
import java.util.List;

/** Shows a call while it runs: the live line, and the events that belong to no turn. Runs on the listener's thread. */
final class CallView implements CallListener {

    private final Screen screen;
    private final LiveStatus status = new LiveStatus();

    CallView(Screen screen) {
        this.screen = screen;
    }

    @Override
    public void on(CallEvent event) {
        status.on(event);
        switch (event) {
            case CallEvent.AnsweredNobody(var what) -> outside("agent", what.response().text());
            case CallEvent.Late(var late) -> outside("late", "the " + late.what().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ')
                    + " of " + late.itemId() + " came after its turn was settled" + late.text().map(text -> ": " + text).orElse(""));
            case CallEvent.Reported(var error) -> outside("error", "the server reports " + error.type()
                    + error.code().map(code -> " (" + code + ")").orElse("") + ": " + error.message());
            case CallEvent.Malformed malformed -> outside("malformed", malformed.type() + ": " + malformed.problem());
            case CallEvent.Unknown unknown -> outside("unknown", "an event of type " + unknown.type() + ", kept and counted");
            case CallEvent.Ended ignored -> screen.status("");
            case CallEvent.Connected ignored -> { }
            case CallEvent.SpeechStarted ignored -> { }
            case CallEvent.SpeechStopped ignored -> { }
            case CallEvent.BuiltInDelta ignored -> { }
            case CallEvent.OutOfBandDelta ignored -> { }
            case CallEvent.ReplyStarted ignored -> { }
            case CallEvent.ReplyDelta ignored -> { }
            case CallEvent.ReplyAudio ignored -> { }
            case CallEvent.ReplyEnded ignored -> { }
            case CallEvent.TurnEnded ignored -> { }
            case CallEvent.Progress ignored -> { }
        }
        if (screen.live() && !(event instanceof CallEvent.Ended)) screen.status(status.line(screen.paper().columns()));
    }

    private void outside(String label, String text) {
        if (text.isBlank()) return;
        var lines = new java.util.ArrayList<>(List.of(""));
        lines.addAll(TurnBlock.outside(label, Layout.clean(text), screen.paper()));
        screen.print(lines);
    }
}
