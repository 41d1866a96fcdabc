package dev.sidetone.agent;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Days and times of day as people say them. Relative days stay relative ("yesterday"): nothing here knows today's date. */
final class WhenSaid {

    private static final List<String> MONTHS = List.of("january", "february", "march", "april", "may", "june", "july", "august",
            "september", "october", "november", "december");
    private static final Set<String> WEEKDAYS =
            Set.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");
    private static final List<String> RELATIVE = List.of("the day before yesterday", "yesterday", "today", "last night",
            "this morning", "this afternoon", "this evening", "last week");
    private static final Set<String> BEFORE_HOUR = Set.of("at", "about", "around", "by", "past", "approximately", "maybe");

    private WhenSaid() {}

    /** A day: "March 3", "last Tuesday, May 14", "November 30, 2023", "yesterday", "3/14/2026". */
    static Optional<String> date(Words words) {
        var calendar = calendarDay(words);
        var weekday = weekday(words);
        if (calendar.isPresent() && weekday.isPresent()) return Optional.of(weekday.get() + ", " + calendar.get());
        return calendar.or(() -> weekday).or(() -> RELATIVE.stream().filter(words::has).findFirst()).or(() -> ago(words));
    }

    private static Optional<String> calendarDay(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.at(i).matches("\\d{1,2}/\\d{1,2}(/\\d{2,4})?")) return Optional.of(words.at(i));
            if (!MONTHS.contains(words.at(i))) continue;
            int month = i;
            var found = words.at(i - 1).equals("of") ? dayBefore(words, month).or(() -> dayBehind(words, month))
                    : dayBehind(words, month).or(() -> dayBefore(words, month));
            if (found.isPresent()) return found;
        }
        return Optional.empty();
    }

    /** "march third", "march the third" */
    private static Optional<String> dayBehind(Words words, int month) {
        int next = words.at(month + 1).equals("the") ? month + 2 : month + 1;
        var day = Numerals.dayAt(words.all(), next);
        return day.isEmpty() ? Optional.empty() : Optional.of(day(words, month, day.get(0), next + day.get(1)));
    }

    /** "the twenty second of march", "14th march" */
    private static Optional<String> dayBefore(Words words, int month) {
        int end = words.at(month - 1).equals("of") ? month - 1 : month;
        for (int length = Math.min(2, end); length >= 1; length--) {
            var day = Numerals.dayAt(words.all().subList(0, end), end - length);
            if (!day.isEmpty() && day.get(1) == length) return Optional.of(day(words, month, day.get(0), month + 1));
        }
        return Optional.empty();
    }

    private static String day(Words words, int month, int day, int yearAt) {
        return capital(words.at(month)) + " " + day + year(words.from(yearAt)).map(year -> ", " + year).orElse("");
    }

    /** "2023", "two thousand and twenty three", "nineteen eighty four", "twenty twenty six" at the start of the words. */
    private static Optional<Integer> year(Words words) {
        if (words.at(0).matches("(19|20)\\d\\d")) return Optional.of(Integer.valueOf(words.at(0)));
        int century = Numerals.cardinalOf(words.at(0)).orElse(0);
        boolean thousand = century == 2 && words.at(1).equals("thousand");
        if (!thousand && century != 19 && century != 20) return Optional.empty();
        int at = thousand ? words.at(2).equals("and") ? 3 : 2 : 1;
        int tens = Numerals.cardinalOf(words.at(at)).orElse(0);
        int unit = tens >= 20 ? Numerals.cardinalOf(words.at(at + 1)).orElse(0) : 0;
        // "march twenty ..." is a day; a year after a century word has two figures.
        if (!thousand && tens < 10) return Optional.empty();
        return Optional.of((thousand ? 2000 : century * 100) + tens + (unit < 10 ? unit : 0));
    }

    private static Optional<String> weekday(Words words) {
        for (int i = 0; i < words.size(); i++) {
            if (WEEKDAYS.contains(words.at(i))) return Optional.of((words.at(i - 1).equals("last") ? "last " : "") + capital(words.at(i)));
        }
        return Optional.empty();
    }

    private static Optional<String> ago(Words words) {
        int end = words.after("ago");
        boolean days = end >= 3 && words.at(end - 2).matches("days?|weeks?|hours?");
        return days ? Optional.of(String.join(" ", words.all().subList(end - 3, end))) : Optional.empty();
    }

    /** A time of day: "4:30 p.m.", "9:15 a.m.", "6:30" when the half of the day was not said, "noon", "in the evening". */
    static Optional<String> time(Words words) {
        for (int i = 0; i < words.size(); i++) {
            var clock = clockAt(words, i);
            if (clock.isPresent()) return Optional.of(clock.get() + half(words));
        }
        if (words.has("noon") || words.has("midday")) return Optional.of("noon");
        if (words.has("midnight")) return Optional.of("midnight");
        return List.of("morning", "afternoon", "evening").stream().filter(words::has).findFirst().map(part -> "in the " + part)
                .or(() -> words.has("night") ? Optional.of("at night") : Optional.empty());
    }

    private static Optional<String> clockAt(Words words, int at) {
        String word = words.at(at);
        if (word.matches("\\d{1,2}:\\d\\d([ap]m)?")) return Optional.of(word.replaceAll("[apm]", ""));
        if (word.equals("half") && words.at(at + 1).equals("past")) return hour(words.at(at + 2)).map(hour -> clock(hour, 30));
        if (word.equals("quarter") && words.at(at + 1).matches("past|after")) return hour(words.at(at + 2)).map(hour -> clock(hour, 15));
        if (word.equals("quarter") && words.at(at + 1).matches("to|before")) {
            return hour(words.at(at + 2)).map(hour -> clock(hour == 1 ? 12 : hour - 1, 45));
        }
        var hour = hour(word);
        if (hour.isEmpty()) return Optional.empty();
        int minute = minuteAt(words, at + 1);
        if (minute >= 0) return Optional.of(clock(hour.get(), minute));
        boolean meant = BEFORE_HOUR.contains(words.at(at - 1)) || words.at(at + 1).matches("am|pm|o'clock|oclock")
                || word.matches("\\d{1,2}[ap]m") || words.at(at + 1).equals("in") && words.at(at + 2).equals("the")
                || words.at(at + 1).matches("a|p") && words.at(at + 2).equals("m");
        return meant ? Optional.of(clock(hour.get(), 0)) : Optional.empty();
    }

    /** The minutes at a place: "fifteen", "forty five", "oh five", "30"; -1 when there are none. */
    private static int minuteAt(Words words, int at) {
        if (words.at(at).equals("oh")) return Numerals.cardinalOf(words.at(at + 1)).orElse(-1);
        if (words.at(at).matches("[0-5]\\d")) return Integer.parseInt(words.at(at));
        int tens = Numerals.cardinalOf(words.at(at)).orElse(-1);
        if (tens < 10 || tens >= 60) return -1;
        int unit = tens >= 20 ? Numerals.cardinalOf(words.at(at + 1)).orElse(0) : 0;
        return tens + (unit < 10 ? unit : 0);
    }

    private static Optional<Integer> hour(String word) {
        String bare = word.replaceAll("(?<=\\d)[ap]m$", "");
        int hour = bare.matches("\\d{1,2}") ? Integer.parseInt(bare) : Numerals.cardinalOf(word).orElse(0);
        return hour >= 1 && hour <= 12 ? Optional.of(hour) : Optional.empty();
    }

    private static String clock(int hour, int minute) {
        return String.format(Locale.ROOT, "%d:%02d", hour, minute);
    }

    private static String half(Words words) {
        boolean before = words.has("morning") || words.has("am") || words.has("a m") || words.all().stream().anyMatch(w -> w.matches(".*\\dam"));
        boolean after = words.has("afternoon") || words.has("evening") || words.has("night") || words.has("pm") || words.has("p m")
                || words.all().stream().anyMatch(w -> w.matches(".*\\dpm"));
        return before == after ? "" : before ? " a.m." : " p.m.";
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
