package dev.sidetone.cli;

import dev.sidetone.client.CallEvent;
import dev.sidetone.client.CallTotals;
import java.time.Duration;

/** What the live line says: who speaks, how much audio went either way, and the words as they come. For one thread. */
final class LiveStatus {

    private enum Speaker { NOBODY, CALLER, AGENT }

    private Speaker speaker = Speaker.NOBODY;
    private final StringBuilder words = new StringBuilder();
    private Duration sent = Duration.ZERO;
    private Duration received = Duration.ZERO;

    void on(CallEvent event) {
        switch (event) {
            case CallEvent.SpeechStarted ignored -> speaks(Speaker.CALLER);
            case CallEvent.BuiltInDelta delta -> hears(delta.text());
            case CallEvent.ReplyStarted ignored -> speaks(Speaker.AGENT);
            case CallEvent.ReplyDelta delta -> says(delta.text());
            case CallEvent.ReplyAudio audio -> received = received.plus(audio.length());
            case CallEvent.ReplyEnded ignored -> speaks(Speaker.NOBODY);
            case CallEvent.Progress progress -> measured(progress.totals());
            case CallEvent.Ended ignored -> speaks(Speaker.NOBODY);
            case CallEvent.Connected ignored -> { }
            case CallEvent.SpeechStopped ignored -> { }
            case CallEvent.Interrupted ignored -> { }
            case CallEvent.OutOfBandDelta ignored -> { }
            case CallEvent.TurnHeard ignored -> { }
            case CallEvent.Mismatched ignored -> { }
            case CallEvent.BudgetStep ignored -> { }
            case CallEvent.TurnEnded ignored -> { }
            case CallEvent.Noted ignored -> { }
            case CallEvent.Late ignored -> { }
            case CallEvent.AnsweredNobody ignored -> { }
            case CallEvent.Reported ignored -> { }
            case CallEvent.Unknown ignored -> { }
            case CallEvent.Malformed ignored -> { }
        }
    }

    private void speaks(Speaker next) {
        if (next == speaker) return;
        speaker = next;
        words.setLength(0);
    }

    /** The recogniser may still write when the agent already answers: its words are the caller's. */
    private void hears(String text) {
        if (speaker != Speaker.AGENT) words.append(text);
    }

    private void says(String text) {
        speaks(Speaker.AGENT);
        words.append(text);
    }

    private void measured(CallTotals totals) {
        sent = totals.sent();
        if (totals.received().compareTo(received) > 0) received = totals.received();
    }

    String line(int columns) {
        var audio = "  sent " + Show.place(sent) + "  received " + Show.place(received);
        var who = switch (speaker) {
            case NOBODY -> "";
            case CALLER -> "caller  ";
            case AGENT -> "agent   ";
        };
        int room = Math.max(10, columns - 1 - Layout.width(audio) - Layout.width(who));
        return who + Layout.padded(Layout.tail(Layout.clean(words.toString()), room), room) + audio;
    }
}
