package dev.sidetone.cost;

import dev.sidetone.protocol.Usage;
import dev.sidetone.protocol.Usage.Tokens;
import java.util.Optional;

/** Usage in few words. */
final class Usages {

    private Usages() {}

    static Tokens text(long tokens) {
        return new Tokens(tokens, 0, 0);
    }

    static Tokens tokens(long text, long audio) {
        return new Tokens(text, audio, 0);
    }

    static Usage usage(Tokens input, Tokens cached, Tokens output) {
        return new Usage(input.sum() + output.sum(), input, cached.sum(), Optional.of(cached), output, 0);
    }

    static Usage withoutSplit(Tokens input, long cached, Tokens output) {
        return new Usage(input.sum() + output.sum(), input, cached, Optional.empty(), output, 0);
    }
}
