package dev.sidetone.protocol;

import java.util.Optional;

/** One part of a message. The {@code part} of content part events spells {@code output_text} as {@code text} and {@code output_audio} as {@code audio}. */
public sealed interface ContentPart {

    record InputText(String text) implements ContentPart {
        @Override
        public String toString() {
            return "InputText[" + text.length() + " chars]";
        }
    }

    /**
     * The caller's audio.
     *
     * @param audio present when a client creates the item, and in {@code conversation.item.retrieved}; otherwise the server keeps it
     * @param transcript set by clients that replay a history; the model does not see it
     */
    record InputAudio(Optional<byte[]> audio, Optional<String> transcript) implements ContentPart {
        @Override
        public String toString() {
            return "InputAudio[" + audio.map(a -> a.length + " bytes").orElse("kept by the server") + "]";
        }
    }

    /** @param image the whole part: {@code image_url} with its data URI (PNG or JPEG), {@code detail} */
    record InputImage(Json image) implements ContentPart {}

    record OutputText(String text) implements ContentPart {
        @Override
        public String toString() {
            return "OutputText[" + text.length() + " chars]";
        }
    }

    record OutputAudio(Optional<byte[]> audio, String transcript) implements ContentPart {
        @Override
        public String toString() {
            return "OutputAudio[" + transcript.length() + " chars]";
        }
    }

    /** A part of a kind that is new to us, kept whole. */
    record Other(String type, Json body) implements ContentPart {}
}
