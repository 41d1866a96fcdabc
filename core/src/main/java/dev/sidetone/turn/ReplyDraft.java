package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reply to one open turn while it forms. Owned by its {@link Turn}. */
final class ReplyDraft {

    sealed interface Stage {
        /** Nobody has asked for one: the program is to rule on the turn first. */
        record Held() implements Stage {}

        /** None has begun. */
        record Awaited(Instant since) implements Stage {}

        record Running(Instant since) implements Stage {}

        /** It is complete and still sounds. @param since the last of it came */
        record Sounding(Instant since) implements Stage {}

        record Ended() implements Stage {}

        /** There will be none. */
        record Absent(Reason why) implements Stage {}
    }

    // A loudspeaker begins late and may stumble.
    private static final Duration AFTER_VOICE = Duration.ofSeconds(10);

    private Stage stage;
    private final List<String> tools = new ArrayList<>();
    private Response.Status status = Response.Status.IN_PROGRESS;
    private Optional<String> why = Optional.empty();
    private final List<Part> parts = new ArrayList<>();
    private final boolean listened;
    private int running;

    /** One response of it. */
    private record Part(String text, SpokenReply spoken) {}

    /** @param listened whether somebody says when it has sounded */
    ReplyDraft(Stage first, boolean listened) {
        stage = first;
        this.listened = listened;
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
    void end(Response response, String streamed, SpokenReply spoken, Instant now) {
        running = Math.max(0, running - 1);
        append(response.text().isEmpty() ? streamed : response.text(), spoken);
        status = response.status();
        why = status == Response.Status.COMPLETED ? Optional.empty() : response.statusDetails().map(Response.StatusDetails::inShort);
        boolean called = false;
        for (var item : response.output()) {
            if (item instanceof Item.FunctionCall call) called |= tools.add(call.name());
        }
        if (running > 0) return;
        // The agent speaks on when it has the tool's result.
        if (called && status == Response.Status.COMPLETED) stage = new Stage.Awaited(now);
        else stage = sounds() ? new Stage.Sounding(now) : new Stage.Ended();
    }

    private boolean sounds() {
        return listened && parts.stream().anyMatch(part -> part.spoken().sounds());
    }

    /** A response of it sounds no more. */
    void quiet() {
        if (stage instanceof Stage.Sounding && !sounds()) stage = new Stage.Ended();
    }

    /** What it had said when the turn could wait no longer. @param unfinished the responses of it that run */
    void abandon(List<Responses.Known> unfinished, Reason reason) {
        unfinished.forEach(known -> append(known.streamed(), known.spoken));
        var begun = running > 0 || !text().isEmpty() || !tools.isEmpty();
        if (running > 0) {
            status = Response.Status.IN_PROGRESS;
            why = Optional.of(reason.word());
        }
        stage = begun ? new Stage.Ended() : new Stage.Absent(reason);
    }

    void absent(Reason reason) {
        if (awaited() || held()) stage = tools.isEmpty() ? new Stage.Absent(reason) : new Stage.Ended();
    }

    /** The limit that has run out at this moment, if one has. */
    Optional<Duration> overdue(Limits limits, Instant now) {
        return switch (stage) {
            case Stage.Held ignored -> Optional.empty();
            case Stage.Awaited awaited -> over(awaited.since(), limits.replyStart(), now);
            case Stage.Running going -> over(going.since(), limits.reply(), now);
            // Whoever plays it may have forgotten it.
            case Stage.Sounding sounding -> over(sounding.since(), voice().plus(AFTER_VOICE), now);
            case Stage.Ended ignored -> Optional.empty();
            case Stage.Absent ignored -> Optional.empty();
        };
    }

    private Duration voice() {
        return parts.stream().map(part -> part.spoken().voice()).reduce(Duration.ZERO, Duration::plus);
    }

    private static Optional<Duration> over(Instant since, Duration limit, Instant now) {
        return now.isBefore(since.plus(limit)) ? Optional.empty() : Optional.of(limit);
    }

    /** Frees what its record does not need. */
    void forget() {
        parts.forEach(part -> part.spoken().forget());
    }

    Reply reply() {
        return switch (stage) {
            case Stage.Absent absent -> new Reply.Nothing(absent.why());
            case Stage.Ended ignored -> new Reply.Said(text(), status, why, tools, cutOff());
            case Stage.Held ignored -> throw new IllegalStateException("the reply is still held back");
            case Stage.Awaited ignored -> throw new IllegalStateException("the reply is still awaited");
            case Stage.Sounding ignored -> throw new IllegalStateException("the reply still sounds");
            case Stage.Running ignored -> throw new IllegalStateException("the reply is still running");
        };
    }

    private void append(String text, SpokenReply spoken) {
        parts.add(new Part(text.strip(), spoken));
    }

    private String text() {
        return joined(parts.stream().map(Part::text));
    }

    /** Over all its responses. */
    private Optional<Reply.CutOff> cutOff() {
        var cuts = parts.stream().map(part -> part.spoken().cutOff(part.text())).toList();
        if (cuts.stream().noneMatch(Optional::isPresent)) return Optional.empty();
        var played = Duration.ZERO;
        var heard = new ArrayList<String>();
        for (int i = 0; i < parts.size(); i++) {
            var part = parts.get(i);
            played = played.plus(cuts.get(i).map(Reply.CutOff::played).orElseGet(part.spoken()::voice));
            heard.add(cuts.get(i).map(Reply.CutOff::heard).orElse(part.text()));
        }
        var received = played.compareTo(voice()) > 0 ? played : voice();
        return Optional.of(new Reply.CutOff(joined(heard.stream()), played, received));
    }

    private static String joined(Stream<String> texts) {
        return texts.filter(text -> !text.isBlank()).collect(Collectors.joining(" "));
    }
}
