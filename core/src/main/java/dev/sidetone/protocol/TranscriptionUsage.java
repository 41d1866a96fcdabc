package dev.sidetone.protocol;

import java.math.BigDecimal;

/** What one built-in transcription used. Its shape depends on the transcription model. */
public sealed interface TranscriptionUsage {

    /** Models billed by tokens. */
    record Tokens(long total, long inputText, long inputAudio, long output) implements TranscriptionUsage {}

    /** Models billed by the minute; recorded services report whole seconds, the schema says number. */
    record Seconds(BigDecimal seconds) implements TranscriptionUsage {}

    /** The peer did not say (recorded from Azure Voice Live). */
    record Unreported() implements TranscriptionUsage {}
}
