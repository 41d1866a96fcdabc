package dev.sidetone.cli;

import dev.sidetone.llm.LlmEndpoint;
import dev.sidetone.llm.LlmModel;
import dev.sidetone.speech.Senses;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** The language model of {@code --llm}. Apart from its options, so that nothing of it is loaded where it is not wanted. */
record LanguageModel(LlmEndpoint endpoint) {

    private static final String KEY = "SIDETONE_LLM_KEY";

    /** @throws Failure when the options do not name one */
    static LanguageModel of(LlmOptions options, Surroundings surroundings) {
        var name = options.model.orElseThrow(() -> new Failure(ExitCode.USAGE, "--llm needs the name of a model; add --llm-model"));
        try {
            var endpoint = LlmEndpoint.of(options.address.orElseThrow(), name);
            var patient = options.patience.map(seconds -> endpoint.withPatience(seconds.duration())).orElse(endpoint);
            return new LanguageModel(keyed(patient, surroundings));
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.USAGE, "--llm: " + Layout.clean(e.getMessage()), e);
        }
    }

    private static LlmEndpoint keyed(LlmEndpoint endpoint, Surroundings surroundings) {
        try {
            return surroundings.variable(KEY).map(endpoint::withKey).orElse(endpoint);
        } catch (IllegalArgumentException e) {
            throw new Failure(ExitCode.KEY, KEY + ": " + e.getMessage(), e);
        }
    }

    /** Puts it behind the ears and before the voice of an engine. An endpoint that does not answer is a caution: it may be started later. */
    Engine behind(Callable<Engine> local) throws Exception {
        // Beside the loading, which takes longer.
        var look = new FutureTask<>(() -> LlmModel.doubts(endpoint));
        Thread.ofVirtual().start(look);
        var engine = local.call();
        if (!(engine.model() instanceof Senses senses)) {
            engine.model().close();
            throw new Failure(ExitCode.USAGE, "--llm needs the local hearing and voice; leave out what takes their place");
        }
        var caution = look.get().map(doubt -> doubt + "; until that is put right, replies fail");
        return new Engine(LlmModel.over(senses, endpoint), engine.detector(), caution);
    }

    /** What may be shown. */
    String name() {
        return Layout.clean(endpoint.toString());
    }
}
