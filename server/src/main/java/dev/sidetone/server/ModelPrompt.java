package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import java.util.List;
import java.util.OptionalInt;

/**
 * Everything the model may know for one response; what is not here it cannot know.
 *
 * @param outOfBand beside the conversation: the model must not let it change what the conversation is about
 * @param context what the model sees, in order; references are already resolved to what they stand for
 * @param tools JSON function definitions, empty when none
 * @param maxOutputTokens empty means no limit
 */
public record ModelPrompt(
        boolean outOfBand, String instructions, List<Seen> context, Modality modality, List<Json> tools, OptionalInt maxOutputTokens) {

    /** One thing the model sees. */
    public sealed interface Seen {
        /** The item it belongs to. */
        String itemId();

        /** The caller's voice, 24 kHz. */
        record CallerAudio(String itemId, Pcm audio) implements Seen {}

        record CallerText(String itemId, String text) implements Seen {
            @Override
            public String toString() {
                return "CallerText[" + text.length() + " chars]";
            }
        }

        /** A picture the caller shows. @param part {@code image_url} (a data URI, PNG or JPEG) and perhaps {@code detail} */
        record CallerImage(String itemId, Json part) implements Seen {}

        record SystemText(String itemId, String text) implements Seen {
            @Override
            public String toString() {
                return "SystemText[" + text.length() + " chars]";
            }
        }

        /** What the agent wrote or said (as far as it was played, when truncated). */
        record AgentText(String itemId, String text) implements Seen {
            @Override
            public String toString() {
                return "AgentText[" + text.length() + " chars]";
            }
        }

        record ToolCall(String itemId, String callId, String name, String arguments) implements Seen {
            @Override
            public String toString() {
                return "ToolCall[" + name + "]";
            }
        }

        record ToolResult(String itemId, String callId, String output) implements Seen {
            @Override
            public String toString() {
                return "ToolResult[" + callId + "]";
            }
        }
    }

    public ModelPrompt {
        context = List.copyOf(context);
        tools = List.copyOf(tools);
    }

    @Override
    public String toString() {
        return "ModelPrompt[" + (outOfBand ? "out of band, " : "") + context.size() + " items, " + modality + "]";
    }
}
