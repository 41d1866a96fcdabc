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

    private static final int WIDTH = 720, HEIGHT = 380, LEFT = 64, RIGHT = 140, TOP = 44, BOTTOM = 48;
    /** Between the names at the ends of the lines. */
    private static final int LINE_HEIGHT = 16;
    /** Blue, green, amber, red, grey; each readable on white and on black. */
    private static final List<String> COLOURS = List.of("#2f7ed8", "#1d9a6c", "#c77f00", "#d1495b", "#8a8f98");
    private static final Pattern FIGURES = Pattern.compile("(?m)^(\\S+): ([0-9. ]+)$");

    private CostCurve() {}

    /** @param costs of each turn, in dollars, by context */
    static String svg(Map<String, List<BigDecimal>> costs) {
        var sums = new LinkedHashMap<String, List<Double>>();
        costs.forEach((context, each) -> sums.put(context, running(each)));
        int turns = costs.values().iterator().next().size();
        double top = Math.ceil(sums.values().stream().mapToDouble(List::getLast).max().orElseThrow() / 0.02) * 0.02;
        var svg = new StringBuilder(head(costs));
        for (double dollars = 0; dollars <= top + 1e-9; dollars += 0.02) {
            svg.append(line("grid", LEFT, y(dollars, top), WIDTH - RIGHT, y(dollars, top)));
            svg.append(text("end", LEFT - 8, y(dollars, top) + 4, String.format(Locale.ROOT, "$%.2f", dollars)));
        }
        for (int turn = 5; turn <= turns; turn += 5) svg.append(text("middle", x(turn, turns), HEIGHT - BOTTOM + 18, "turn " + turn));
        svg.append(text("start", LEFT, 24, "Out-of-band transcripts of a call, added up (gpt-realtime, simulated billing)"));
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
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="system-ui, sans-serif" font-size="12">
                <title>What each context costs as a call of %d turns goes on</title>
                <desc>
                %s</desc>
                <style>text { fill: #333 } .grid { stroke: #8884 } path { fill: none; stroke-width: 2 } @media (prefers-color-scheme: dark) { text { fill: #ccc } }</style>
                """.formatted(WIDTH, HEIGHT, costs.values().iterator().next().size(), figures);
    }

    private static void lines(Map<String, List<Double>> sums, int turns, double top, StringBuilder svg) {
        var byHeight = sums.entrySet().stream().sorted((one, other) -> Double.compare(other.getValue().getLast(), one.getValue().getLast())).toList();
        double lowest = 0;
        for (var context : byHeight) {
            var colour = COLOURS.get(List.copyOf(sums.keySet()).indexOf(context.getKey()));
            var path = new StringBuilder("M%s %s".formatted(number(x(0, turns)), number(y(0, top))));
            for (int i = 0; i < turns; i++) path.append(" L%s %s".formatted(number(x(i + 1, turns)), number(y(context.getValue().get(i), top))));
            svg.append("<path d=\"%s\" stroke=\"%s\"/>\n".formatted(path, colour));
            lowest = Math.max(lowest + LINE_HEIGHT, y(context.getValue().getLast(), top) + 4);
            var label = "%s  $%.3f".formatted(context.getKey(), context.getValue().getLast());
            svg.append("<text x=\"%d\" y=\"%s\" style=\"fill: %s\">%s</text>\n".formatted(WIDTH - RIGHT + 8, number(lowest), colour, label));
        }
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
