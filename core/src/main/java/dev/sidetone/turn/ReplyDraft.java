package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The reply to one open turn while it forms. Owned by its {@link Turn}. */
final class ReplyDraft {

    sealed interface Stage {
        /** Nobody has asked for one: the program is to rule on the turn first. */
        record Held() implements Stage {}

        /** None has begun. */
        record Awaited(Instant since) implements Stage {}

        record Running(Instant since) implements Stage {}

        record Ended() implements Stage {}

        /** There will be none. */
        record Absent(Reason why) implements Stage {}
    }

    private Stage stage;
    private final StringBuilder text = new StringBuilder();
    private final List<String> tools = new ArrayList<>();
    private Response.Status status = Response.Status.IN_PROGRESS;
    private Optional<String> why = Optional.empty();
    private Optional<Duration> truncatedAt = Optional.empty();
    private int running;

    ReplyDraft(Stage first) {
        stage = first;
    }

    boolean settled() {
        return stage instanceof Stage.Ended || stage instanceof Stage.Absent;
    }

    boolean awaited() {
        return stage instanceof Stage.Awaited;
    }

    boolean held() {
        return stage instanceof Stage.Held;
    }

    /** It is asked for now, after it was held. */
    void ask(Instant now) {
        stage = new Stage.Awaited(now);
    }

    /** Waiting counts from the commit, not from the first announcement. */
    void awaitFrom(Instant now) {
        if (awaited()) stage = new Stage.Awaited(now);
    }

    void begin(Instant now) {
        running++;
        stage = new Stage.Running(now);
    }

    /** @param streamed what the deltas said, for peers whose final response is empty */
    void end(Response response, String streamed, Instant now) {
        running = Math.max(0, running - 1);
        append(response.text().isEmpty() ? streamed : response.text());
        status = response.status();
        why = status == Response.Status.COMPLETED ? Optional.empty() : response.statusDetails().map(Response.StatusDetails::inShort);
        boolean called = false;
        for (var item : response.output()) {
            if (item instanceof Item.FunctionCall call) called |= tools.add(call.name());
        }
        if (running > 0) return;
        // The agent speaks on when it has the tool's result.
        stage = called && status == Response.Status.COMPLETED ? new Stage.Awaited(now) : new Stage.Ended();
    }

    /** What it had said when the turn could wait no longer. */
    void abandon(String streamed, Reason reason) {
        append(streamed);
        var begun = running > 0 || !text.isEmpty() || !tools.isEmpty();
        if (running > 0) {
            status = Response.Status.IN_PROGRESS;
            why = Optional.of(reason.word());
        }
        stage = begun ? new Stage.Ended() : new Stage.Absent(reason);
    }

    void absent(Reason reason) {
        if (awaited() || held()) stage = tools.isEmpty() ? new Stage.Absent(reason) : new Stage.Ended();
    }

    void truncated(Duration played) {
        truncatedAt = Optional.of(played);
    }

    /** The limit that has run out at this moment, if one has. */
    Optional<Duration> overdue(Limits limits, Instant now) {
        return switch (stage) {
            case Stage.Held ignored -> Optional.empty();
            case Stage.Awaited awaited -> over(awaited.since(), limits.replyStart(), now);
            case Stage.Running going -> over(going.since(), limits.reply(), now);
            case Stage.Ended ignored -> Optional.empty();
            case Stage.Absent ignored -> Optional.empty();
        };
    }

    private static Optional<Duration> over(Instant since, Duration limit, Instant now) {
        return now.isBefore(since.plus(limit)) ? Optional.empty() : Optional.of(limit);
    }

    Reply reply() {
        return switch (stage) {
            case Stage.Absent absent -> new Reply.Nothing(absent.why());
            case Stage.Ended ignored -> new Reply.Said(text.toString(), status, why, tools, truncatedAt);
            case Stage.Held ignored -> throw new IllegalStateException("the reply is still held back");
            case Stage.Awaited ignored -> throw new IllegalStateException("the reply is still awaited");
            case Stage.Running ignored -> throw new IllegalStateException("the reply is still running");
        };
    }

    private void append(String more) {
        if (more.isBlank()) return;
        if (!text.isEmpty()) text.append(' ');
        text.append(more.strip());
    }
}
