package dev.sidetone.protocol;

import dev.sidetone.audio.AudioFormat;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** How our enums are spelled on the wire. */
final class Vocabulary {

    private Vocabulary() {}

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant a word stands for; empty for words that are new to us. */
    static <E extends Enum<E>> Optional<E> constant(Class<E> kind, String word) {
        for (var constant : kind.getEnumConstants()) {
            if (word(constant).equals(word)) return Optional.of(constant);
        }
        return Optional.empty();
    }

    /** Only {@code audio/pcm} carries its rate; the telephone formats have one by definition. */
    static ObjectNode format(AudioFormat format) {
        var node = Json.MAPPER.createObjectNode().put("type", format.wireName());
        if (format == AudioFormat.PCM16) node.put("rate", format.rate());
        return node;
    }
}
