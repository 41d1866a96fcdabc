package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Times of day: 4:30, 16:30, "four thirty p.m.", "half past four", "twenty to five", "four o'clock", "noon". */
final class TimeWords {

    /** Words from the one index to before the other. @param digits the words among them that are digits, as they stand */
    record Time(int from, int to, String normal, List<SpokenWord> digits) {}

    private static final Pattern CLOCK = Pattern.compile("\\W*(\\d{1,2}):([0-5]\\d)\\W*([ap])?\\W*m?\\W*", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Integer> PARTS = Map.of("half", 30, "quarter", 15);
    private static final Map<String, String> NAMED = Map.of("noon", "12:00 pm", "midday", "12:00 pm", "midnight", "12:00 am");
    private static final Set<String> AFTER = Set.of("past", "after"), BEFORE = Set.of("to", "till");
    private static final int HOURS = 24, HALF = 12, MINUTES = 60, MOST_DIGITS = 4;

    private final SpokenForm form;
    private final List<SpokenWord> words;

    private TimeWords(SpokenForm form, List<SpokenWord> words) {
        this.form = form;
        this.words = words;
    }

    static List<Time> in(SpokenForm form, List<SpokenWord> words) {
        var reader = new TimeWords(form, words);
        var times = new ArrayList<Time>();
        for (int i = 0; i < words.size(); ) {
            var time = reader.at(i);
            if (time.to() > i) times.add(time);
            i = Math.max(i + 1, time.to());
        }
        return times;
    }

    /** An empty stretch where no time begins. */
    private Time at(int from) {
        var named = NAMED.get(said(from));
        if (named != null) return new Time(from, from + 1, named, List.of());
        if (from > 0 && words.get(from - 1).isCharacter() && !Codes.mayBeWord(words.get(from - 1))) return nothing(from);
        var part = partOfHour(from);
        if (part.to() > from) return part;
        int end = endOfDigits(from);
        if (end == from || end - from > MOST_DIGITS) return nothing(from);
        return clock(from, end);
    }

    private Time nothing(int at) {
        return new Time(at, at, "", List.of());
    }

    /** In digits, with something that makes it a time. */
    private Time clock(int from, int end) {
        var half = half(end);
        int to = half.isEmpty() ? end : end + 2;
        boolean oClock = said(to).equals("oclock");
        boolean written = words.get(end - 1).first() == words.get(from).first() && CLOCK.matcher(form.chunks().get(words.get(from).first())).matches();
        boolean other = to < words.size() && words.get(to).isCharacter() && words.get(to).first() == words.get(from).first();
        if (other || half.isEmpty() && !oClock && !written) return nothing(from);
        // A full hour is written 4:00, and said without its noughts.
        boolean fullHour = end - from <= 2;
        int hour = number(from, fullHour ? end : end - 2), minute = fullHour ? 0 : number(end - 2, end);
        if (hour > HOURS || minute >= MINUTES) return nothing(from);
        return new Time(from, oClock ? to + 1 : to, normal(hour, minute, half), words.subList(from, end));
    }

    /** "Half past four", "twenty minutes to five". */
    private Time partOfHour(int from) {
        int at = PARTS.containsKey(said(from)) ? from + 1 : endOfDigits(from);
        if (at == from || at - from > 2) return nothing(from);
        int minutes = PARTS.containsKey(said(from)) ? PARTS.get(said(from)) : number(from, at);
        boolean named = PARTS.containsKey(said(from)) || said(at).equals("minutes");
        if (said(at).equals("minutes")) at++;
        boolean after = AFTER.contains(said(at)), before = BEFORE.contains(said(at));
        int start = at + 1, end = endOfDigits(start);
        // "Ten to four" may be a stretch of time.
        if (!after && !(before && named) || end == start || end - start > 2 || minutes >= MINUTES || number(start, end) > HALF) return nothing(from);
        int hour = before ? (number(start, end) + HALF - 1) % HALF : number(start, end);
        var half = half(end);
        return new Time(from, half.isEmpty() ? end : end + 2, normal(hour, before ? MINUTES - minutes : minutes, half), List.of());
    }

    /** "am" or "pm" where it stands there, letter by letter. */
    private String half(int at) {
        boolean there = said(at + 1).equals("m") && (said(at).equals("a") || said(at).equals("p"));
        return there ? said(at) + "m" : "";
    }

    private static String normal(int hour, int minute, String half) {
        boolean inDay = hour > HALF || hour == 0;
        var known = !half.isEmpty() ? " " + half : !inDay ? "" : hour % HOURS < HALF ? " am" : " pm";
        int onClock = hour % HALF == 0 ? HALF : hour % HALF;
        return onClock + ":" + (minute < 10 ? "0" : "") + minute + known;
    }

    /** Where only one tells the half of the day, the other may mean the same. */
    static boolean alike(String one, String other) {
        return one.equals(other) || one.startsWith(other + " ") || other.startsWith(one + " ");
    }

    private int endOfDigits(int from) {
        int end = from;
        while (end < words.size() && (words.get(end).isDigit() || end > from && said(end).equals("oh"))) end++;
        return end;
    }

    private int number(int from, int to) {
        int number = 0;
        for (var word : words.subList(from, to)) number = 10 * number + Integer.parseInt(Codes.character(word));
        return number;
    }

    private String said(int at) {
        return at < words.size() ? words.get(at).said() : "";
    }
}
