package dev.sidetone.speech;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Names that people bear, the commonest first, and how likely letters are to be spelled as one: those of the United States' census of
 * 1990, which nine in ten people there have. Others are believed by how their letters follow each other.
 *
 * <p>Immutable. Read when first asked for, which takes a fifth of a second.
 */
final class NameList {

    /** @param cost what speaks against it, in nats, before the sound was asked */
    record Likely(String name, double cost) {}

    /** Share of names that are in no list. */
    private static final double UNLISTED = 0.1;
    /** The commonest are not so much more likely than the others as their shares say: who calls is not who was counted. */
    private static final double EVEN = 500;
    /** Nats for each letter that has come, gone or been exchanged; less for those that recognisers take for each other. */
    private static final double LETTER = 3, LIKE_LETTER = 1.5;
    /** Nats for a whole unit of {@link Sounds#distance}. */
    static final double SAID = 12;
    /** Farther apart nothing is worth a try. */
    private static final double MOST_OF_LETTERS = 0.5, MOST_OF_SOUND = 0.35;
    /** Of a name's letters: where more differ, it is no misspelling but another name. */
    private static final double MOST_MISSPELT = 0.25;
    /** The letters and the mark around a name. */
    private static final int MARK = 27;
    private static final int FEWEST_SOUNDS = 5, MOST_LETTERS = 4;
    /** Nats that each sound of a name is worth that was said. */
    private static final double LONG = 1.5;
    private static final List<String> LETTERS_ALIKE = List.of("bcdegptvz", "ahjk", "mn", "fsx", "iy", "quw", "lo", "ar");
    /** By both letters, from 0 for a. */
    private static final double[][] EXCHANGED = exchanged();

    private final List<String> names;
    /** As {@link Sounds#of} has them; each is made when first needed, by whichever thread. */
    private final String[] sounds;
    /** Which letters are in it, a bit for each. */
    private final int[] sets;
    private final Map<String, Integer> places = new HashMap<>();
    /** How often a letter, or the mark of the end, follows two others and one; two marks stand before the first. */
    private final int[][] afterTwo = new int[MARK * MARK][MARK], afterOne = new int[MARK][MARK];
    private final double scale;

    private NameList(List<String> names) {
        this.names = names;
        this.sounds = new String[names.size()];
        this.sets = new int[names.size()];
        double sum = 0;
        for (int i = 0; i < names.size(); i++) {
            places.put(names.get(i), i);
            sum += 1 / (i + EVEN);
            sets[i] = set(names.get(i));
            count("--" + names.get(i) + "-");
        }
        this.scale = Math.log(sum);
    }

    private static final class Census {
        static final NameList LIST = read();
    }

    static NameList ofCensus() {
        return Census.LIST;
    }

    private static NameList read() {
        try (var in = new BufferedReader(new InputStreamReader(new GZIPInputStream(NameList.class.getResourceAsStream("names.txt.gz")), StandardCharsets.US_ASCII))) {
            return new NameList(in.lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException("the list of names could not be read", e);
        }
    }

    private void count(String marked) {
        for (int i = 2; i < marked.length(); i++) {
            int before = index(marked.charAt(i - 1)), letter = index(marked.charAt(i));
            afterTwo[MARK * index(marked.charAt(i - 2)) + before][letter]++;
            afterOne[before][letter]++;
        }
    }

    private static int index(char letter) {
        return letter >= 'a' ? letter - 'a' : MARK - 1;
    }

    boolean holds(String name) {
        return places.containsKey(name);
    }

    /** The logarithm of how likely these letters are what somebody spells. @param name lower case, a to z */
    double prior(String name) {
        var place = places.get(name);
        return place != null ? -Math.log(place + EVEN) - scale : Math.log(UNLISTED) + letters("--" + name + "-");
    }

    /**
     * Whether letters that nobody bears as a name are likelier a name misspelt, or its letters misheard, than a name of their own.
     *
     * @param letters lower case; of others than a to z nothing is known
     * @param name lower case; one in no list has no misspellings
     */
    boolean misspelt(String letters, String name) {
        if (holds(letters) || !holds(name) || !letters.matches("[a-z]+")) return false;
        return prior(name) - apart(name, letters, MOST_MISSPELT * LETTER * name.length()) > prior(letters);
    }

    private double letters(String marked) {
        double sum = 0;
        for (int i = 2; i < marked.length(); i++) {
            int before = index(marked.charAt(i - 1)), letter = index(marked.charAt(i));
            var two = afterTwo[MARK * index(marked.charAt(i - 2)) + before];
            // Mostly as after these two, else as after the last, else any: usual weights of such a mixture.
            sum += Math.log(0.7 * share(two, letter) + 0.25 * share(afterOne[before], letter) + 0.05 / MARK);
        }
        return sum;
    }

    private static double share(int[] counts, int letter) {
        long all = 0;
        for (int count : counts) all += count;
        return all == 0 ? 0 : (double) counts[letter] / all;
    }

    /**
     * The names that are likeliest by what was heard, the likeliest first.
     *
     * @param letters as they were heard, lower case; empty when none were understood
     * @param said what may be the name said before it was spelled, as {@link Sounds#of}
     */
    List<Likely> near(String letters, Collection<String> said, int most) {
        if (letters.isEmpty() && said.isEmpty()) return List.of();
        var found = new ArrayList<Likely>();
        for (int i = 0; i < names.size(); i++) {
            double cost = Math.log(i + EVEN) + scale + (letters.isEmpty() ? alone(i, said) : together(i, letters, said));
            if (cost < Double.POSITIVE_INFINITY) found.add(new Likely(names.get(i), cost));
        }
        found.sort(Comparator.comparingDouble(Likely::cost));
        return List.copyOf(found.subList(0, Math.min(most, found.size())));
    }

    private String sound(int place) {
        if (sounds[place] == null) sounds[place] = Sounds.of(names.get(place));
        return sounds[place];
    }

    private double together(int place, String letters, Collection<String> said) {
        if (!similar(place, letters)) return Double.POSITIVE_INFINITY;
        double different = apart(names.get(place), letters, MOST_OF_LETTERS * LETTER * names.get(place).length());
        if (different == Double.POSITIVE_INFINITY || said.isEmpty()) return different;
        return different + SAID * distance(sound(place), said, 1);
    }

    /** A glance that spares most names a closer look: about as long, and half of the letters in it. */
    private boolean similar(int place, String heard) {
        int set = set(heard);
        return Math.abs(names.get(place).length() - heard.length()) <= MOST_LETTERS
                && 2 * Integer.bitCount(set & sets[place]) >= Integer.bitCount(set);
    }

    private static int set(String letters) {
        int set = 0;
        for (int i = 0; i < letters.length(); i++) set |= 1 << letters.charAt(i) - 'a';
        return set;
    }

    /** A long name is not said by chance. */
    private double alone(int place, Collection<String> said) {
        var sound = sound(place);
        if (sound.length() < FEWEST_SOUNDS) return Double.POSITIVE_INFINITY;
        double distance = distance(sound, said, MOST_OF_SOUND);
        return distance > MOST_OF_SOUND ? Double.POSITIVE_INFINITY : SAID * distance - LONG * sound.length();
    }

    /** From what was said, 0 to 1. */
    static double distance(String sound, Collection<String> said) {
        return distance(sound, said, 1);
    }

    private static double distance(String sound, Collection<String> said, double most) {
        double least = 1;
        for (var each : said) least = Math.min(least, Sounds.distance(sound, each, Math.min(least, most)));
        return least;
    }

    /** Nats for all letters that differ; infinity where they are more than {@code most}. */
    private static double apart(String name, String heard, double most) {
        var row = new double[heard.length() + 1];
        for (int j = 0; j < row.length; j++) row[j] = j * LETTER;
        for (int i = 1; i <= name.length(); i++) {
            double diagonal = row[0], least = row[0] = i * LETTER;
            for (int j = 1; j < row.length; j++) {
                double exchanged = diagonal + EXCHANGED[name.charAt(i - 1) - 'a'][heard.charAt(j - 1) - 'a'];
                diagonal = row[j];
                row[j] = Math.min(exchanged, LETTER + Math.min(row[j], row[j - 1]));
                least = Math.min(least, row[j]);
            }
            if (least > most) return Double.POSITIVE_INFINITY;
        }
        return row[heard.length()] > most ? Double.POSITIVE_INFINITY : row[heard.length()];
    }

    private static double[][] exchanged() {
        var all = new double[26][26];
        for (var row : all) Arrays.fill(row, LETTER);
        for (var alike : LETTERS_ALIKE) alike.chars().forEach(one -> alike.chars().forEach(other -> all[one - 'a'][other - 'a'] = LIKE_LETTER));
        for (int i = 0; i < 26; i++) all[i][i] = 0;
        return all;
    }
}
