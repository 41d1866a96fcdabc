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
 * @param maxOutputTokens empty means no limit
 */
public record ModelPrompt(
        boolean outOfBand, String instructions, List<Seen> context, Modality modality, Tools tools, OptionalInt maxOutputTokens) {

    /**
     * What the model may call.
     *
     * @param definitions JSON, as the session or the request gave them; empty when there are none
     */
    public record Tools(List<Json> definitions, Choice choice) {

        public static final Tools NONE = new Tools(List.of(), new Choice.Auto());

        /** {@code tool_choice}. */
        public sealed interface Choice {
            record Auto() implements Choice {}

            record None() implements Choice {}

            /** At least one function must be called. */
            record Required() implements Choice {}

            /** This function must be called. */
            record Function(String name) implements Choice {}

            /** A kind we carry without acting on it, such as a remote server's tool. */
            record Other(Json json) implements Choice {}

            /** Reads it leniently: the name of a forced function may stand in {@code function}, as in chat completions. */
            static Choice of(Json choice) {
                var node = choice.node();
                return switch (node.isString() ? node.asString() : node.path("type").asString("")) {
                    case "auto" -> new Auto();
                    case "none" -> new None();
                    case "required" -> new Required();
                    case "function" -> new Function(node.path("name").asString(node.path("function").path("name").asString("")));
                    default -> new Other(choice);
                };
            }
        }

        public Tools {
            definitions = List.copyOf(definitions);
        }
    }

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
    }

    @Override
    public String toString() {
        return "ModelPrompt[" + (outOfBand ? "out of band, " : "") + context.size() + " items, " + modality + "]";
    }
}
