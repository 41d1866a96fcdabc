package dev.sidetone.turn;

import java.util.Optional;

/**
 * Tells the language of a transcript. The built-in one knows the frequent words of some twenty languages and the scripts of
 * a dozen more; a program that holds a bigger detector can put it here.
 */
@FunctionalInterface
public interface LanguageDetector {

    /**
     * @return an ISO 639-1 code; empty unless sure, as for a name, a number, a "yes", or two languages in one turn. A wrong
     *     language costs more than none: the guard takes it as a sign that the transcript is not one
     */
    Optional<String> languageOf(String text);

    static LanguageDetector builtIn() {
        return FrequentWords.DETECTOR;
    }
}
