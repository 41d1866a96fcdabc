package dev.sidetone.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code response.create} asks for. Everything absent falls back to the session.
 *
 * @param outOfBand {@code conversation: "none"}: beside the conversation, never part of it
 * @param instructions replaces the session's instructions for this response; it is not added to them
 * @param input exactly what the model is to see, in order; absent means the conversation as it stands, empty means nothing
 * @param metadata at most 16 pairs, keys of 64 and values of 512 characters; echoed in {@code response.created} and {@code .done}
 * @param overrides tools, limits, modalities
 */
public record ResponseRequest(
        boolean outOfBand, Optional<String> instructions, Optional<List<Item>> input, Map<String, String> metadata,
        Overrides overrides) {

    /** {@code response.create} without anything: answer in the conversation with the session's settings. */
    public static final ResponseRequest PLAIN =
            new ResponseRequest(false, Optional.empty(), Optional.empty(), Map.of(), Overrides.NONE);

    public ResponseRequest {
        input = input.map(List::copyOf);
        metadata = Map.copyOf(metadata);
    }

    /**
     * Session settings replaced for one response.
     *
     * @param tools JSON array; an empty one clears the session's tools
     * @param maxOutputTokens absent leaves the session's, an empty value inside means {@code "inf"}
     * @param audioOutput the {@code audio.output} object
     * @param others keys we carry but do not act on ({@code prompt}, {@code reasoning}, {@code parallel_tool_calls})
     */
    public record Overrides(
            Optional<List<Modality>> modalities, Optional<Json> tools, Optional<Json> toolChoice,
            Optional<OptionalInt> maxOutputTokens, Optional<Json> audioOutput, Map<String, Json> others) {

        public static final Overrides NONE = new Overrides(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Map.of());

        /** Text only, no tools: the form of every out-of-band text task. */
        public static final Overrides TEXT_WITHOUT_TOOLS = new Overrides(
                Optional.of(List.of(Modality.TEXT)), Optional.of(Json.parse("[]")), Optional.empty(), Optional.empty(),
                Optional.empty(), Map.of());
    }

    @Override
    public String toString() {
        return "ResponseRequest[" + (outOfBand ? "out of band" : "in the conversation") + ", marks " + metadata.keySet() + "]";
    }
}
