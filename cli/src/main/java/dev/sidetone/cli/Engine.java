package dev.sidetone.cli;

import dev.sidetone.server.SpeechDetector;
import dev.sidetone.server.SpeechModel;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What stands behind our own server: who hears and speaks, and who tells speech from noise.
 *
 * @param caution what the user should know before anybody calls
 */
record Engine(SpeechModel model, Supplier<SpeechDetector> detector, Optional<String> caution) {

    Engine(SpeechModel model, Supplier<SpeechDetector> detector) {
        this(model, detector, Optional.empty());
    }
}
