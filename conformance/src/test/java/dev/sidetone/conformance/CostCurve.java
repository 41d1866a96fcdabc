package dev.sidetone.conformance;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The picture of what contexts cost as a call goes on: an SVG that reads on light and dark pages and says its figures in words. */
final class CostCurve {

    private static final int WIDTH = 760, HEIGHT = 400, LEFT = 56, RIGHT = 240, TOP = 72, BOTTOM = 36;
    /** Between the names at the ends of the lines. */
    private static final int LINE_HEIGHT = 18;
    private static final double STEP = 0.04;
    /** What a user gets who chooses none, drawn heavier, and what was seen on no live service, drawn broken. */
    private static final String DEFAULT = "notes", EXPERIMENTAL = "shared";
    /** Blue, green, amber, red, grey: each at least 4.5 to 1 against its page, white and near black. */
    private static final String STYLE = """
            <style>
            text { fill: #3d444d; font-size: 13px } .title { fill: #1f2328; font-size: 16px; font-weight: 600 } .strong { font-weight: 600 }
            .grid { stroke: #8883 } .axis { stroke: #888b } .curve { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round }
            .heavy { stroke-width: 3.5 } .broken { stroke-dasharray: 2 5 }
            .c0 { --c: #0969da } .c1 { --c: #1a7f37 } .c2 { --c: #9a6700 } .c3 { --c: #cf222e } .c4 { --c: #59636e }
            path.curve { stroke: var(--c) } text.curve-name, circle { fill: var(--c) }
            @media (prefers-color-scheme: dark) {
            text { fill: #9198a1 } .title { fill: #f0f6fc }
            .c0 { --c: #58a6ff } .c1 { --c: #3fb950 } .c2 { --c: #d29922 } .c3 { --c: #ff7b72 } .c4 { --c: #9198a1 } }
            </style>
            """;
    private static final Pattern FIGURES = Pattern.compile("(?m)^(\\S+): ([0-9. ]+)$");

    private CostCurve() {}

    /** @param costs of each turn, in dollars, by context */
    static String svg(Map<String, List<BigDecimal>> costs) {
        var sums = new LinkedHashMap<String, List<Double>>();
        costs.forEach((context, each) -> sums.put(context, running(each)));
        int turns = costs.values().iterator().next().size();
        double top = Math.ceil(sums.values().stream().mapToDouble(List::getLast).max().orElseThrow() / STEP) * STEP;
        var svg = new StringBuilder(head(costs));
        for (double dollars = 0; dollars <= top + 1e-9; dollars += STEP) {
            svg.append(line(dollars == 0 ? "axis" : "grid", LEFT, y(dollars, top), WIDTH - RIGHT, y(dollars, top)));
            svg.append(text("end", LEFT - 8, y(dollars, top) + 4, String.format(Locale.ROOT, "$%.2f", dollars)));
        }
        for (int turn = 5; turn <= turns; turn += 5) svg.append(text("middle", x(turn, turns), HEIGHT - BOTTOM + 18, "turn " + turn));
        svg.append("<text class=\"title\" x=\"%d\" y=\"24\">What a call's transcripts cost, added up turn by turn</text>\n".formatted(LEFT - 40));
        svg.append(text("start", LEFT - 40, 46, "by what each request lets the model hear; gpt-realtime, simulated billing"));
        lines(sums, turns, top, svg);
        return svg.append("</svg>\n").toString();
    }

    private static List<Double> running(List<BigDecimal> each) {
        var sums = new ArrayList<Double>();
        var sum = BigDecimal.ZERO;
        for (var cost : each) sums.add((sum = sum.add(cost)).doubleValue());
        return sums;
    }

    private static String head(Map<String, List<BigDecimal>> costs) {
        var figures = new StringBuilder("Dollars of each turn.\n");
        costs.forEach((context, each) -> figures.append(context).append(": ").append(String.join(" ", each.stream().map(BigDecimal::toPlainString).toList())).append('\n'));
        return """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="system-ui, sans-serif">
                <title>What each context costs as a call of %d turns goes on</title>
                <desc>
                %s</desc>
                """.formatted(WIDTH, HEIGHT, costs.values().iterator().next().size(), figures) + STYLE;
    }

    private static void lines(Map<String, List<Double>> sums, int turns, double top, StringBuilder svg) {
        var byHeight = sums.entrySet().stream().sorted((one, other) -> Double.compare(other.getValue().getLast(), one.getValue().getLast())).toList();
        double lowest = 0;
        double least = byHeight.getLast().getValue().getLast();
        for (var context : byHeight) {
            var name = context.getKey();
            int colour = List.copyOf(sums.keySet()).indexOf(name);
            double sum = context.getValue().getLast();
            var path = new StringBuilder("M%s %s".formatted(number(x(0, turns)), number(y(0, top))));
            for (int i = 0; i < turns; i++) path.append(" L%s %s".formatted(number(x(i + 1, turns)), number(y(context.getValue().get(i), top))));
            var kind = name.equals(DEFAULT) ? " heavy" : name.equals(EXPERIMENTAL) ? " broken" : "";
            svg.append("<path class=\"curve c%d%s\" d=\"%s\"/>\n".formatted(colour, kind, path));
            svg.append("<circle class=\"c%d\" cx=\"%d\" cy=\"%s\" r=\"4\"/>\n".formatted(colour, WIDTH - RIGHT, number(y(sum, top))));
            lowest = Math.max(lowest + LINE_HEIGHT, y(sum, top) + 4);
            svg.append(name(colour, lowest, name, "$%.3f".formatted(sum), sum > least ? "%.2f×".formatted(sum / least) : ""));
        }
    }

    private static String name(int colour, double y, String context, String... figures) {
        var remark = context.equals(DEFAULT) ? " (default)" : context.equals(EXPERIMENTAL) ? " (trial)" : "";
        var name = new StringBuilder();
        name.append(cell(context.equals(DEFAULT) ? "c%d strong".formatted(colour) : "c" + colour, 12, y, context + remark));
        for (int i = 0; i < figures.length; i++) name.append(cell("c" + colour, 132 + 54 * i, y, figures[i]));
        return name.toString();
    }

    private static String cell(String kind, int right, double y, String words) {
        return "<text class=\"curve-name %s\" x=\"%d\" y=\"%s\">%s</text>\n".formatted(kind, WIDTH - RIGHT + right, number(y), words);
    }

    private static double x(int turn, int turns) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (double) turn / turns;
    }

    private static double y(double dollars, double top) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * dollars / top;
    }

    private static String line(String kind, double x1, double y1, double x2, double y2) {
        return "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>\n".formatted(kind, number(x1), number(y1), number(x2), number(y2));
    }

    private static String text(String anchor, double x, double y, String words) {
        return "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>\n".formatted(number(x), number(y), anchor, words);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    /** The figures that a picture was drawn from. */
    static Map<String, List<BigDecimal>> figures(String svg) {
        var figures = new LinkedHashMap<String, List<BigDecimal>>();
        FIGURES.matcher(svg).results().forEach(match -> figures.put(match.group(1), List.of(match.group(2).split(" ")).stream().map(BigDecimal::new).toList()));
        return figures;
    }
}
