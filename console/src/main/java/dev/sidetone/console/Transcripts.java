package dev.sidetone.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A call in writing. Times are of the call's audio; what has none stands where it came in the order of turns. */
final class Transcripts {

    private enum Speaker {
        CALLER("Caller"), AGENT("Agent");

        private final String word;

        Speaker(String word) {
            this.word = word;
        }
    }

    /** Something that was said. */
    private record Line(Speaker who, Duration from, Duration to, String text) {}

    // Shorter lines cannot be read; players leave out those without a length.
    private static final Duration SHORTEST = Duration.ofMillis(500);

    private Transcripts() {}

    static String json(Kept kept) {
        var node = kept.summary();
        var turns = node.putArray("turns");
        kept.story().turns().forEach(turns::add);
        return node.toPrettyString() + "\n";
    }

    static String plain(Kept kept) {
        var text = new StringBuilder();
        var summary = kept.summary();
        text.append("Call ").append(kept.call()).append(", ").append(summary.path("began").asString("")).append('\n');
        for (var line : lines(kept)) text.append('\n').append('[').append(clock(line.from, '.')).append("] ").append(line.who.word).append(": ").append(line.text).append('\n');
        summary.path("end").asStringOpt().ifPresent(end -> text.append("\n(").append(end).append(")\n"));
        return text.toString();
    }

    static String vtt(Kept kept) {
        var text = new StringBuilder("WEBVTT\n");
        for (var line : lines(kept)) {
            text.append('\n').append(clock(line.from, '.')).append(" --> ").append(clock(line.to, '.')).append('\n')
                    .append("<v ").append(line.who.word).append('>').append(escaped(line.text)).append('\n');
        }
        return text.toString();
    }

    static String srt(Kept kept) {
        var text = new StringBuilder();
        int number = 0;
        for (var line : lines(kept)) {
            text.append(++number).append('\n').append(clock(line.from, ',')).append(" --> ").append(clock(line.to, ',')).append('\n')
                    .append(line.who.word).append(": ").append(line.text).append("\n\n");
        }
        return text.toString();
    }

    private static List<Line> lines(Kept kept) {
        var lines = new ArrayList<Line>();
        var at = Duration.ZERO;
        for (var turn : kept.story().turns()) {
            var caller = line(Speaker.CALLER, turn.path("speech"), turn.path("transcript").path("text"), at);
            var agent = line(Speaker.AGENT, turn.path("reply_speech"), turn.path("reply_heard"), caller.to);
            if (!caller.text.isBlank()) lines.add(caller);
            if (!agent.text.isBlank()) lines.add(agent);
            at = agent.text.isBlank() ? caller.to : agent.to;
        }
        lines.sort(Comparator.comparing(Line::from));
        return lines;
    }

    /** @param otherwise where it stands when its place is not known */
    private static Line line(Speaker who, JsonNode place, JsonNode text, Duration otherwise) {
        var from = place.path("start_ms").isNumber() ? Duration.ofMillis(place.path("start_ms").longValue()) : otherwise;
        var to = place.path("end_ms").isNumber() ? Duration.ofMillis(place.path("end_ms").longValue()) : from;
        var end = to.minus(from).compareTo(SHORTEST) < 0 ? from.plus(SHORTEST) : to;
        return new Line(who, from, end, text.asString("").strip().replaceAll("\\s+", " "));
    }

    private static String clock(Duration at, char point) {
        return "%02d:%02d:%02d%c%03d".formatted(at.toHours(), at.toMinutesPart(), at.toSecondsPart(), point, at.toMillisPart());
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
