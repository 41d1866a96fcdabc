package dev.sidetone.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Option;

/** Whose words our own server speaks: by default those of the local dialogue. */
final class LlmOptions {

    @Option(names = "--llm", paramLabel = "URL", description = "Let a language model find the words: the base URL of any OpenAI-compatible"
            + " chat endpoint, such as http://127.0.0.1:11434/v1. Its key, if it wants one, in SIDETONE_LLM_KEY.")
    Optional<String> address;

    @Option(names = "--llm-model", paramLabel = "M", description = "The language model, by its name at --llm.")
    Optional<String> model;

    @Option(names = "--llm-patience", paramLabel = "SECONDS",
            description = "How long the language model may be silent before a reply fails (default: 60).")
    Optional<Seconds> patience;

    boolean wanted() {
        return address.isPresent();
    }

    /**
     * Where the words come from; empty for the local dialogue.
     *
     * @throws Failure when the options do not belong together
     */
    Optional<LanguageModel> chosen(Surroundings surroundings) {
        if (wanted()) return Optional.of(LanguageModel.of(this, surroundings));
        if (model.isEmpty() && patience.isEmpty()) return Optional.empty();
        throw new Failure(ExitCode.USAGE, "--llm-model and --llm-patience are for --llm; name its URL");
    }

    /** An engine with these words. @param local the engine with those of the local dialogue */
    Callable<Engine> engine(Callable<Engine> local, Surroundings surroundings) {
        var chosen = chosen(surroundings);
        return chosen.isEmpty() ? local : () -> chosen.get().behind(local);
    }
}
