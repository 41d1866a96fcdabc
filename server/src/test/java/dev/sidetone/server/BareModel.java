package dev.sidetone.server;

/** A model that is one function, for what a script cannot say. */
record BareModel(Responding responding) implements SpeechModel {

    interface Responding {
        void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException;
    }

    @Override
    public ModelSession open(String model) {
        var silent = ScriptedModel.script().build().open(model);
        return new ModelSession() {
            @Override
            public Transcriber transcriber(TranscriptionRequest request) {
                return silent.transcriber(request);
            }

            @Override
            public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
                responding.respond(prompt, output);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void close() {}
}
