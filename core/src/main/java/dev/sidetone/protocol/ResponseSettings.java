package dev.sidetone.protocol;

import dev.sidetone.audio.AudioFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The settings in force for one response.
 *
 * @param maxOutputTokens empty means {@code "inf"}
 * @param voice absent where a peer leaves it out
 */
public record ResponseSettings(List<Modality> modalities, OptionalInt maxOutputTokens, AudioFormat format, Optional<String> voice) {
    public ResponseSettings {
        modalities = List.copyOf(modalities);
    }
}
