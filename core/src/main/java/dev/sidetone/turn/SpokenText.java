package dev.sidetone.turn;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of one stretch of the agent's voice, and how many of them sound in a part of it. Nobody says when which word sounds; the
 * arrivals tell. Words come no later than their sound, so words that came while this much voice had come sound after it. Within what
 * came between two such moments they are spread evenly by their letters.
 *
 * <p>A peer may send words well ahead of their voice: then some would have to be said faster than anybody speaks. Its words are
 * spread over the whole voice as evenly as the arrivals allow, so that nothing counts as heard before it can have been. Where the
 * first words come after voice, the peer writes down what has sounded already, and its arrivals are the ends of words.
 *
 * <p>Owned by one {@link SpokenReply}.
 */
final class SpokenText {

    // Fast speech has some 20 characters a second in the languages that write the most of them.
    private static final double FASTEST = 30;
    // A run longer than this is no word: scripts without spaces are cut between any two characters.
    private static final int LONGEST_WORD = 40;
    private static final double NANOS = 1e9;

    /** These characters, and those up to the next arrival, came when so much voice had come. */
    private record Arrival(long voice, int characters) {}

    private record Point(long voice, double characters) {}

    private final StringBuilder words = new StringBuilder();
    private final List<Arrival> arrivals = new ArrayList<>();
    private long voice;

    void say(String more) {
        if (arrivals.isEmpty() || arrivals.getLast().voice() != voice) arrivals.add(new Arrival(voice, words.length()));
        words.append(more);
    }

    void sound(Duration more) {
        voice += more.toNanos();
    }

    Duration voice() {
        return Duration.ofNanos(voice);
    }

    String words() {
        return words.toString();
    }

    /** The words that sound in this much of the voice, from its beginning: a word counts once half of it has sounded. */
    String heard(Duration played) {
        if (!played.isPositive()) return "";
        if (played.toNanos() >= voice) return words();
        return words.substring(0, wholeWords(characters(played.toNanos())));
    }

    /** How many characters have sounded by then. */
    private double characters(long played) {
        var from = new Point(0, 0);
        for (var to : timing()) {
            if (to.voice() >= played) return from.characters() + (to.characters() - from.characters()) * (played - from.voice()) / (to.voice() - from.voice());
            from = to;
        }
        return words.length();
    }

    /** Where in the words the voice is at which moment; what lies between is spread evenly. */
    private List<Point> timing() {
        var points = new ArrayList<Point>();
        boolean behind = !arrivals.isEmpty() && arrivals.getFirst().voice() > 0;
        for (int i = 0; i < arrivals.size(); i++) {
            var at = arrivals.get(i).voice();
            int end = i + 1 < arrivals.size() ? arrivals.get(i + 1).characters() : words.length();
            // The words that are last to come have the rest of the voice, whatever came of it before them.
            if (at > 0 && at < voice) points.add(new Point(at, behind ? end : arrivals.get(i).characters()));
        }
        points.add(new Point(voice, words.length()));
        return behind || sayable(points) ? points : evenly(points);
    }

    private static boolean sayable(List<Point> points) {
        var from = new Point(0, 0);
        for (var to : points) {
            if (to.characters() - from.characters() > FASTEST * (to.voice() - from.voice()) / NANOS) return false;
            from = to;
        }
        return true;
    }

    /** The most even pace at which no word sounds before it came: the lower convex hull of the arrivals. */
    private static List<Point> evenly(List<Point> points) {
        var hull = new ArrayList<Point>();
        for (var point : points) {
            while (!hull.isEmpty() && pace(hull.size() < 2 ? new Point(0, 0) : hull.get(hull.size() - 2), hull.getLast()) >= pace(hull.getLast(), point)) {
                hull.removeLast();
            }
            hull.add(point);
        }
        return hull;
    }

    private static double pace(Point from, Point to) {
        return (to.characters() - from.characters()) / (to.voice() - from.voice());
    }

    /** The end of the last word of which at least half lies before this character. */
    private int wholeWords(double characters) {
        int end = 0;
        for (int start = wordStart(0); start < words.length(); start = wordStart(end)) {
            int next = wordEnd(start);
            if ((start + next) / 2.0 > characters) break;
            end = next;
        }
        return end;
    }

    private int wordStart(int from) {
        int at = from;
        while (at < words.length() && Character.isWhitespace(words.charAt(at))) at++;
        return at;
    }

    private int wordEnd(int start) {
        int from = start, to = start;
        while (from > 0 && !Character.isWhitespace(words.charAt(from - 1))) from--;
        while (to < words.length() && !Character.isWhitespace(words.charAt(to))) to++;
        return to - from > LONGEST_WORD ? words.offsetByCodePoints(start, 1) : to;
    }
}
