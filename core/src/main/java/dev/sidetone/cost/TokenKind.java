package dev.sidetone.cost;

import java.util.Locale;

/** What a token is billed as. */
public enum TokenKind {
    TEXT_IN,
    TEXT_CACHED,
    TEXT_OUT,
    AUDIO_IN,
    AUDIO_CACHED,
    AUDIO_OUT,
    IMAGE_IN,
    IMAGE_CACHED;

    /** Its key in a price file, for instance {@code audio_cached}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }
}
