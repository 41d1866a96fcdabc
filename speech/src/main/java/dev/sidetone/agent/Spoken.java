package dev.sidetone.agent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One thing a voice says, and how written text becomes a row of them: "56B5-12C0" character by character, a phone number digit
 * by digit in its groups, "$1,250.50" as dollars and cents, "March 3" as "March third". Pure.
 */
sealed interface Spoken {

    record Word(String text) implements Spoken {}

    /** A letter said by its name. @param letter A to Z */
    record Letter(char letter) implements Spoken {}

    /** A pause. @param mark the punctuation that stands for it: {@code , . ? !} */
    record Break(char mark) implements Spoken {}

    static List<Spoken> of(String text) {
        return new Speller(text.strip().split("\\s+")).all();
    }

    /** The pieces as plain words, letters in capitals; for tests and for reading. */
    static String words(List<Spoken> pieces) {
        var line = new StringBuilder();
        for (var piece : pieces) {
            switch (piece) {
                case Word word -> line.append(' ').append(word.text());
                case Letter letter -> line.append(' ').append(letter.letter());
                case Break mark -> line.append(mark.mark());
            }
        }
        return line.toString().strip();
    }

    /** Reads the written words from left to right. */
    final class Speller {

        private static final Pattern MONEY = Pattern.compile("\\$([\\d,]{1,15})(?:\\.(\\d\\d))?");
        private static final Pattern CLOCK = Pattern.compile("(\\d{1,2}):(\\d\\d)");
        private static final Pattern ORDINAL = Pattern.compile("(\\d{1,3})(?:st|nd|rd|th)", Pattern.CASE_INSENSITIVE);
        private static final Pattern NUMBER = Pattern.compile("\\d+|\\d{1,3}(?:,\\d{3})+");
        private static final Pattern DECIMAL = Pattern.compile("(\\d{1,15}|\\d{1,3}(?:,\\d{3}){1,4})\\.(\\d+)(%?)");
        private static final Pattern PHONE = Pattern.compile("(?:\\+?1[-. ]?)?\\(?(\\d{3})\\)?[-. ]?(\\d{3})[-. ]?(\\d{4})");
        private static final Pattern LETTERS = Pattern.compile("[A-Za-z](?:-[A-Za-z])+");
        private static final Pattern CODE = Pattern.compile("(?=.*\\d)[A-Za-z\\d]+(?:-[A-Za-z\\d]+)*|\\d+(?:-\\d+)+");
        private static final Pattern INITIALS = Pattern.compile("[B-HJ-Z]|[A-Z]{2,5}");
        private static final Map<String, String> AS_SAID = Map.ofEntries(Map.entry("&", "and"), Map.entry("@", "at"),
                Map.entry("Mr.", "mister"), Map.entry("Mrs.", "missus"), Map.entry("Ms.", "miz"), Map.entry("Dr.", "doctor"),
                Map.entry("OK", "okay"), Map.entry("e.g.", "for example"), Map.entry("i.e.", "that is"));
        private static final String MONTHS =
                "January|February|March|April|May|June|July|August|September|October|November|December";
        // A listener keeps about three characters in mind while writing them down.
        private static final int GROUP = 3;

        private final String[] written;
        private final List<Spoken> said = new ArrayList<>();

        Speller(String[] written) {
            this.written = written;
        }

        List<Spoken> all() {
            for (int i = 0; i < written.length; i++) {
                boolean areaCode = i + 1 < written.length && written[i].matches("\\(\\d{3}\\)");
                if (areaCode) written[i + 1] = written[i] + written[i + 1];
                else one(written[i], i == 0 ? "" : written[i - 1]);
            }
            return List.copyOf(said);
        }

        private void one(String text, String before) {
            if (AS_SAID.containsKey(text)) {
                word(AS_SAID.get(text));
                return;
            }
            if (text.matches("(?i)[ap]\\.m\\.[,.!?]?")) {
                letters(text.substring(0, 3).replace(".", ""));
                if (text.length() > 4) pause(text.charAt(4));
                return;
            }
            String core = text.replaceAll("^[\"'“‘\\[{]+|[\"'”’\\]},.;:!?]+$", "");
            if (!core.contains("(") || !PHONE.matcher(core).matches()) core = core.replaceAll("[()]", "");
            if (!core.isEmpty()) core(core, before);
            String marks = text.replaceAll("[\"'”’)\\]}]+$", "");
            if (!marks.isEmpty()) pause(marks.charAt(marks.length() - 1));
        }

        private void core(String core, String before) {
            var phone = PHONE.matcher(core);
            var money = MONEY.matcher(core);
            var clock = CLOCK.matcher(core);
            var ordinal = ORDINAL.matcher(core);
            var decimal = DECIMAL.matcher(core);
            if (phone.matches()) {
                for (int group = 1; group <= 3; group++) {
                    digits(phone.group(group));
                    if (group < 3) pause(',');
                }
            } else if (money.matches()) money(Long.parseLong(money.group(1).replace(",", "")), money.group(2));
            else if (clock.matches()) clock(Integer.parseInt(clock.group(1)), Integer.parseInt(clock.group(2)));
            else if (ordinal.matches()) word(Numerals.ordinal(Long.parseLong(ordinal.group(1))));
            else if (decimal.matches()) {
                word(Numerals.cardinal(Long.parseLong(decimal.group(1).replace(",", ""))) + " point");
                digits(decimal.group(2));
                if (!decimal.group(3).isEmpty()) word("percent");
            } else if (core.matches("\\d{1,9}%")) word(Numerals.cardinal(Long.parseLong(core.replace("%", ""))) + " percent");
            else if (NUMBER.matcher(core).matches()) number(core.replace(",", ""), before);
            else if (LETTERS.matcher(core).matches()) letters(core.replace("-", ""));
            else if (CODE.matcher(core).matches()) code(core);
            else if (INITIALS.matcher(core).matches()) letters(core);
            else word(core.replaceAll("[-_/*#<>|]+", " ").strip());
        }

        private void number(String digits, String before) {
            boolean counted = digits.length() < 7 && (digits.length() == 1 || digits.charAt(0) != '0');
            long value = counted ? Long.parseLong(digits) : 0;
            if (!counted) digits(digits);
            else if (value >= 1 && value <= 31 && before.matches(MONTHS)) word(Numerals.ordinal(value));
            else if (value >= 1900 && value < 2100) word(Numerals.year((int) value));
            else word(Numerals.cardinal(value));
        }

        private void money(long dollars, String cents) {
            word(Numerals.cardinal(dollars) + (dollars == 1 ? " dollar" : " dollars"));
            if (cents == null || cents.equals("00")) return;
            long hundredths = Long.parseLong(cents);
            word("and " + Numerals.cardinal(hundredths) + (hundredths == 1 ? " cent" : " cents"));
        }

        private void clock(int hour, int minute) {
            word(Numerals.cardinal(hour));
            if (minute == 0) word(hour <= 12 ? "o'clock" : "hundred");
            else word((minute < 10 ? "oh " : "") + Numerals.cardinal(minute));
        }

        /** In pairs, as people read out codes: run together, "six B" is heard as "sixty". */
        private void code(String core) {
            var parts = core.split("-");
            for (int part = 0; part < parts.length; part++) {
                if (part > 0) {
                    pause(',');
                    word("dash");
                    pause(',');
                }
                for (int i = 0; i < parts[part].length(); i++) {
                    if (i > 0 && i % 2 == 0 && parts[part].length() - i > 1) pause(',');
                    char c = parts[part].charAt(i);
                    if (Character.isDigit(c)) word(Numerals.digit(c));
                    else said.add(new Letter(Character.toUpperCase(c)));
                }
            }
        }

        private void digits(String digits) {
            for (char c : digits.toCharArray()) word(Numerals.digit(c));
        }

        private void letters(String letters) {
            for (int i = 0; i < letters.length(); i++) {
                // A last single letter stays with the group before it.
                if (i > 0 && i % GROUP == 0 && letters.length() - i > 1) pause(',');
                char c = Character.toUpperCase(letters.charAt(i));
                said.add(new Letter(c));
            }
        }

        private void word(String words) {
            for (String word : words.split(" ")) if (!word.isBlank()) said.add(new Word(word));
        }

        private void pause(char written) {
            char mark = switch (written) {
                case '.', '?', '!' -> written;
                case ',', ';', ':' -> ',';
                default -> ' ';
            };
            if (mark == ' ' || said.isEmpty() || said.getLast() instanceof Break) return;
            said.add(new Break(mark));
        }
    }
}
