package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The words that turn an English sentence around: "I did not see him", "there were no injuries". A "no" that answers or corrects is none. */
final class Negations {

    private static final Set<String> NOT = Set.of("not", "never", "cannot", "cant", "wont", "dont", "doesnt", "didnt", "isnt", "arent", "wasnt", "werent", "hasnt",
            "havent", "hadnt", "couldnt", "wouldnt", "shouldnt", "mustnt", "neednt", "aint", "nobody", "nothing", "none", "neither", "without");
    /** After these a "no" was an interjection: "no it was the left", "no sorry". */
    private static final Set<String> BEGINNINGS = Set.of("no", "not", "i", "im", "ive", "id", "it", "its", "he", "hes", "she", "shes", "we", "were", "they", "that", "thats", "this",
            "there", "theres", "my", "the", "a", "an", "you", "and", "but", "so", "because", "sorry", "wait", "just", "actually", "thank", "thanks", "please", "okay", "sir", "maam",
            "problem", "worries", "idea", "doubt", "way", "longer", "matter", "one", "wonder", "need");

    private Negations() {}

    /** Where their words stand. */
    static List<Integer> in(List<SpokenWord> words) {
        var negations = new ArrayList<Integer>();
        for (int i = 0; i < words.size(); i++) {
            var said = words.get(i).said();
            boolean no = said.equals("no") && i > 0 && i + 1 < words.size() && !BEGINNINGS.contains(words.get(i + 1).said()) && !words.get(i + 1).isCharacter()
                    && !words.get(i - 1).said().equals("no");
            // Said twice it is one: "I did not not see".
            boolean again = i > 0 && words.get(i - 1).said().equals(said);
            boolean answers = i == 0 && said.equals("not");
            if (!no && !NOT.contains(said) || again || answers) continue;
            negations.add(i);
        }
        return negations;
    }
}
