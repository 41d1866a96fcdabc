package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Dates in words or digits: "the third of May", "May 3rd", "May 3, 2024", 2024-05-03, 5/3/2024, and days of the week. */
final class DateWords {

    /** Words from the one index to before the other, and what they mean as {@link Entity#normal()}. */
    record Date(int from, int to, String normal) {}

    private static final List<String> MONTHS = List.of(
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december");
    private static final Set<String> WEEKDAYS = Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final Pattern DIGITS = Pattern.compile("\\W*(\\d{1,4})([/.-])(\\d{1,2})\\2(\\d{2,4})\\W*");
    private static final Pattern YEAR = Pattern.compile("(19|20)\\d\\d");
    private static final int MOST_DAYS = 31, YEAR_DIGITS = 4;

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
        return new Date(from, from, "");
    }

    private static boolean valid(NumberWords.Ordinal day) {
        return day.value() >= 1 && day.value() <= MOST_DAYS;
    }

    private Date withYear(int from, int to, int month, int day) {
        var digits = new StringBuilder();
        int start = said(to).equals("of") || said(to).equals("in") ? to + 1 : to, end = start;
        while (end < words.size() && words.get(end).isDigit() && end - start <= YEAR_DIGITS) digits.append(Codes.character(words.get(end++)));
        boolean year = YEAR.matcher(digits).matches();
        var normal = String.format(Locale.ROOT, "%02d-%02d", month, day);
        return year ? new Date(from, end, digits + "-" + normal) : new Date(from, to, normal);
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

    /** Whether two dates may be one: a year that one leaves out does not part them. */
    static boolean alike(String one, String other) {
        for (var first : one.split("\\|")) {
            for (var second : other.split("\\|")) {
                if (first.equals(second) || first.endsWith("-" + second) || second.endsWith("-" + first)) return true;
            }
        }
        return false;
    }
}
