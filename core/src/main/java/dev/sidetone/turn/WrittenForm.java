package dev.sidetone.turn;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What is spoken for one chunk of text, a chunk being what stands between spaces: {@code $5}, {@code 4:30pm}, {@code 56B5-12C0,}. */
final class WrittenForm {

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
    private static final Pattern DASHES = Pattern.compile("[\\u2010-\\u2015\\u2212]");
    private static final Pattern APOSTROPHES = Pattern.compile("['\\u2018\\u2019\\u02bc]");
    private static final Pattern EDGES = Pattern.compile("^[^\\p{L}\\p{M}\\p{N}$€£&@+]+|[^\\p{L}\\p{M}\\p{N}%&@+]+$");

    private static final Pattern INITIALS = Pattern.compile("\\p{L}(\\.\\p{L})+");
    private static final Pattern MONEY = Pattern.compile("([$€£])(\\d+|\\d{1,3}(?:,\\d{3})+)(?:\\.(\\d+))?");
    private static final Pattern TIME = Pattern.compile("(\\d{1,2}):(\\d\\d)([ap])?\\.?(m)?", Pattern.CASE_INSENSITIVE);
    private static final Pattern HOUR = Pattern.compile("(\\d{1,2})([ap])\\.?m", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER = Pattern.compile("(\\d+|\\d{1,3}(?:,\\d{3})+)(?:\\.(\\d+))?(%)?");
    private static final Pattern ORDINAL = Pattern.compile("(\\d+)(?:st|nd|rd|th)", Pattern.CASE_INSENSITIVE);
    private static final Pattern PIECE = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+|[-@&+._]");
    private static final Pattern RUN = Pattern.compile("\\d+|\\P{N}+|\\p{N}");

    private static final Map<String, String> CURRENCIES = Map.of("$", "dollars", "€", "euros", "£", "pounds");
    private static final Map<String, String> SYMBOLS = Map.of("@", "at", "&", "and", "+", "plus", "_", "underscore");

    /** Two spellings of one sound, where transcripts are seen to differ. */
    private static final Map<String, String> SPELLINGS =
            Map.of("ok", "okay", "uhm", "um", "umm", "um", "uhh", "uh", "mr", "mister", "dr", "doctor");

    // Letters beside digits are a code when they are few: B5, ABC-123; above that they are a word: covid-19, route66.
    private static final int LONGEST_CODE_LETTERS = 4;

    private final int chunk;
    private final String text;
    private final List<SpokenWord> words = new ArrayList<>();

    private WrittenForm(String text, int chunk) {
        this.chunk = chunk;
        var plain = ACCENTS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        plain = APOSTROPHES.matcher(DASHES.matcher(plain).replaceAll("-")).replaceAll("");
        this.text = EDGES.matcher(plain).replaceAll("");
    }

    /** @param chunk its index in the text */
    static List<SpokenWord> words(String text, int chunk) {
        var plain = plain(text);
        if (plain.isPresent()) return List.of(SpokenWord.spoken(plain.get(), chunk));
        var form = new WrittenForm(text, chunk);
        form.read();
        return form.words;
    }

    /** Nearly every chunk is one word in ASCII letters with a comma after it at most: what the rules below make of it, many times faster. */
    private static Optional<String> plain(String text) {
        int from = 0, to = text.length();
        while (from < to && isEdge(text.charAt(from), "$&@+")) from++;
        while (from < to && isEdge(text.charAt(to - 1), "%&@+")) to--;
        var word = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            char letter = (char) (text.charAt(i) | ' ');
            if (text.charAt(i) < 0x80 && letter >= 'a' && letter <= 'z') word.append(letter);
            else if (text.charAt(i) != '\'') return Optional.empty();
        }
        if (word.isEmpty()) return Optional.empty();
        return Optional.of(word.length() == 1 ? word.toString() : SPELLINGS.getOrDefault(word.toString(), word.toString()));
    }

    /** @param spoken of the signs in ASCII, those that are */
    private static boolean isEdge(char sign, String spoken) {
        boolean alphanumeric = sign >= '0' && sign <= '9' || (sign | ' ') >= 'a' && (sign | ' ') <= 'z';
        return sign < 0x80 && !alphanumeric && spoken.indexOf(sign) < 0;
    }

    private void read() {
        if (INITIALS.matcher(text).matches()) letters(text.replace(".", ""), false);
        else if (!amount() && !time() && !number()) pieces();
    }

    private boolean amount() {
        var money = MONEY.matcher(text);
        if (!money.matches()) return false;
        var whole = money.group(2).replace(",", "");
        var decimals = money.group(3) == null || money.group(3).equals("00") ? "" : money.group(3);
        var currency = CURRENCIES.get(money.group(1));
        boolean cents = decimals.length() == 2;
        digits(whole);
        if (!decimals.isEmpty() && !cents) {
            word("point");
            digits(decimals);
        }
        word(whole.equals("1") ? currency.substring(0, currency.length() - 1) : currency);
        if (cents) {
            digits(decimals);
            word(currency.equals("pounds") ? "pence" : "cents");
        }
        return true;
    }

    private boolean time() {
        var clock = TIME.matcher(text);
        if (clock.matches() && (clock.group(3) == null) == (clock.group(4) == null)) {
            digits(clock.group(1));
            if (!clock.group(2).equals("00")) digits(clock.group(2));
            if (clock.group(3) != null) letters(clock.group(3) + "m", false);
            return true;
        }
        var hour = HOUR.matcher(text);
        if (!hour.matches()) return false;
        digits(hour.group(1));
        letters(hour.group(2) + "m", false);
        return true;
    }

    private boolean number() {
        var number = NUMBER.matcher(text);
        if (!number.matches()) return false;
        digits(number.group(1).replace(",", ""));
        if (number.group(2) != null) {
            word("point");
            digits(number.group(2));
        }
        if (number.group(3) != null) word("percent");
        return true;
    }

    private void pieces() {
        boolean code = text.chars().anyMatch(Character::isDigit);
        var pieces = PIECE.matcher(text).results().map(MatchResult::group).toList();
        boolean dash = false;
        for (int i = 0; i < pieces.size(); i++) {
            var piece = pieces.get(i);
            int before = words.size();
            if (SYMBOLS.containsKey(piece)) word(SYMBOLS.get(piece));
            else if (piece.equals(".")) dot(pieces, i);
            else if (!piece.equals("-")) piece(piece, code);
            if (dash && words.size() > before) words.set(before, words.get(before).afterDash());
            dash = piece.equals("-");
        }
    }

    /** A dot is spoken inside an address such as example.com, not in 415.555.0172 or at a missed space after a sentence. */
    private void dot(List<String> pieces, int at) {
        boolean inside = at > 0 && at + 1 < pieces.size() && Character.isLowerCase(pieces.get(at + 1).codePointAt(0));
        if (inside) word("dot");
    }

    private void piece(String piece, boolean code) {
        var ordinal = ORDINAL.matcher(piece);
        if (ordinal.matches()) {
            for (var said : NumberWords.ordinal(ordinal.group(1))) words.add(SpokenWord.spoken(said, chunk));
            return;
        }
        var runs = RUN.matcher(piece).results().map(MatchResult::group).toList();
        for (var run : runs) {
            if (Character.isDigit(run.codePointAt(0))) digits(run);
            else if (run.length() == 1) letters(run, code && runs.size() > 1);
            else if (code && run.length() <= LONGEST_CODE_LETTERS && (runs.size() > 1 || isUpper(run))) letters(run, true);
            else word(run);
        }
    }

    private void word(String word) {
        var lower = word.toLowerCase(Locale.ROOT);
        words.add(SpokenWord.spoken(SPELLINGS.getOrDefault(lower, lower), chunk));
    }

    private void letters(String run, boolean written) {
        run.toLowerCase(Locale.ROOT).codePoints().mapToObj(Character::toString)
                .forEach(letter -> words.add(new SpokenWord(letter, written, false, chunk, chunk)));
    }

    private void digits(String run) {
        run.codePoints().forEach(digit -> words.add(SpokenWord.written(SpokenWord.digit(Character.digit(digit, 10)), chunk)));
    }

    private static boolean isUpper(String run) {
        return run.equals(run.toUpperCase(Locale.ROOT));
    }
}
