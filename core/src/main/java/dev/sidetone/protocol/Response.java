package dev.sidetone.protocol;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A response as {@code response.created} and {@code response.done} tell it.
 *
 * @param conversationId absent for an out-of-band response
 * @param usage absent while it runs, and from peers that do not report it
 * @param metadata what the request was marked with; empty when there was none
 */
public record Response(
        String id, Status status, Optional<StatusDetails> statusDetails, List<Item> output, Optional<String> conversationId,
        ResponseSettings settings, Optional<Usage> usage, Map<String, String> metadata) {

    public enum Status { IN_PROGRESS, COMPLETED, CANCELLED, FAILED, INCOMPLETE }

    /**
     * Why it did not complete.
     *
     * @param type the status again
     * @param reason for cancelled {@code turn_detected} or {@code client_cancelled}, for incomplete {@code max_output_tokens} or {@code content_filter}
     */
    public record StatusDetails(String type, Optional<String> reason, Optional<ErrorDetails> error) {
        /** The shortest true account, fit for a record: the error's code, else the reason, else the type. */
        public String inShort() {
            return error.flatMap(ErrorDetails::code).or(() -> error.map(ErrorDetails::type)).or(() -> reason).orElse(type);
        }
    }

    public Response {
        output = List.copyOf(output);
        metadata = Map.copyOf(metadata);
    }

    public boolean outOfBand() {
        return conversationId.isEmpty();
    }

    /** All text of all messages it produced. */
    public String text() {
        var text = new StringBuilder();
        for (var item : output) {
            if (item instanceof Item.Message message) text.append(message.text());
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return "Response[" + id + ", " + status + ", " + output.size() + " items" + (outOfBand() ? ", out of band" : "") + "]";
    }
}
