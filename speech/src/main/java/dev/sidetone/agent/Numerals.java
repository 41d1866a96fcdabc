package dev.sidetone.agent;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** English number words, both ways. */
final class Numerals {

    private static final List<String> UNDER_TWENTY = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
            "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
    private static final List<String> TENS =
            List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, String> UNEVEN_ORDINALS = Map.of("one", "first", "two", "second", "three", "third", "five",
            "fifth", "eight", "eighth", "nine", "ninth", "twelve", "twelfth");

    private static final Map<String, Integer> CARDINAL_OF = new HashMap<>();
    private static final Map<String, Integer> ORDINAL_OF = new HashMap<>();

    static {
        for (int i = 0; i < 20; i++) CARDINAL_OF.put(UNDER_TWENTY.get(i), i);
        for (int i = 2; i < 10; i++) CARDINAL_OF.put(TENS.get(i), i * 10);
        for (int i = 1; i < 32; i++) ORDINAL_OF.put(ordinal(i), i);
    }

    private Numerals() {}

    /** "1,234" is "one thousand two hundred thirty four"; up to a trillion less one, negatives with "minus". */
    static String cardinal(long number) {
        if (number < 0) return "minus " + cardinal(-number);
        if (number < 20) return UNDER_TWENTY.get((int) number);
        if (number < 100) return TENS.get((int) number / 10) + tail(number % 10);
        if (number < 1_000) return cardinal(number / 100) + " hundred" + tail(number % 100);
        if (number < 1_000_000) return cardinal(number / 1_000) + " thousand" + tail(number % 1_000);
        if (number < 1_000_000_000) return cardinal(number / 1_000_000) + " million" + tail(number % 1_000_000);
        return cardinal(number / 1_000_000_000) + " billion" + tail(number % 1_000_000_000);
    }

    private static String tail(long rest) {
        return rest == 0 ? "" : " " + cardinal(rest);
    }

    /** "14" is "fourteenth". */
    static String ordinal(long number) {
        String cardinal = cardinal(number);
        int space = cardinal.lastIndexOf(' ') + 1;
        String last = cardinal.substring(space);
        String uneven = UNEVEN_ORDINALS.get(last);
        if (uneven == null) uneven = last.endsWith("y") ? last.substring(0, last.length() - 1) + "ieth" : last + "th";
        return cardinal.substring(0, space) + uneven;
    }

    /** "1984" is "nineteen eighty four", "2005" is "two thousand five", "2026" is "twenty twenty six". */
    static String year(int year) {
        int high = year / 100, low = year % 100;
        if (high == 20 && low < 10 || low == 0 && high % 10 == 0) return cardinal(year);
        if (low == 0) return cardinal(high) + " hundred";
        return cardinal(high) + " " + (low < 10 ? "oh " : "") + cardinal(low);
    }

    static String digit(char digit) {
        return UNDER_TWENTY.get(digit - '0');
    }

    /** The value of one number word, "seven" or "seventy"; "oh" is a letter or a digit, which only the place can tell. */
    static OptionalInt cardinalOf(String word) {
        var value = CARDINAL_OF.get(word);
        return value == null ? OptionalInt.empty() : OptionalInt.of(value);
    }

    /**
     * The day of a month that starts at a word: "third", "twenty second", "3rd", "3", "three".
     *
     * @return the day and the number of words it took, or nothing
     */
    static List<Integer> dayAt(List<String> words, int at) {
        for (int length = 2; length >= 1; length--) {
            if (at + length > words.size()) continue;
            String text = String.join(" ", words.subList(at, at + length));
            var day = ORDINAL_OF.get(text);
            if (day == null && text.matches("\\d{1,2}(st|nd|rd|th)?")) day = Integer.valueOf(text.replaceAll("\\D", ""));
            if (day == null) day = compound(text);
            if (day != null && day >= 1 && day <= 31) return List.of(day, length);
        }
        return List.of();
    }

    /** "twenty two" or "twelve" as one number under a hundred. */
    private static Integer compound(String text) {
        var parts = text.split(" ");
        var first = CARDINAL_OF.get(parts[0]);
        if (parts.length == 1 || first == null) return first;
        var second = CARDINAL_OF.get(parts[1]);
        return second != null && first >= 20 && first % 10 == 0 && second > 0 && second < 10 ? Integer.valueOf(first + second) : null;
    }
}
