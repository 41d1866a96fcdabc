package dev.sidetone.turn;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Response;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The sign we put on a request beside the conversation. It comes home in {@code metadata} on success and in the error's
 * {@code event_id} on refusal, so that no answer is ever matched by order.
 *
 * @param task {@link #TRANSCRIPT} or the name of another task
 * @param subject the item transcribed, or the id by which a request of a task waits
 * @param attempt 1 for the first request about a subject
 */
record Mark(String task, String subject, int attempt) {

    static final String TRANSCRIPT = "transcript";

    /** An answer in the conversation that had been held back. */
    static final String ANSWER = "answer";

    static final String TASK = "sidetone_task";

    /** Every event of ours that a server may refuse has an id that begins so. */
    static final String EVENT_PREFIX = "sidetone:";

    private static final String SUBJECT = "sidetone_subject", ATTEMPT = "sidetone_attempt";
    private static final Pattern EVENT_ID = Pattern.compile("sidetone:([^:]{1,64}):(\\d{1,6}):(.+)", Pattern.DOTALL);

    /** @throws IllegalArgumentException when a task of one's own cannot have this name */
    static void checkTask(String name) {
        if (!name.matches("[a-z][a-z0-9_-]{0,63}") || name.equals(TRANSCRIPT)) {
            throw new IllegalArgumentException("\"" + name + "\" cannot name a task: use 1 to 64 of a-z, 0-9, _ and -, and not " + TRANSCRIPT);
        }
    }

    boolean isTranscript() {
        return task.equals(TRANSCRIPT);
    }

    boolean isAnswer() {
        return task.equals(ANSWER);
    }

    Map<String, String> metadata() {
        return Map.of(TASK, task, SUBJECT, subject, ATTEMPT, Integer.toString(attempt));
    }

    String eventId() {
        return EVENT_PREFIX + task + ":" + attempt + ":" + subject;
    }

    static Optional<Mark> of(Response response) {
        var marks = response.metadata();
        var attempt = marks.getOrDefault(ATTEMPT, "");
        if (!marks.containsKey(TASK) || !marks.containsKey(SUBJECT) || !attempt.matches("\\d{1,6}")) return Optional.empty();
        return Optional.of(new Mark(marks.get(TASK), marks.get(SUBJECT), Integer.parseInt(attempt)));
    }

    static Optional<Mark> of(ErrorDetails error) {
        return error.eventId().map(EVENT_ID::matcher).filter(m -> m.matches())
                .map(m -> new Mark(m.group(1), m.group(3), Integer.parseInt(m.group(2))));
    }
}
