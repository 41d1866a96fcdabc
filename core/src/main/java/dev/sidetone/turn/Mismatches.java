package dev.sidetone.turn;

import dev.sidetone.turn.Entity.Kind;
import dev.sidetone.turn.EntityFinder.Found;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares the entities and the languages of two transcripts. */
final class Mismatches {

    // A short turn is its yes or no; in a longer one it is often a habit of speech.
    private static final int LONGEST_ANSWER = 3;
    // Two letters of another script are a unit or a sign.
    private static final int FEWEST_LETTERS = 3;
    /** Kinds that one character turns into each other: all are compared as one. */
    private static final Set<Kind> CHARACTERS = Set.of(Kind.CODE, Kind.SPELLED_NAME, Kind.PHONE_NUMBER);

    private final SpokenForm first;
    private final SpokenForm second;

    private Mismatches(SpokenForm first, SpokenForm second) {
        this.first = first;
        this.second = second;
    }

    static List<Mismatch> between(SpokenForm first, SpokenForm second, LanguageDetector detector) {
        var languages = languages(first, second, detector);
        return languages.isPresent() ? List.of(languages.get()) : new Mismatches(first, second).ofEntities();
    }

    private static Optional<Mismatch> languages(SpokenForm first, SpokenForm second, LanguageDetector detector) {
        Optional<UnicodeScript> script = script(first), other = script(second);
        var languages = detector.languageOf(first.chunksText()).flatMap(one -> detector.languageOf(second.chunksText()).map(two -> List.of(one, two)));
        if (languages.isPresent()) return languages.filter(two -> !two.get(0).equals(two.get(1))).map(two -> new Mismatch.OfLanguage(two.get(0), two.get(1)));
        return script.flatMap(one -> other.filter(two -> two != one).map(two -> new Mismatch.OfLanguage(name(one), name(two))));
    }

    private static Optional<UnicodeScript> script(SpokenForm form) {
        // Numbers are digits on one side and English words on the other.
        var text = form.spoken().stream().filter(word -> !word.isCharacter()).map(SpokenWord::said).collect(Collectors.joining(" "));
        return text.codePoints().filter(Character::isLetter).count() < FEWEST_LETTERS ? Optional.empty() : Script.of(text);
    }

    private static String name(UnicodeScript script) {
        var name = script.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    private List<Mismatch> ofEntities() {
        var here = EntityFinder.in(first);
        var there = EntityFinder.in(second);
        var mismatches = new ArrayList<Mismatch>();
        mismatches.addAll(ofCharacters(unmatched(here, there, second), unmatched(there, here, first)));
        for (var kind : List.of(Kind.DATE, Kind.MONEY)) mismatches.addAll(pairs(of(kind, unmatched(here, there, second)), of(kind, unmatched(there, here, first))));
        mismatches.addAll(ofAnswers(of(Kind.YES_NO, here), of(Kind.YES_NO, there)));
        return mismatches;
    }

    /** Those that the other side does not give, in any form. */
    private static List<Found> unmatched(List<Found> these, List<Found> others, SpokenForm other) {
        return these.stream().filter(found -> others.stream().noneMatch(candidate -> alike(found, candidate)))
                .filter(found -> !CHARACTERS.contains(found.entity().kind()) || !Codes.soundsIn(found.words(), other.spoken())).toList();
    }

    private static boolean alike(Found one, Found other) {
        Kind kind = one.entity().kind(), otherKind = other.entity().kind();
        if (CHARACTERS.contains(kind) && CHARACTERS.contains(otherKind)) return Codes.alike(one.words(), other.words());
        if (kind != otherKind) return false;
        var normal = one.entity().normal();
        return kind == Kind.DATE ? DateWords.alike(normal, other.entity().normal()) : normal.equals(other.entity().normal());
    }

    private static List<Found> of(Kind kind, List<Found> found) {
        return found.stream().filter(one -> one.entity().kind() == kind).toList();
    }

    private static List<Mismatch> ofCharacters(List<Found> here, List<Found> there) {
        var ofThese = here.stream().filter(found -> CHARACTERS.contains(found.entity().kind())).toList();
        var ofThose = there.stream().filter(found -> CHARACTERS.contains(found.entity().kind())).toList();
        // One code may come in two pieces on one side: "five six b five and then one two c zero".
        return Codes.alike(all(ofThese), all(ofThose)) ? List.of() : pairs(ofThese, ofThose);
    }

    private static List<SpokenWord> all(List<Found> found) {
        return found.stream().flatMap(one -> one.words().stream()).toList();
    }

    /** In their order; what is left of one side stands alone. */
    private static List<Mismatch> pairs(List<Found> here, List<Found> there) {
        var pairs = new ArrayList<Mismatch>();
        for (int i = 0; i < Math.max(here.size(), there.size()); i++) {
            var one = i < here.size() ? Optional.of(here.get(i).entity()) : Optional.<Entity>empty();
            var other = i < there.size() ? Optional.of(there.get(i).entity()) : Optional.<Entity>empty();
            pairs.add(new Mismatch.OfEntity(kind(one, other), one, other));
        }
        return pairs;
    }

    /** Where they differ, the kind named first in {@link Kind}, whichever side it is on. */
    private static Kind kind(Optional<Entity> one, Optional<Entity> other) {
        var kinds = new EnumMap<>(Map.of(one.or(() -> other).orElseThrow().kind(), true));
        other.ifPresent(entity -> kinds.put(entity.kind(), true));
        return kinds.keySet().iterator().next();
    }

    private List<Mismatch> ofAnswers(List<Found> here, List<Found> there) {
        if (!here.isEmpty() && !there.isEmpty()) return alike(here.getFirst(), there.getFirst()) ? List.of() : pairs(here, there);
        boolean answer = first.spoken().size() <= LONGEST_ANSWER && !here.isEmpty() || second.spoken().size() <= LONGEST_ANSWER && !there.isEmpty();
        return answer ? pairs(here, there) : List.of();
    }
}
