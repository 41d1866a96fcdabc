package dev.sidetone.protocol;

import java.util.Optional;

/**
 * Tokens of one response. {@code cached} is a subset of {@code input}, per modality; output audio and its transcript are
 * both billed.
 *
 * @param cached tokens of the input served from the prefix cache
 * @param cachedByModality absent from peers that give only the total
 */
public record Usage(long total, Tokens input, long cached, Optional<Tokens> cachedByModality, Tokens output, long reasoning) {

    /** Counts by modality. */
    public record Tokens(long text, long audio, long image) {
        public static final Tokens NONE = new Tokens(0, 0, 0);

        public long sum() {
            return text + audio + image;
        }

        public Tokens plus(Tokens other) {
            return new Tokens(text + other.text, audio + other.audio, image + other.image);
        }
    }

    public static final Usage NONE = new Usage(0, Tokens.NONE, 0, Optional.of(Tokens.NONE), Tokens.NONE, 0);
}
