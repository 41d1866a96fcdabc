package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The shape of a code, as a prompt states it: groups of places, joined by hyphens when written. A place is {@code X} (a
 * letter or a digit), {@code A} (a letter) or {@code 9} or {@code #} (a digit).
 *
 * @param groups not empty, each not empty
 */
public record CodePattern(List<String> groups) {

    public CodePattern {
        groups = List.copyOf(groups);
    }

    static CodePattern of(String written) {
        return new CodePattern(List.of(written.toUpperCase().replace('#', '9').split("-")));
    }

    int length() {
        return groups.stream().mapToInt(String::length).sum();
    }

    /** The places in order, without hyphens. */
    String places() {
        return String.join("", groups);
    }

    /** After how many characters a hyphen stands. */
    List<Integer> hyphens() {
        var after = new ArrayList<Integer>();
        int count = 0;
        for (var group : groups.subList(0, groups.size() - 1)) after.add(count += group.length());
        return after;
    }

    /**
     * Writes spoken characters in this pattern, if they fit it exactly: as many, of the right kinds, and a dash, where
     * one was said, only where the pattern has one. Nothing is added, dropped or exchanged.
     *
     * <p>"Oh" sounds the same for the letter and the digit. Where the pattern leaves it open it is written as a letter
     * when the same place of the other groups of that length has letters only, else as the digit.
     */
    Optional<String> write(List<String> spoken) {
        var said = Spoken.characters(spoken);
        if (said.isEmpty()) return Optional.empty();
        var characters = said.get().characters();
        if (characters.size() != length() || !hyphens().containsAll(said.get().dashes())) return Optional.empty();
        var written = new StringBuilder();
        for (int i = 0; i < characters.size(); i++) {
            var place = places().charAt(i);
            var word = characters.get(i);
            char character = oh(word) ? ohAt(i, characters) : Alphabet.characterOf().get(word);
            if (place == '9' && !Character.isDigit(character) || place == 'A' && !Character.isLetter(character)) return Optional.empty();
            if (hyphens().contains(i)) written.append('-');
            written.append(character);
        }
        return Optional.of(written.toString());
    }

    private static boolean oh(String word) {
        return word.equals("oh") || word.equals("o");
    }

    private char ohAt(int index, List<String> characters) {
        var place = places().charAt(index);
        if (place != 'X') return place == 'A' ? 'O' : '0';
        var mates = matesOf(index).stream().map(characters::get).filter(word -> !oh(word)).collect(Collectors.toSet());
        return !mates.isEmpty() && mates.stream().allMatch(Alphabet::isLetter) ? 'O' : '0';
    }

    /** The same place in the other groups of the same length: people make codes whose parts look alike. */
    private List<Integer> matesOf(int index) {
        var mates = new ArrayList<Integer>();
        int start = 0, own = 0, within = 0;
        for (var group : groups) {
            if (index >= start && index < start + group.length()) {
                own = group.length();
                within = index - start;
            }
            start += group.length();
        }
        start = 0;
        for (var group : groups) {
            if (group.length() == own && start + within != index) mates.add(start + within);
            start += group.length();
        }
        return mates;
    }
}
