package dev.sidetone.speech;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.codec.language.DoubleMetaphone;

/**
 * Established names, recognised by their sound: most names are in no dictionary, so the recogniser writes ordinary words
 * that sound like them. Only words of this turn are ever rewritten, and only where the recogniser itself was in doubt.
 */
final class Names {

    /** A word heard with more confidence than this stays as it is, whatever it sounds like. */
    private static final double DOUBT = 0.9;
    /** A name of two syllables may come as two or three words. */
    private static final int LONGEST = 3;

    private final Collection<String> names;
    private final DoubleMetaphone sound = new DoubleMetaphone();

    Names(Collection<String> names) {
        this.names = names;
        sound.setMaxCodeLen(8);   // by default 4 sounds, which is the beginning of a name
    }

    /** The words with the names in them. */
    List<Word> in(List<Word> words) {
        var result = new ArrayList<Word>();
        for (int i = 0; i < words.size(); ) {
            int from = i;
            var named = Optional.<Word>empty();
            for (int length = Math.min(LONGEST, words.size() - i); length > 0 && named.isEmpty(); length--) {
                named = named(words.subList(from, from + length));
                if (named.isPresent()) i += length - 1;
            }
            result.add(named.orElse(words.get(from)));
            i++;
        }
        return result;
    }

    private Optional<Word> named(List<Word> window) {
        var together = window.stream().map(Word::text).collect(Collectors.joining());
        double confidence = window.stream().mapToDouble(Word::confidence).min().orElse(1);
        if (confidence > DOUBT || together.length() < 3) return Optional.empty();
        return names.stream().filter(name -> alike(name, together)).findFirst()
                .map(name -> new Word(name, window.getFirst().start(), window.getLast().end(), confidence));
    }

    /** The same consonants, at least three, and about as long: "hock" is not every name with an h and a k. */
    private boolean alike(String name, String heard) {
        var code = sound.doubleMetaphone(name);
        return code != null && code.length() >= 3 && code.equals(sound.doubleMetaphone(heard))
                && Math.abs(name.length() - heard.length()) <= 3;
    }
}
