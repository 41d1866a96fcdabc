package dev.sidetone.turn;

import dev.sidetone.turn.Entity.Kind;
import dev.sidetone.turn.EntityFinder.Found;
import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the entities and the languages of two transcripts. */
final class Mismatches {

    // A short turn is its yes or no; in a longer one it is often a habit of speech.
    private static final int LONGEST_ANSWER = 3;
    // Two letters of another script are a unit or a sign.
    private static final int FEWEST_LETTERS = 3;
    /** Kinds that one character turns into each other: all are compared as one. */
    private static final Set<Kind> CHARACTERS = EnumSet.of(Kind.CODE, Kind.SPELLED_NAME, Kind.PHONE_NUMBER, Kind.NUMBER);
    /** Kinds that one word turns into a mere number, or into each other: "four thirty p.m.", "fifty dollars". */
    private static final Set<Kind> COUNTING = EnumSet.of(Kind.CODE, Kind.PHONE_NUMBER, Kind.NUMBER, Kind.DATE, Kind.TIME, Kind.MONEY);

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
        var ofThese = unmatched(here, first, there, second);
        var ofThose = unmatched(there, second, here, first);
        // One code may come in two pieces on one side: "five six b five and then one two c zero".
        if (Codes.alike(characters(ofThese), characters(ofThose))) {
            ofThese.removeIf(found -> CHARACTERS.contains(found.kind()));
            ofThose.removeIf(found -> CHARACTERS.contains(found.kind()));
        }
        var mismatches = paired(ofThese, ofThose);
        var answers = ofAnswers(of(Kind.YES_NO, here), of(Kind.YES_NO, there));
        // "That's not right" is told once.
        if (!answers.isEmpty()) mismatches.removeIf(mismatch -> mismatch.kind() == Kind.NEGATION);
        mismatches.addAll(answers);
        return List.copyOf(mismatches);
    }

    /** Those that the other side does not give, in any form. */
    private static List<Found> unmatched(List<Found> these, SpokenForm own, List<Found> others, SpokenForm other) {
        var left = new ArrayList<Found>();
        var free = new ArrayList<>(others);
        for (var found : these) {
            var same = free.stream().filter(candidate -> alike(found, candidate)).findFirst();
            // Each "not" answers for one; a value that is said twice may be written once.
            if (found.kind() == Kind.NEGATION) same.ifPresent(free::remove);
            boolean given = same.isPresent() || soundsIn(found, others, other) || others.stream().anyMatch(whole -> isPart(found, whole) && Codes.soundsIn(whole.words(), own.spoken()));
            if (found.kind() != Kind.YES_NO && !given) left.add(found);
        }
        return left;
    }

    /** Words that only sound like it count where the other side has nothing better. */
    private static boolean soundsIn(Found found, List<Found> others, SpokenForm other) {
        if (CHARACTERS.contains(found.kind())) return Codes.soundsIn(found.words(), other.spoken());
        boolean onlyTime = found.kind() == Kind.TIME && others.stream().noneMatch(candidate -> candidate.kind() == Kind.TIME);
        return onlyTime && !found.words().isEmpty() && Codes.soundsIn(found.words(), other.spoken().stream().map(Mismatches::noLetter).toList());
    }

    /** Beside a letter digits are a code; beside a time it is a word. */
    private static SpokenWord noLetter(SpokenWord word) {
        return word.isLetter() ? SpokenWord.spoken("…", word.first()) : word;
    }

    /** "BA 117" is a word and a number, "b a one one seven" one code. */
    private static boolean isPart(Found part, Found whole) {
        return CHARACTERS.contains(part.kind()) && CHARACTERS.contains(whole.kind()) && whole.normal().contains(part.normal());
    }

    private static boolean alike(Found one, Found other) {
        if (CHARACTERS.contains(one.kind()) && CHARACTERS.contains(other.kind())) return sameCharacters(one, other);
        if (one.kind() != other.kind()) return sameNumber(one, other);
        return switch (one.kind()) {
            case DATE -> DateWords.alike(one.normal(), other.normal());
            case TIME -> TimeWords.alike(one.normal(), other.normal());
            case MONEY -> Amounts.alike(one.normal(), other.normal());
            case EMAIL -> Addresses.alike(one.wider(), one.normal(), other.wider(), other.normal());
            case NEGATION -> one.words().size() == other.words().size() && (one.words().isEmpty() || one.words().getFirst().matches(other.words().getFirst()));
            case CODE, SPELLED_NAME, PHONE_NUMBER, NUMBER, YES_NO -> one.normal().equals(other.normal());
        };
    }

    private static boolean sameCharacters(Found one, Found other) {
        return Stream.of(one.words(), one.wider()).anyMatch(these -> Codes.alike(these, other.words()) || Codes.alike(these, other.wider()));
    }

    /** "Four thirty" may be a time, and "fifty" an amount. */
    private static boolean sameNumber(Found one, Found other) {
        boolean number = one.kind() == Kind.NUMBER || one.kind() == Kind.CODE || other.kind() == Kind.NUMBER || other.kind() == Kind.CODE;
        boolean counts = Stream.of(one, other).allMatch(found -> COUNTING.contains(found.kind()) && found.kind() != Kind.DATE && !found.words().isEmpty());
        return number && counts && Codes.alike(one.words(), other.words());
    }

    private static List<Found> of(Kind kind, List<Found> found) {
        return found.stream().filter(one -> one.kind() == kind).toList();
    }

    private static List<SpokenWord> characters(List<Found> found) {
        return found.stream().filter(one -> CHARACTERS.contains(one.kind())).flatMap(one -> one.words().stream()).toList();
    }

    /** First those of one sort, then numbers of any; what is left of one side stands alone. */
    private static List<Mismatch.OfEntity> paired(List<Found> here, List<Found> there) {
        var pairs = new ArrayList<Mismatch.OfEntity>();
        var sorts = List.<Set<Kind>>of(CHARACTERS, EnumSet.of(Kind.EMAIL), EnumSet.of(Kind.DATE), EnumSet.of(Kind.TIME), EnumSet.of(Kind.MONEY), EnumSet.of(Kind.NEGATION), COUNTING);
        for (var sort : sorts) {
            var these = new ArrayList<>(here.stream().filter(found -> sort.contains(found.kind())).toList());
            var those = new ArrayList<>(there.stream().filter(found -> sort.contains(found.kind())).toList());
            alignSmall(these, those);
            for (int i = 0; i < Math.min(these.size(), those.size()); i++) {
                pairs.add(mismatch(Optional.of(these.get(i)), Optional.of(those.get(i))));
                here.remove(these.get(i));
                there.remove(those.get(i));
            }
        }
        var alone = Stream.concat(here.stream().map(found -> mismatch(Optional.of(found), Optional.empty())), there.stream().map(found -> mismatch(Optional.empty(), Optional.of(found))))
                .filter(mismatch -> !small(mismatch.first().or(mismatch::second).orElseThrow())).sorted(Comparator.comparing(Mismatch.OfEntity::kind)).toList();
        pairs.addAll(alone);
        return pairs;
    }

    /** Single digits, which may be words, do not take the place of better ones. */
    private static void alignSmall(List<Found> these, List<Found> those) {
        var more = these.size() > those.size() ? these : those;
        int surplus = Math.abs(these.size() - those.size());
        for (int i = more.size() - 1; i >= 0 && surplus > 0; i--) {
            if (!small(more.get(i).entity())) continue;
            more.remove(i);
            surplus--;
        }
    }

    private static boolean small(Entity entity) {
        return entity.kind() == Kind.NUMBER && entity.normal().length() == 1;
    }

    /** Where the kinds differ, the one named first in {@link Kind}, whichever side it is on. */
    private static Mismatch.OfEntity mismatch(Optional<Found> one, Optional<Found> other) {
        var kind = Stream.concat(one.stream(), other.stream()).map(Found::kind).min(Comparator.naturalOrder()).orElseThrow();
        return new Mismatch.OfEntity(kind, one.map(Found::entity), other.map(Found::entity));
    }

    private List<Mismatch.OfEntity> ofAnswers(List<Found> here, List<Found> there) {
        if (here.isEmpty() && there.isEmpty()) return List.of();
        boolean both = !here.isEmpty() && !there.isEmpty();
        boolean answer = first.spoken().size() <= LONGEST_ANSWER && !here.isEmpty() || second.spoken().size() <= LONGEST_ANSWER && !there.isEmpty();
        if (both ? alike(here.getFirst(), there.getFirst()) : !answer) return List.of();
        return List.of(mismatch(here.stream().findFirst(), there.stream().findFirst()));
    }
}
