package dev.sidetone.turn;

import java.util.Set;

/** Whether a caller's words are a yes or a no, in English and by the first words; anything that could be either is neither. */
enum Answer {
    YES, NO, OTHER;

    private static final Set<String> AFFIRMED = Set.of("yes", "yeah", "yep", "yup", "correct", "exactly", "right", "absolutely", "sure");
    private static final Set<String> DENIED = Set.of("no", "nope", "wrong", "incorrect");
    private static final Set<String> RESERVED = Set.of("not", "no", "but", "except", "actually", "isnt", "wrong", "wait");
    private static final Set<String> BEFORE = Set.of("um", "uh", "er", "oh", "well", "ah", "okay", "so", "thats", "that", "is", "it");

    static Answer of(String words) {
        var said = SpokenForm.of(words).words();
        int first = 0;
        while (first < said.size() - 1 && BEFORE.contains(said.get(first))) first++;
        if (said.isEmpty()) return OTHER;
        if (DENIED.contains(said.get(first))) return NO;
        boolean yes = AFFIRMED.contains(said.get(first)) && said.stream().noneMatch(RESERVED::contains);
        return yes ? YES : OTHER;
    }
}
