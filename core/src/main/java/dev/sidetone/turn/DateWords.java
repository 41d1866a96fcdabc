package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Dates in words or digits: "the third of May", "3 May", "May 3rd, 2024", 2024-05-03, 5/3/2024, "in June", "the twenty first", and days of the week. */
final class DateWords {

    /** Words from the one index to before the other, and what they mean as {@link Entity#normal()}. */
    record Date(int from, int to, String normal) {}

    private static final List<String> MONTHS = List.of(
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");
    private static final Set<String> WEEKDAYS = Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Pattern DIGITS = Pattern.compile("\\W*(\\d{1,4})([/.-])(\\d{1,2})\\2(\\d{2,4})\\W*");
    private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
    private static final int MOST_DAYS = 31, YEAR_DIGITS = 4;
    /** "The first", "the third time": only from here on a day by itself is likely to be one. */
    private static final int FIRST_DAY_ALONE = 10;
    /** Words of the sentence as often as months; these before them tell. */
    private static final Set<String> DOUBTFUL = Set.of("may", "march");
    private static final Set<String> BEFORE_MONTH = Set.of("in", "since", "until", "till", "last", "next", "this", "of", "during", "early", "late");

    private final SpokenForm form;
    private final List<SpokenWord> words;

    private DateWords(SpokenForm form, List<SpokenWord> words) {
        this.form = form;
        this.words = words;
    }

    static List<Date> in(SpokenForm form, List<SpokenWord> words) {
        var reader = new DateWords(form, words);
        var dates = new ArrayList<Date>();
        for (int i = 0; i < words.size(); ) {
            var date = reader.at(i);
            if (date.to() > i) dates.add(date);
            i = Math.max(i + 1, date.to());
        }
        return dates;
    }

    /** An empty stretch where no date begins. */
    private Date at(int from) {
        if (WEEKDAYS.contains(words.get(from).said())) return new Date(from, from + 1, words.get(from).said());
        var inDigits = inDigits(from);
        if (inDigits.to() > from) return inDigits;
        int month = month(from);
        var day = NumberWords.ordinalAt(words, month > 0 ? said(from + 1).equals("the") ? from + 2 : from + 1 : from);
        int afterDay = day.to();
        if (month > 0 && valid(day)) return withYear(from, afterDay, month, day.value());
        int of = said(afterDay).equals("of") ? afterDay + 1 : afterDay;
        if (valid(day) && month(of) > 0) return withYear(from, of + 1, month(of), day.value());
        if (valid(day) && day.value() >= FIRST_DAY_ALONE && from > 0 && said(from - 1).equals("the")) return new Date(from, afterDay, "day " + day.value());
        return month > 0 ? monthAlone(from, month) : dayInDigits(from);
    }

    /** "3 May": as it is written in most of the world. */
    private Date dayInDigits(int from) {
        int end = from;
        while (end < words.size() && words.get(end).isDigit()) end++;
        boolean follows = from > 0 && words.get(from - 1).isCharacter();
        if (end == from || end > from + 2 || follows || month(end) == 0) return new Date(from, from, "");
        int day = Integer.parseInt(words.subList(from, end).stream().map(Codes::character).collect(Collectors.joining()));
        return day >= 1 && day <= MOST_DAYS ? withYear(from, end + 1, month(end), day) : new Date(from, from, "");
    }

    private Date monthAlone(int at, int month) {
        var year = year(at + 1);
        if (year.to() > at + 1) return new Date(at, year.to(), String.format(Locale.ROOT, "%s-%02d", year.normal(), month));
        boolean meant = !DOUBTFUL.contains(said(at)) || at > 0 && BEFORE_MONTH.contains(said(at - 1));
        return meant ? new Date(at, at + 1, said(at)) : new Date(at, at, "");
    }

    private static boolean valid(NumberWords.Ordinal day) {
        return day.value() >= 1 && day.value() <= MOST_DAYS;
    }

    private Date withYear(int from, int to, int month, int day) {
        var year = year(to);
        var normal = String.format(Locale.ROOT, "%02d-%02d", month, day);
        return year.to() > to ? new Date(from, year.to(), year.normal() + "-" + normal) : new Date(from, to, normal);
    }

    /** "2024", "of 2024"; an empty stretch where there is none. */
    private Date year(int from) {
        var digits = new StringBuilder();
        int start = said(from).equals("of") || said(from).equals("in") ? from + 1 : from, end = start;
        while (end < words.size() && words.get(end).isDigit() && end - start <= YEAR_DIGITS) digits.append(Codes.character(words.get(end++)));
        return YEAR.matcher(digits).matches() ? new Date(from, end, digits.toString()) : new Date(from, from, "");
    }

    private int month(int at) {
        return MONTHS.indexOf(said(at)) + 1;
    }

    private String said(int at) {
        return at < words.size() ? words.get(at).said() : "";
    }

    private Date inDigits(int from) {
        var chunk = form.chunks().get(words.get(from).first());
        var date = DIGITS.matcher(chunk);
        boolean starts = from == 0 || words.get(from - 1).last() < words.get(from).first();
        if (!starts || !date.matches()) return new Date(from, from, "");
        int to = from;
        while (to < words.size() && words.get(to).first() == words.get(from).first()) to++;
        int one = Integer.parseInt(date.group(1)), two = Integer.parseInt(date.group(3)), three = Integer.parseInt(date.group(4));
        if (one > MOST_DAYS) return new Date(from, date.group(1).length() == YEAR_DIGITS ? to : from, day(one, two, three));
        boolean year = date.group(4).length() == YEAR_DIGITS;
        if (!year) return new Date(from, from, "");
        var monthFirst = one <= MONTHS.size() ? day(three, one, two) : "";
        var dayFirst = two <= MONTHS.size() ? day(three, two, one) : "";
        boolean both = !monthFirst.isEmpty() && !dayFirst.isEmpty() && !monthFirst.equals(dayFirst);
        return new Date(from, to, both ? monthFirst + "|" + dayFirst : monthFirst.isEmpty() ? dayFirst : monthFirst);
    }

    private static String day(int year, int month, int day) {
        return String.format(Locale.ROOT, "%04d-%02d-%02d", year, month, day);
    }

    /** Whether two dates may be one: a year, a month or a day that one leaves out does not part them. */
    static boolean alike(String one, String other) {
        for (var first : one.split("\\|")) {
            for (var second : other.split("\\|")) {
                if (first.equals(second) || fits(parts(first), parts(second))) return true;
            }
        }
        return false;
    }

    private static boolean fits(List<String> one, List<String> other) {
        boolean shared = false;
        for (int i = 0; i < one.size(); i++) {
            boolean both = !one.get(i).isEmpty() && !other.get(i).isEmpty();
            if (both && !one.get(i).equals(other.get(i))) return false;
            shared |= both;
        }
        return shared;
    }

    /** Year, month and day in digits, and the weekday; what is not said is empty. */
    private static List<String> parts(String normal) {
        if (WEEKDAYS.contains(normal)) return List.of("", "", "", normal);
        if (MONTHS.contains(normal)) return List.of("", String.format(Locale.ROOT, "%02d", MONTHS.indexOf(normal) + 1), "", "");
        if (normal.startsWith("day ")) return List.of("", "", normal.substring("day ".length()), "");
        var numbers = normal.split("-");
        if (numbers.length > 2) return List.of(numbers[0], numbers[1], numbers[2], "");
        return numbers[0].length() == YEAR_DIGITS ? List.of(numbers[0], numbers[1], "", "") : List.of("", numbers[0], numbers[1], "");
    }
}
