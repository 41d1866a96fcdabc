package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

/** The ways something is said character by character, each with the phrases that teach a grammar its shape. */
sealed interface Spelling {

    /** Whether a word can be part of it. */
    boolean takes(String word);

    /** How it is written, if these words are whole and well-formed; empty to leave them as they were said. */
    Optional<String> write(List<String> words);

    /** Whether a stated pattern is met. */
    default boolean fits(List<String> words) {
        return false;
    }

    /**
     * What general knowledge of such things adds to a reading's score, in nats: a fitting code or a number as long as
     * telephone numbers are is believed over another reading that explains the sound about one character better.
     */
    default double likelihood(List<String> words) {
        return 0;
    }

    /** About what the grammar charges for each character, in nats: the price of being one of so many. */
    double price();

    /** One way of saying something of the kind, at random. */
    List<String> example(Random random);

    /** How many characters it must have to be believed when it was neither asked for nor announced. */
    int fewest();

    /** What it is called in an account of a hearing. */
    String name();

    /**
     * A code whose pattern is known.
     *
     * @param asked whether the speaker was asked for one: only then may all its places be letters, else that is a name
     */
    record Code(CodePattern pattern, boolean asked) implements Spelling {

        /** Callers' codes have somewhat more digits than letters; each place takes either. */
        private static final double DIGITS = 0.55;

        @Override
        public boolean takes(String word) {
            return Alphabet.characterOf().containsKey(word) || Alphabet.DASHES.contains(word) || Alphabet.TIMES.containsKey(word);
        }

        @Override
        public Optional<String> write(List<String> words) {
            return pattern.write(words);
        }

        @Override
        public boolean fits(List<String> words) {
            return pattern.write(words).isPresent()
                    && (asked || words.stream().anyMatch(Alphabet::isDigit) || !pattern.places().matches(".*[X9].*"));
        }

        /** Only a mixture: all letters but one are rather a name ("a" sounds like "eight"), all digits rather a number. */
        @Override
        public double likelihood(List<String> words) {
            boolean mixed = words.stream().filter(Alphabet::isDigit).count() > 1 && words.stream().anyMatch(Alphabet::isLetter);
            return fits(words) ? mixed || asked ? 6 : 0 : -4;
        }

        @Override
        public List<String> example(Random random) {
            var words = new ArrayList<String>();
            boolean dashes = random.nextInt(100) < 55;
            var dash = random.nextInt(10) == 0 ? "hyphen" : "dash";
            var places = pattern.places();
            for (int i = 0; i < places.length(); i++) {
                if (dashes && pattern.hyphens().contains(i)) words.add(dash);
                var place = places.charAt(i);
                boolean twice = i + 1 < places.length() && places.charAt(i + 1) == place && !pattern.hyphens().contains(i + 1)
                        && random.nextInt(40) == 0;
                boolean digit = place == '9' || place == 'X' && random.nextDouble() < DIGITS;
                var character = any(digit ? Alphabet.DIGITS : Alphabet.LETTERS, random);
                if (twice && !character.equals("u")) {   // "double u" is the name of a letter
                    words.add("double");
                    i++;
                }
                words.add(character);
            }
            return words;
        }

        @Override
        public int fewest() {
            return Math.max(4, pattern.length() - 2);
        }

        @Override
        public String name() {
            return "code " + String.join("-", pattern.groups());
        }

        @Override
        public double price() {
            return 3.6;
        }
    }

    /** Digits in a row, as in a telephone number; written as digits. */
    record Digits() implements Spelling {

        @Override
        public boolean takes(String word) {
            return Alphabet.isDigit(word) || Alphabet.DASHES.contains(word) || Alphabet.TIMES.containsKey(word);
        }

        @Override
        public Optional<String> write(List<String> words) {
            return Spoken.characters(words).map(said -> said.characters().stream()
                    .map(word -> String.valueOf(Alphabet.characterOf().get(word))).collect(Collectors.joining()));
        }

        @Override
        public double likelihood(List<String> words) {
            return write(words).filter(number -> number.matches("1?\\d{10}|\\d{7}")).isPresent() ? 3 : 0;
        }

        @Override
        public List<String> example(Random random) {
            var words = new ArrayList<String>();
            int length = random.nextInt(3) == 0 ? 7 : 10;
            for (int i = 0; i < length; i++) {
                if (random.nextInt(25) == 0) words.add(random.nextInt(6) == 0 ? "triple" : "double");
                words.add(any(Alphabet.DIGITS, random));
            }
            return words;
        }

        @Override
        public int fewest() {
            return 5;
        }

        @Override
        public String name() {
            return "digits";
        }

        @Override
        public double price() {
            return 2.5;
        }
    }

    /** Letters in a row, as in a spelled name; written in capitals with hyphens between them. */
    record Letters() implements Spelling {

        @Override
        public boolean takes(String word) {
            return Alphabet.isLetter(word) || word.equals("double") || word.equals("capital") || word.equals("as")
                    || word.equals("in") || word.equals("for") || Alphabet.CODE_WORDS.contains(word);
        }

        @Override
        public Optional<String> write(List<String> words) {
            var written = new StringBuilder();
            boolean afterLetter = false;
            for (var word : words) {
                boolean letter = Alphabet.isLetter(word);
                if (!written.isEmpty()) written.append(letter && afterLetter ? '-' : ' ');
                written.append(letter ? word.toUpperCase() : word);
                afterLetter = letter;
            }
            return Optional.of(written.toString());
        }

        @Override
        public List<String> example(Random random) {
            var words = new ArrayList<String>();
            boolean explained = random.nextInt(20) == 0;
            for (var letter : letters(random)) {
                if (random.nextInt(60) == 0 && !letter.equals("u")) words.add(random.nextInt(4) == 0 ? "capital" : "double");
                words.add(letter);
                if (!explained) continue;
                if (random.nextInt(6) == 0) words.add("for");
                else words.addAll(List.of("as", "in"));
                words.add(any(Alphabet.CODE_WORDS.stream().filter(word -> word.startsWith(letter)).toList(), letter, random));
            }
            return words;
        }

        /** Half of them as they follow each other in names, half in any order: names come from everywhere. */
        private static List<String> letters(Random random) {
            if (random.nextBoolean()) return List.of(any(Alphabet.SURNAMES, random).split(""));
            return random.ints(4 + random.nextInt(6), 0, 26).mapToObj(Alphabet.LETTERS::get).toList();
        }

        @Override
        public int fewest() {
            return 4;
        }

        @Override
        public String name() {
            return "letters";
        }

        @Override
        public double price() {
            return 3.4;
        }
    }

    /**
     * A value that is known from before, said once more, and in the ways this kind of thing is said.
     *
     * @param value upper case, without hyphens
     */
    record Known(Spelling kind, String value) implements Spelling {

        @Override
        public boolean takes(String word) {
            return kind.takes(word);
        }

        @Override
        public Optional<String> write(List<String> words) {
            return kind.write(words);
        }

        @Override
        public boolean fits(List<String> words) {
            return kind.fits(words);
        }

        @Override
        public double likelihood(List<String> words) {
            return kind.likelihood(words);
        }

        /** "Oh" for zero, a dash in the middle, "double" for two alike: as people vary. */
        @Override
        public List<String> example(Random random) {
            var words = new ArrayList<String>();
            boolean dashed = random.nextBoolean();
            for (int i = 0; i < value.length(); i++) {
                char character = value.charAt(i);
                if (dashed && i > 0 && 2 * i == value.length() && kind instanceof Code) words.add("dash");
                boolean twice = i + 1 < value.length() && value.charAt(i + 1) == character && character != 'U' && random.nextInt(10) == 0;
                if (twice) {
                    words.add("double");
                    i++;
                }
                words.add(spoken(character, random));
            }
            return words;
        }

        private static String spoken(char character, Random random) {
            if (character == '0') return random.nextBoolean() ? "oh" : "zero";
            return Character.isDigit(character) ? Alphabet.DIGITS.get(character - '0') : String.valueOf(Character.toLowerCase(character));
        }

        @Override
        public int fewest() {
            return kind.fewest();
        }

        @Override
        public String name() {
            return "known " + kind.name();
        }

        /** Hardly a choice is left. */
        @Override
        public double price() {
            return 0.3;
        }
    }

    private static String any(List<String> words, String otherwise, Random random) {
        return words.isEmpty() ? otherwise : any(words, random);
    }

    private static String any(List<String> words, Random random) {
        return words.get(random.nextInt(words.size()));
    }
}
