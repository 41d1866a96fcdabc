package dev.sidetone.client;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What there is to show while a call runs. */
public sealed interface CallEvent {

    /** The session stands, with its settings in force. */
    record Connected(Session session) implements CallEvent {}

    record SpeechStarted(String itemId, Duration at) implements CallEvent {}

    record SpeechStopped(String itemId, Duration at) implements CallEvent {}

    record BuiltInDelta(String itemId, String text) implements CallEvent {
        @Override
        public String toString() {
            return "BuiltInDelta[" + itemId + ", " + text.length() + " chars]";
        }
    }

    record OutOfBandDelta(String itemId, String text) implements CallEvent {
        @Override
        public String toString() {
            return "OutOfBandDelta[" + itemId + ", " + text.length() + " chars]";
        }
    }

    /** @param itemId of the turn that it answers; absent for a greeting and whatever else answers nobody */
    record ReplyStarted(String responseId, Optional<String> itemId) implements CallEvent {}

    /** What the agent says or writes. */
    record ReplyDelta(String responseId, String text) implements CallEvent {
        @Override
        public String toString() {
            return "ReplyDelta[" + responseId + ", " + text.length() + " chars]";
        }
    }

    record ReplyAudio(String responseId, Duration length) implements CallEvent {}

    /**
     * The caller cut the agent short. Comes once for each item that was not heard to its end. The server is told to forget what was not
     * heard.
     *
     * @param played how much of the item was heard; nothing, when it waited behind another
     * @param received how much of it had come
     */
    record Interrupted(String responseId, String itemId, Duration played, Duration received) implements CallEvent {}

    record ReplyEnded(String responseId, Response.Status status) implements CallEvent {}

    /** Both transcripts of a turn are known and judged; the reply may still run. The record that follows has the last word. */
    record TurnHeard(Action.TurnHeard what) implements CallEvent {}

    /** The two transcripts of a turn disagree on something to ask about before anybody acts. Comes once, before the turn's record. */
    record Mismatched(Action.Mismatched what) implements CallEvent {}

    /** The budget for out-of-band requests takes a step: less is asked for from now on. */
    record BudgetStep(Action.Degraded what) implements CallEvent {}

    /** The notes in force for the turns to come have changed. */
    record Noted(List<String> lines) implements CallEvent {
        public Noted {
            lines = List.copyOf(lines);
        }

        /** Notes say what was said: only their number is printed. */
        @Override
        public String toString() {
            return "Noted[" + lines.size() + " lines]";
        }
    }

    /** A turn is settled; the sink gets it too. */
    record TurnEnded(TurnRecord turn) implements CallEvent {}

    /** Something came after its turn's record. */
    record Late(Action.Late what) implements CallEvent {}

    /** A response that answers no turn. */
    record AnsweredNobody(Action.AnsweredNobody what) implements CallEvent {}

    /** The server reports an error; the call goes on. */
    record Reported(ErrorDetails error) implements CallEvent {}

    /** An event of a type that is not in the protocol. */
    record Unknown(String type) implements CallEvent {}

    /** An event that breaks the protocol. @param problem names fields, never content */
    record Malformed(String type, String problem) implements CallEvent {}

    /** About once a second, while something moves. */
    record Progress(CallTotals totals) implements CallEvent {}

    record Ended(EndReason reason) implements CallEvent {}
}
