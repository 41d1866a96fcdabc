package dev.sidetone.turn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Numbers in words, read into their digits, so that "twenty twenty three", "two thousand and twenty three" and 2023 agree.
 * Numbers that stand side by side stay side by side: "four fifteen" is 4 15.
 */
final class NumberWords {

    private static final List<String> ORDINALS = List.of(
            "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
            "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth");
    private static final List<String> TENTHS = List.of(
            "twentieth", "thirtieth", "fortieth", "fiftieth", "sixtieth", "seventieth", "eightieth", "ninetieth");
    private static final List<String> TEENS = List.of(
            "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen");
    private static final List<String> TENS = List.of("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");
    private static final Map<String, Integer> SCALES = Map.of("thousand", 1_000, "million", 1_000_000);
    private static final Set<String> CURRENCIES = Set.of("dollar", "dollars", "euro", "euros", "pound", "pounds");
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final List<SpokenWord> in;
    private final List<SpokenWord> out = new ArrayList<>();
    private int at;

    private NumberWords(List<SpokenWord> in) {
        this.in = in;
    }

    /** The same words with every number in words replaced by its digits. */
    static List<SpokenWord> read(List<SpokenWord> words) {
        var reader = new NumberWords(words);
        while (reader.at < words.size()) reader.next();
        return reader.out;
    }

    /** The words of an ordinal given in digits: 3 third, 14 fourteenth, 22 two second (as "twenty second" is read). */
    static List<String> ordinal(String digits) {
        int tail = Integer.parseInt(digits.substring(Math.max(0, digits.length() - 2)));
        boolean oneWord = digits.length() > 1 && (tail % 10 == 0 && tail >= 20 || tail >= 10 && tail < 20);
        var words = new ArrayList<String>();
        int head = digits.length() - (oneWord ? 2 : 1);
        for (int i = 0; i < head; i++) words.add(SpokenWord.digit(digits.charAt(i) - '0'));
        if (!oneWord) words.add(ORDINALS.get(tail % 10));
        else words.add(tail < 20 ? ORDINALS.get(tail) : TENTHS.get(tail / 10 - 2));
        return words;
    }

    /** An ordinal number, and the index after its words; 0 where there is none. */
    record Ordinal(int value, int to) {}

    /** In words that were read: "third", or "two second" for twenty second. */
    static Ordinal ordinalAt(List<SpokenWord> words, int at) {
        if (at >= words.size()) return new Ordinal(0, at);
        var said = words.get(at).said();
        if (ORDINALS.contains(said)) return new Ordinal(ORDINALS.indexOf(said), at + 1);
        if (TENTHS.contains(said)) return new Ordinal(10 * (TENTHS.indexOf(said) + 2), at + 1);
        int unit = at + 1 < words.size() ? ORDINALS.indexOf(words.get(at + 1).said()) : -1;
        boolean tens = unit >= 1 && unit <= 9 && (said.equals("two") || said.equals("three"));
        return tens ? new Ordinal((said.equals("two") ? 20 : 30) + unit, at + 2) : new Ordinal(0, at);
    }

    /** Whether it is the last word of an ordinal number. */
    static boolean endsOrdinal(SpokenWord word) {
        return ORDINALS.contains(word.said()) || TENTHS.contains(word.said());
    }

    private void next() {
        int start = at;
        if (tensBeforeOrdinal() || scaled()) return;
        var value = number();
        if (value.isEmpty() || at == start + 1 && in.get(start).isDigit()) {
            at = start + 1;
            out.add(in.get(start));
            return;
        }
        digits(value.getAsLong(), in.get(start), in.get(at - 1).last());
    }

    /** "Twenty second" is the ordinal of 22. */
    private boolean tensBeforeOrdinal() {
        int tens = TENS.indexOf(said(at)), unit = tens < 0 ? tens : ORDINALS.indexOf(said(at + 1));
        if (unit < 1 || unit > 9) return false;
        int first = in.get(at).first(), last = in.get(at + 1).last();
        out.add(SpokenWord.spoken(SpokenWord.digit(tens + 2), 0).within(first, last));
        out.add(SpokenWord.spoken(ORDINALS.get(unit), 0).within(first, last));
        at += 2;
        return true;
    }

    /** A number that a scale behind it makes larger, where it is more than a whole one in words: "1.5 million", "$25 thousand", "two and a half thousand". */
    private boolean scaled() {
        int start = at;
        var value = decimal();
        boolean currency = CURRENCIES.contains(said(at)) && SCALES.containsKey(said(at + 1));
        int scale = SCALES.getOrDefault(said(currency ? at + 1 : at), 0);
        if (value.isEmpty() || scale == 0) {
            at = start;
            return false;
        }
        int last = in.get(currency ? at + 1 : at).last();
        digits(value.get().multiply(BigDecimal.valueOf(scale)).longValue(), in.get(start), last);
        if (currency) out.add(in.get(at++).within(in.get(start).first(), last));
        at++;
        return true;
    }

    private Optional<BigDecimal> decimal() {
        if (said(at).equals("half") && said(at + 1).equals("a")) {
            at += 2;
            return Optional.of(HALF);
        }
        boolean written = at < in.size() && in.get(at).written() && in.get(at).isDigit();
        var whole = written ? Optional.of(new BigDecimal(digitsFrom(true))) : belowThousand().stream().mapToObj(BigDecimal::valueOf).findFirst();
        if (whole.isEmpty()) return whole;
        if (said(at).equals("point") && at + 1 < in.size() && in.get(at + 1).isDigit()) {
            at++;
            return Optional.of(new BigDecimal(whole.get() + "." + digitsFrom(false)));
        }
        if (said(at).equals("and") && said(at + 1).equals("a") && said(at + 2).equals("half")) {
            at += 3;
            return Optional.of(whole.get().add(HALF));
        }
        return written ? whole : Optional.empty();
    }

    /** @param together only those that are written as one */
    private String digitsFrom(boolean together) {
        var digits = new StringBuilder();
        int chunk = in.get(at).first();
        for (; at < in.size() && in.get(at).isDigit() && (!together || in.get(at).first() == chunk); at++) digits.append(Codes.character(in.get(at)));
        return digits.toString();
    }

    private void digits(long value, SpokenWord start, int last) {
        int before = out.size();
        for (char digit : Long.toString(value).toCharArray()) {
            out.add(new SpokenWord(SpokenWord.digit(digit - '0'), false, false, start.first(), last));
        }
        if (start.dashed()) out.set(before, out.get(before).afterDash());
    }

    private OptionalLong number() {
        var part = belowThousand();
        if (part.isEmpty()) return part;
        long sum = 0;
        int below = Integer.MAX_VALUE, end = at;
        while (part.isPresent()) {
            int scale = SCALES.getOrDefault(said(at), 1);
            boolean another = scale >= below || part.getAsLong() == 0 && sum > 0;
            if (another) break;
            sum += part.getAsLong() * scale;
            if (scale > 1) at++;
            end = at;
            if (scale == 1) break;
            below = scale;
            skipAnd();
            part = belowThousand();
        }
        return done(sum, end);
    }

    private OptionalLong done(long value, int next) {
        at = next;
        return OptionalLong.of(value);
    }

    private OptionalLong belowThousand() {
        boolean article = said(at).equals("a") && (said(at + 1).equals("hundred") || SCALES.containsKey(said(at + 1)));
        if (article) at++;
        var small = article ? OptionalLong.of(1) : belowHundred();
        if (small.isEmpty() || small.getAsLong() == 0 || !said(at).equals("hundred")) return small;
        at++;
        int end = at;
        skipAnd();
        // "Eight hundred five five five": the digits go on.
        boolean digitByDigit = at == end && isDigit(at) && isDigit(at + 1);
        var rest = digitByDigit ? OptionalLong.empty() : belowHundred();
        if (rest.isEmpty() || rest.getAsLong() == 0) return done(small.getAsLong() * 100, end);
        return OptionalLong.of(small.getAsLong() * 100 + rest.getAsLong());
    }

    private OptionalLong belowHundred() {
        var said = said(at);
        int tens = TENS.indexOf(said), teen = TEENS.indexOf(said);
        if (teen >= 0) return done(10 + teen, at + 1);
        if (tens < 0) return unit();
        at++;
        var unit = said(at).equals("zero") ? OptionalLong.empty() : unit();
        return OptionalLong.of((tens + 2) * 10L + unit.orElse(0));
    }

    private OptionalLong unit() {
        if (at >= in.size() || !in.get(at).isDigit()) return OptionalLong.empty();
        for (int digit = 0; digit <= 9; digit++) {
            if (SpokenWord.digit(digit).equals(said(at))) return done(digit, at + 1);
        }
        return OptionalLong.empty();
    }

    private boolean isDigit(int index) {
        return index < in.size() && in.get(index).isDigit();
    }

    private void skipAnd() {
        if (said(at).equals("and")) at++;
    }

    private String said(int index) {
        return index < in.size() ? in.get(index).said() : "";
    }
}
