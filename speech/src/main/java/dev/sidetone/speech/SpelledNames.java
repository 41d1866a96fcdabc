package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Names spelled in a turn, heard by what is known of names: which there are, and that people say a name before they spell it.
 * The likeliest are tried on the sound, each as a sentence of its own with the free hearing's words around it; the best is believed when
 * sound and knowledge together speak for it rather than for the letters as they were heard.
 */
final class SpelledNames {

    /** A spelling in its place. @param before words of the free hearing before it @param after index of the first word after it */
    record Place(int before, int after) {

        /** How many words of the free hearing it replaces that the other one keeps. */
        private int fewerKept(Place other) {
            return other.before - before + after - other.after;
        }
    }

    /** @param score of the sentence with these letters in this place */
    record Name(Place place, List<String> letters, double score) {}

    /** @param worth sound and knowledge together */
    private record Tried(Name name, double worth) {}

    /** Each decodes the turn once more. */
    private static final int TRIES = 3;
    /** How much of what is known counts beside the sound, whose scores are too sure of themselves. */
    private static final double KNOWN = 0.7;
    /** Nats that a name may explain the sound worse than the letters that were heard. */
    private static final double LOST = 10;
    /** Nats that an ordinary word costs more in a language than in a grammar made of one sentence. */
    private static final double KEPT_PRICE = 3;
    /** Nats by which a listed name must be better than letters in no list: many names are in none, and come as near to one that is. */
    private static final double CLEARLY = 4.5;
    /** So many words after the letters may be letters too. */
    private static final int TAIL = 3;
    /** Nats a letter that a name may lose against the free hearing, where no letters were understood. */
    private static final double LOSS = 2.2;
    private static final int FEWEST_LETTERS = 4, FEWEST_SOUNDS = 3, LONGEST_SAID = 4;
    /** What people say around a name. */
    private static final Set<String> CARRIERS = Set.of("my", "the", "name", "surname", "is", "it", "it's", "its", "that", "that's", "this", "last", "first", "i'm",
            "you", "spell", "spelled", "spelt", "spelling", "spells", "yes", "yeah", "hi", "hello", "um", "uh", "for", "with", "was", "mister",
            "mrs", "miss", "doctor", "please", "okay", "well", "your");

    private final Earshot turn;
    private final List<String> words;
    private final Set<String> established;
    private final NameList list = NameList.ofCensus();

    /** @param established names known from before, lower case, which are believed as they are */
    SpelledNames(Earshot turn, List<String> words, Set<String> established) {
        this.turn = turn;
        this.words = words;
        this.established = established;
    }

    /** A name that is likelier than the letters that were heard in this place; empty when these stay. */
    Optional<Name> likelier(List<String> heard, Place place) throws InterruptedException {
        var letters = plain(heard);
        // What is established was held against this sound before, and more strictly.
        if (letters.length() < FEWEST_LETTERS || !letters.matches("[a-z]+") || established.contains(letters)) return Optional.empty();
        var said = said(place.before());
        double known = known(letters, said);
        var candidates = candidates(letters, said, known);
        if (candidates.isEmpty()) return Optional.empty();
        var places = places(place);
        for (var likely : candidates) turn.ahead(sentence(letters(likely), place));
        double asHeard = sound(heard, place), worth = asHeard + KNOWN * known + (list.holds(letters) ? 0 : CLEARLY);
        if (asHeard == Double.NEGATIVE_INFINITY) return Optional.empty();
        var tried = new ArrayList<Tried>();
        for (var likely : candidates) {
            for (var at : places) {
                double sound = sound(letters(likely), at) + KEPT_PRICE * at.fewerKept(place);
                if (sound >= asHeard - LOST) tried.add(new Tried(new Name(at, letters(likely), sound), sound + KNOWN * known(likely, said)));
            }
        }
        return tried.stream().filter(each -> each.worth() > worth).max(Comparator.comparingDouble(Tried::worth)).map(Tried::name);
    }

    /** The place itself, and with the words beside it that may be letters too: the last before it, and the few to the end of the turn. */
    private List<Place> places(Place place) {
        int left = words.size() - place.after();
        boolean more = place.before() > 0 && Alphabet.spells(words.get(place.before() - 1)) > 0 && !CARRIERS.contains(words.get(place.before() - 1));
        var all = new ArrayList<>(List.of(place));
        if (more) all.add(new Place(place.before() - 1, place.after()));
        if (left > 0 && left <= TAIL) all.add(new Place(place.before(), words.size()));
        return all;
    }

    /** What speaks for a name besides the sound of its letters: that people bear it, and that it was said. */
    private double known(String name, Set<String> said) {
        return said.isEmpty() ? list.prior(name) : list.prior(name) - NameList.SAID * NameList.distance(Sounds.of(name), said);
    }

    /** Only what is known speaks for another name: the letters that were heard explain the sound best. */
    private List<String> candidates(String letters, Set<String> said, double known) {
        return list.near(letters, said, TRIES).stream().filter(likely -> -likely.cost() > known).map(NameList.Likely::name)
                .filter(name -> !name.equals(letters)).toList();
    }

    /** A name that explains the end of the turn as letters, where none were understood. @param forced the score of the free hearing's words */
    Optional<Name> unheard(double forced) throws InterruptedException {
        int from = 1;
        for (int i = 0; i < words.size(); i++) if (words.get(i).contains("name")) from = i + 1;
        if (from >= words.size()) return Optional.empty();
        var said = said(words.size());
        for (var likely : list.near("", said, TRIES)) {
            var letters = letters(likely.name());
            var place = place(from, likely.name());
            if (place.isEmpty()) continue;
            double sound = sound(letters, place.get());
            if (forced - sound <= LOSS * letters.size()) return Optional.of(new Name(place.get(), letters, sound));
        }
        return Optional.empty();
    }

    private static List<String> letters(String name) {
        return List.of(name.split(""));
    }

    /** Where a name would begin that is spelled to the end of the turn. */
    private Optional<Place> place(int from, String name) throws InterruptedException {
        var stretch = new Stretch(from, words.size(), words.size(), words.size(), true);
        var restriction = new Restriction(words, stretch, new Spelling.Known(new Spelling.Letters(), name.toUpperCase()));
        for (var reading : turn.restricted(restriction.phrases())) {
            var found = restriction.in(reading);
            if (found.isPresent() && plain(found.get().spelled()).length() > name.length() / 2) return Optional.of(new Place(found.get().before(), words.size()));
        }
        return Optional.empty();
    }

    /** How well these letters in this place explain the sound. */
    private double sound(List<String> letters, Place place) throws InterruptedException {
        var sentence = sentence(letters, place);
        return turn.restricted(sentence).stream().filter(reading -> String.join(" ", reading.texts()).equals(sentence.getFirst()))
                .mapToDouble(Hypothesis::score).max().orElse(Double.NEGATIVE_INFINITY);
    }

    private List<String> sentence(List<String> letters, Place place) {
        var sentence = new ArrayList<>(words.subList(0, place.before()));
        sentence.addAll(letters);
        sentence.addAll(words.subList(place.after(), words.size()));
        return List.of(String.join(" ", sentence));
    }

    /** The letters alone, "double" resolved where everything else is a letter. */
    static String plain(List<String> spelled) {
        return Spoken.characters(spelled).map(said -> String.join("", said.characters()))
                .orElseGet(() -> spelled.stream().filter(Alphabet::isLetter).collect(Collectors.joining()));
    }

    /** What may be the name itself, in the words before the letters: up to four that are no carriers. */
    private Set<String> said(int before) {
        var all = new LinkedHashSet<String>();
        int start = 0;
        for (int i = 0; i <= before; i++) {
            if (i < before && !CARRIERS.contains(words.get(i))) continue;
            for (int from = start; from < i; from++) {
                for (int to = Math.min(i, from + LONGEST_SAID); to > from; to--) {
                    var sound = Sounds.of(String.join(" ", words.subList(from, to)));
                    if (sound.length() >= FEWEST_SOUNDS) all.add(sound);
                }
            }
            start = i + 1;
        }
        return all;
    }
}
