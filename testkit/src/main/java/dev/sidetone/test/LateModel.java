package dev.sidetone.test;

import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.SpeechModel;

/** Follows a script as it stands when a client connects. */
record LateModel(ScriptedModel.Script script) implements SpeechModel {

    @Override
    public ModelSession open(String model) {
        return script.build().open(model);
    }

    @Override
    public void close() {}
}
