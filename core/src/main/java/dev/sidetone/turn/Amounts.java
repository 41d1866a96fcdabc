package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Amounts of money: $2.50, "two dollars fifty", "two dollars and fifty cents", "forty five pounds ninety nine". */
final class Amounts {

    /** Words from the one index to before the other. @param digits of the whole, as they stand */
    record Amount(int from, int to, String normal, List<SpokenWord> digits) {}

    private static final Map<String, String> CURRENCIES = Map.of("dollar", "dollars", "dollars", "dollars", "bucks", "dollars", "euro", "euros",
            "euros", "euros", "pound", "pounds", "pounds", "pounds", "cent", "cents", "cents", "cents");
    private static final Set<String> HUNDREDTHS = Set.of("cents", "cent", "pence");
    private static final int CENTS_DIGITS = 2;

    private final List<SpokenWord> words;

    private Amounts(List<SpokenWord> words) {
        this.words = words;
    }

    static List<Amount> in(List<SpokenWord> words) {
        var reader = new Amounts(words);
        var amounts = new ArrayList<Amount>();
        int from = 0;
        for (int i = 0; i < words.size(); i++) {
            int start = reader.startOfNumber(i, from);
            if (!CURRENCIES.containsKey(reader.said(i)) || start == i) continue;
            amounts.add(reader.amount(start, i));
            from = amounts.getLast().to();
            i = from - 1;
        }
        return amounts;
    }

    private int startOfNumber(int end, int earliest) {
        int start = end;
        while (start > earliest && (words.get(start - 1).isDigit() || pointAt(start - 1))) start--;
        return start;
    }

    private boolean pointAt(int at) {
        return said(at).equals("point") && at > 0 && words.get(at - 1).isDigit();
    }

    private Amount amount(int from, int currencyAt) {
        var currency = CURRENCIES.get(said(currencyAt));
        var whole = digits(from, currencyAt);
        var said = words.subList(from, currencyAt);
        int start = said(currencyAt + 1).equals("and") ? currencyAt + 2 : currencyAt + 1, end = start;
        while (end < words.size() && words.get(end).isDigit()) end++;
        boolean one = end - start == 1, two = end - start == CENTS_DIGITS, mayFollow = !HUNDREDTHS.contains(currency);
        var exact = whole + "." + (one ? "0" : "") + digits(start, end) + " " + currency;
        if (mayFollow && (one || two) && HUNDREDTHS.contains(said(end))) return new Amount(from, end + 1, exact, said);
        // "Two dollars fifty" is an amount, "five dollars twenty people" is none.
        boolean bare = mayFollow && two && start == currencyAt + 1 && (end == words.size() || !CURRENCIES.containsKey(said(end)) && !words.get(end).isCharacter());
        return bare ? new Amount(from, end, whole + " " + currency + "|" + exact, said) : new Amount(from, currencyAt + 1, whole + " " + currency, said);
    }

    private String digits(int from, int to) {
        return words.subList(from, to).stream().map(word -> word.said().equals("point") ? "." : Codes.character(word)).collect(Collectors.joining());
    }

    private String said(int at) {
        return at < words.size() ? words.get(at).said() : "";
    }

    static boolean alike(String one, String other) {
        var readings = Set.of(other.split("\\|"));
        return List.of(one.split("\\|")).stream().anyMatch(readings::contains);
    }
}
