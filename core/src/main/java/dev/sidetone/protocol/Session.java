package dev.sidetone.protocol;

import dev.sidetone.audio.AudioFormat;
import java.util.List;
import java.util.Optional;

/**
 * The effective session as the server tells it, with what a client acts on read out.
 *
 * @param model absent in transcription sessions
 * @param transcriptionModel the built-in recogniser; absent when built-in transcription is off
 * @param whole the session object itself
 */
public record Session(
        String id, Optional<String> model, List<Modality> modalities, AudioFormat inputFormat, AudioFormat outputFormat,
        Optional<String> voice, Optional<String> transcriptionModel, Json whole) {

    public Session {
        modalities = List.copyOf(modalities);
    }

    /** Instructions are the user's property: they do not print. */
    @Override
    public String toString() {
        return "Session[" + id + model.map(m -> ", " + m).orElse("") + "]";
    }
}
