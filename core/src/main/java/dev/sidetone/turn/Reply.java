package dev.sidetone.turn;

import dev.sidetone.protocol.Response;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What the agent answered in the conversation. */
public sealed interface Reply {

    /**
     * One or more responses (a tool call and what follows it are several), read as one.
     *
     * @param text spoken or written, as far as it came
     * @param status of the last response; {@code IN_PROGRESS} when the turn ended before it did
     * @param why for any status but {@code COMPLETED}, a word such as {@code turn_detected}
     * @param tools names of the functions it called, in order
     * @param truncatedAt how much of the audio was played, when the rest was cut off
     */
    record Said(String text, Response.Status status, Optional<String> why, List<String> tools, Optional<Duration> truncatedAt)
            implements Reply {
        public Said {
            tools = List.copyOf(tools);
        }

        /** Speech is personal data: only its size is printed. */
        @Override
        public String toString() {
            return "Said[" + text.length() + " chars, " + status + why.map(w -> ", " + w).orElse("") + "]";
        }
    }

    record Nothing(Reason why) implements Reply {}
}
