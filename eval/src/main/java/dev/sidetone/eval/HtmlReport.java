package dev.sidetone.eval;

import dev.sidetone.audio.SmallWav;
import dev.sidetone.turn.Agreement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A report as one web page that needs nothing beside itself: style, script, chart library, figures and recordings are in
 * it, and its content policy forbids to load anything. What was said is data in it, never markup.
 */
public final class HtmlReport {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private HtmlReport() {}

    /** @param audioBytes for recordings, at most, as they stand in the page; those heard worst come first */
    public static String of(EvalReport report, long audioBytes) {
        var data = NODES.objectNode();
        data.set("report", withDiffs(report));
        var audio = data.putObject("audio");
        recordings(report, audioBytes).forEach(audio::put);
        var page = resource("report.html");
        // Every part is put in where the page has its mark, never into what was put in before.
        var parts = Map.of("title", escaped(report.heard().plan().dataset().name()), "style", resource("report.css"),
                "figures", resource("report-figures.js"), "charts", resource("report-charts.js"), "utterances", resource("report-utterances.js"),
                "chart", resource("chart.umd.min.js").replaceAll("(?m)^//# sourceMappingURL=.*$", ""), "data", inScript(data.toString()));
        var whole = new StringBuilder();
        int at = 0;
        for (var mark = MARK.matcher(page); mark.find(); at = mark.end()) {
            whole.append(page, at, mark.start()).append(parts.get(mark.group(1)));
        }
        return whole.append(page, at, page.length()).toString();
    }

    private static final java.util.regex.Pattern MARK = java.util.regex.Pattern.compile("\\{\\{([a-z]+)}}");

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    /** No text in it can end the script element or begin a comment there: a JSON string may write any character by its number. */
    private static String inScript(String json) {
        return json.replace("<", "\\u003c").replace(">", "\\u003e");
    }

    private static ObjectNode withDiffs(EvalReport report) {
        var node = (ObjectNode) EvalJson.of(report).node();
        var byUtterance = report.scored().stream().collect(Collectors.groupingBy(one -> one.reference().utterance()));
        node.path("utterances").forEach(utterance -> {
            var scored = byUtterance.getOrDefault(utterance.path("id").stringValue(), List.of());
            for (int i = 0; i < scored.size(); i++) diffs((ObjectNode) utterance.path("results").get(i), scored.get(i));
        });
        return node;
    }

    private static void diffs(ObjectNode result, Scored scored) {
        result.set("pieces", pieces(scored.reference().words(), scored.hearing().texts().transcript()));
        result.set("built_in_pieces", scored.hearing().texts().builtIn().map(text -> pieces(scored.reference().words(), text)).orElse(null));
    }

    /** Each piece a sign and both texts, what was said first. */
    private static ArrayNode pieces(String said, String heard) {
        var pieces = NODES.arrayNode();
        for (var piece : Agreement.between(said, heard).pieces()) {
            var sign = switch (piece) {
                case Agreement.Same ignored -> "=";
                case Agreement.OnlyFirst ignored -> "-";
                case Agreement.OnlySecond ignored -> "+";
                case Agreement.Changed ignored -> "~";
            };
            pieces.add(NODES.arrayNode().add(sign).add(piece.first()).add(piece.second()));
        }
        return pieces;
    }

    private static Map<String, String> recordings(EvalReport report, long most) {
        var errors = report.scored().stream().collect(Collectors.groupingBy(one -> one.reference().utterance(),
                Collectors.summingInt(one -> one.transcript().words().words().errors() + one.transcript().said() - one.transcript().hits())));
        var clips = report.heard().plan().dataset().calls().stream().flatMap(call -> call.clips().stream())
                .sorted(Comparator.comparingInt(clip -> -errors.getOrDefault(clip.utterance(), 0))).toList();
        var audio = new HashMap<String, String>();
        long left = most;
        for (var clip : clips) {
            if (left <= 0) break;
            var text = Base64.getEncoder().encodeToString(SmallWav.of(clip.audio()));
            if (text.length() > left) continue;
            left -= text.length();
            audio.put(clip.utterance(), text);
        }
        return audio;
    }

    private static String resource(String name) {
        try (var in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) throw new IllegalStateException(name + " is not in this build");
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
