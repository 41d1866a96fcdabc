package dev.sidetone.turn;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Made-up transcripts, seeded: words, numbers in both forms, codes, punctuation. */
final class Speech {

    private static final List<String> WORDS = List.of(
            "the", "driver", "I", "a", "um,", "oh", "zero", "five", "twenty", "nineteen", "hundred", "thousand", "and", "second", "March",
            "third", "3rd", "dash", "-", "56B5-12C0", "V-I-R", "4:30", "$5.20", "415-555-0172", "o'clock", "double", "l", "…", "p.m.",
            "Björn,", "20%", "follow-up", "1,200", "2023", "may", "22", "b5", "a@b.de", "हिन्दी", "你好",
            "not", "didn't", "million", "point", "half", "past", "quarter", "to", "at", "dot", "June", "the 21st");

    private Speech() {}

    static String random(Random random, int longest) {
        return IntStream.range(0, random.nextInt(longest + 1))
                .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())))
                .collect(Collectors.joining(random.nextBoolean() ? " " : "  "));
    }
}
