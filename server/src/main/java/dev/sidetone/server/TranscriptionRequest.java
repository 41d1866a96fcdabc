package dev.sidetone.server;

import java.util.Optional;

/**
 * What the session asks of the built-in transcription of one item.
 *
 * @param logprobs whether the client wants to know how sure the recogniser is of each token
 */
public record TranscriptionRequest(String itemId, String model, Optional<String> language, Optional<String> prompt, boolean logprobs) {
    public TranscriptionRequest(String itemId, String model, Optional<String> language, Optional<String> prompt) {
        this(itemId, model, language, prompt, false);
    }
}
