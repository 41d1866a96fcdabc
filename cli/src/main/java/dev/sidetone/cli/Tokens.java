package dev.sidetone.cli;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;

/** Counts what a prompt costs on each turn. */
final class Tokens {

    // Loading takes a second or two: only for who asks.
    private static final Encoding O200K = Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE);

    private Tokens() {}

    /** Tokens of o200k_base, which the Realtime models bill text by. */
    static int of(String text) {
        return O200K.countTokensOrdinary(text);
    }
}
