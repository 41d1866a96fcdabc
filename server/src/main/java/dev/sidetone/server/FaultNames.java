package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault.Lane;
import dev.sidetone.server.Fault.Reordered.Stream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** The faults by the names and keys that a script uses for them. */
final class FaultNames {

    private static final Map<String, Lane> LANES = new TreeMap<>(Map.of("reply", Lane.REPLY, "out-of-band", Lane.OUT_OF_BAND, "both", Lane.BOTH));
    private static final Map<String, Stream> STREAMS = new TreeMap<>(Map.of("transcript", Stream.TRANSCRIPT, "out-of-band", Stream.OUT_OF_BAND));
    private static final String MESSAGE = "This fails on purpose.";
    /** Codes for applications (RFC 6455, 7.4.2) and those of the protocol. */
    private static final int LEAST_CLOSE = 1_000, MOST_CLOSE = 4_999;

    /** @param keys besides {@code fault} and {@code at} */
    private record Form(List<String> keys, Function<ScriptNode.Fields, Fault> make) {}

    private final Function<Duration, Pause> timing;
    private final Map<String, Form> forms = new TreeMap<>();

    FaultNames(Function<Duration, Pause> timing) {
        this.timing = timing;
        onEvents();
        onModels();
        form("http-refusal", from -> new Fault.HttpRefusal(from.need("status").whole(400, 599)), "status");
        form("turned-away", from -> new Fault.TurnedAway(error(from), from.need("close").whole(LEAST_CLOSE, MOST_CLOSE)), "code", "message", "close");
        form("slow-reader", from -> new Fault.SlowReader(pause(from, "for")), "for");
    }

    private void onEvents() {
        form("cut", from -> new Fault.Cut(event(from, "on")), "on");
        form("stall", from -> new Fault.Stall(event(from, "on")), "on");
        form("expire", from -> new Fault.Expire(event(from, "on")), "on");
        form("inject", from -> new Fault.Inject(event(from, "on"), from.need("frame").text()), "on", "frame");
        form("unknown-event", from -> new Fault.UnknownEvent(event(from, "on"), from.need("type").text()), "on", "type");
        form("duplicate", from -> new Fault.Duplicate(event(from, "on")), "on");
        form("duplicate-transcript", from -> new Fault.DuplicateTranscript());
        form("cut-off", from -> new Fault.CutOff(event(from, "on")), "on");
        form("wrong-type", from -> new Fault.WrongType(event(from, "on"), field(from)), "on", "field");
        form("oversized", from -> new Fault.Oversized(event(from, "on"), from.need("characters").whole(1, Integer.MAX_VALUE)), "on", "characters");
        form("slow-writer", from -> new Fault.SlowWriter(event(from, "on"), pause(from, "for")), "on", "for");
        form("reordered", from -> new Fault.Reordered(from.need("stream").among(STREAMS), event(from, "until")), "stream", "until");
    }

    private void onModels() {
        form("late-transcript", from -> new Fault.LateTranscript(pause(from, "by")), "by");
        form("missing-transcript", from -> new Fault.MissingTranscript());
        form("failed-transcript", from -> new Fault.FailedTranscript(error(from)), "code", "message");
        form("refused-out-of-band", from -> new Fault.RefusedOutOfBand(from.need("code").text(), message(from)), "code", "message");
        form("late-out-of-band", from -> new Fault.LateOutOfBand(pause(from, "by")), "by");
        form("failed-out-of-band", from -> new Fault.FailedOutOfBand(from.need("code").text(), message(from)), "code", "message");
        form("endless-out-of-band", from -> new Fault.EndlessOutOfBand());
        form("late-reply", from -> new Fault.LateReply(pause(from, "by")), "by");
        form("slow-response", from -> new Fault.SlowResponse(lane(from), pause(from, "between")), "lane", "between");
        form("rate-limited", from -> new Fault.RateLimited(lane(from)), "lane");
    }

    private void form(String name, Function<ScriptNode.Fields, Fault> make, String... keys) {
        var all = new ArrayList<>(List.of("fault", "at"));
        all.addAll(Arrays.asList(keys));
        forms.put(name, new Form(all, make));
    }

    /** With the fault that stands here. */
    Faults add(ScriptNode at, Faults faults) {
        var name = at.pairs().get("fault");
        if (name == null) throw at.wrong("\"fault\" is missing: which one; allowed: " + String.join(", ", forms.keySet()));
        var form = name.among(forms);
        var from = at.fields(form.keys().toArray(String[]::new));
        var fault = form.make().apply(from);
        if (from.find("at").isEmpty()) return faults.always(fault);
        return faults.at(from.need("at").whole(1, Integer.MAX_VALUE), fault);
    }

    private static Class<? extends ServerEvent> event(ScriptNode.Fields from, String key) {
        return from.need(key).among(EventNames.KINDS);
    }

    private Pause pause(ScriptNode.Fields from, String key) {
        return timing.apply(from.need(key).duration());
    }

    private static Lane lane(ScriptNode.Fields from) {
        return from.find("lane").map(named -> named.among(LANES)).orElse(Lane.BOTH);
    }

    private static String field(ScriptNode.Fields from) {
        var field = from.need("field");
        if (field.text().equals("type")) throw field.wrong("an event without its type is another fault: use inject or unknown-event");
        return field.text();
    }

    private static ErrorDetails error(ScriptNode.Fields from) {
        return ErrorDetails.invalidRequest(from.need("code").text(), message(from));
    }

    private static String message(ScriptNode.Fields from) {
        return from.find("message").map(ScriptNode::text).orElse(MESSAGE);
    }
}
