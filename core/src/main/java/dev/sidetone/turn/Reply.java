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
     * @param text spoken or written, as far as it came; the caller may have heard less: {@link #heard}
     * @param status of the last response; {@code IN_PROGRESS} when the turn ended before it did
     * @param why for any status but {@code COMPLETED}, a word such as {@code turn_detected}
     * @param tools names of the functions it called, in order
     * @param cutOff how much of it was heard, when the caller cut it short
     */
    record Said(String text, Response.Status status, Optional<String> why, List<String> tools, Optional<CutOff> cutOff)
            implements Reply {
        public Said {
            tools = List.copyOf(tools);
        }

        /** What the caller heard of it. */
        public String heard() {
            return cutOff.map(CutOff::heard).orElse(text);
        }

        /** Speech is personal data: only its size is printed. */
        @Override
        public String toString() {
            return "Said[" + text.length() + " chars, " + status + why.map(w -> ", " + w).orElse("") + cutOff.map(cut -> ", " + cut).orElse("") + "]";
        }
    }

    /**
     * Where the caller cut a reply short, by the loudspeaker where somebody says what it played, else by the server's truncation.
     *
     * @param heard the words that sounded. Which those are is worked out: words come no later than their sound, so those that came
     *     when so much audio had come sound after it; in between they are spread evenly. It errs by about a word, and by more where
     *     a peer sends words far ahead of their voice and the pace changes
     * @param played how much of the audio was heard
     * @param received how much of it had come
     */
    record CutOff(String heard, Duration played, Duration received) {
        @Override
        public String toString() {
            return "CutOff[" + heard.length() + " chars, " + played.toMillis() + " of " + received.toMillis() + " ms]";
        }
    }

    record Nothing(Reason why) implements Reply {}
}
