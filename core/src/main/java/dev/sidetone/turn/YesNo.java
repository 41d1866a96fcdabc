package dev.sidetone.turn;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a turn answers to a question that wants a yes or a no. */
enum YesNo {
    YES,
    NO;

    private static final Set<String> YES_WORDS = Set.of("yes", "yeah", "yep", "yup", "yea", "yah", "aye", "correct", "right", "exactly", "absolutely",
            "definitely", "certainly", "sure", "affirmative", "indeed", "true", "uhhuh", "mhm", "sí", "si", "oui", "ja", "sim", "да", "tak", "evet", "はい", "हाँ", "हां", "是的", "对", "نعم", "네");
    private static final Set<String> NO_WORDS = Set.of("no", "nope", "nah", "nay", "never", "negative", "incorrect", "wrong", "not", "non", "nein", "não", "nao",
            "нет", "nie", "hayır", "hayir", "いいえ", "नहीं", "不", "不是", "没有", "لا", "아니요", "아니오");
    private static final List<String> NOT = List.of("thats not", "that is not", "thats wrong", "i dont think so", "of course not", "that isnt");
    private static final List<String> SO = List.of("thats right", "thats correct", "that is right", "that is correct", "of course", "i think so", "uh huh", "mm hmm");

    String word() {
        return this == YES ? "yes" : "no";
    }

    /** By the first word after the fillers, or a usual phrase at the start; empty when the turn begins as neither. */
    static Optional<YesNo> of(SpokenForm form) {
        var text = form.text();
        if (NOT.stream().anyMatch(phrase -> begins(text, phrase))) return Optional.of(NO);
        if (SO.stream().anyMatch(phrase -> begins(text, phrase))) return Optional.of(YES);
        var first = form.words().stream().filter(word -> !Words.FILLERS.contains(word) && !word.equals("oh") && !word.equals("well") && !word.equals("okay")).findFirst();
        return first.flatMap(word -> YES_WORDS.contains(word) ? Optional.of(YES) : NO_WORDS.contains(word) ? Optional.of(NO) : Optional.empty());
    }

    private static boolean begins(String text, String phrase) {
        return text.equals(phrase) || text.startsWith(phrase + " ");
    }
}
