package dev.sidetone.server;

import java.util.Optional;

/** What the session asks of the built-in transcription of one item. */
public record TranscriptionRequest(String itemId, String model, Optional<String> language, Optional<String> prompt) {}
