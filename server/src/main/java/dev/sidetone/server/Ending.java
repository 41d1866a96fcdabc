package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.Response.StatusDetails;
import java.util.Optional;

/** How a response ended. */
sealed interface Ending {

    record Completed() implements Ending {}

    /** @param reason {@code client_cancelled} or {@code turn_detected} */
    record Cancelled(String reason) implements Ending {}

    /** It stopped before it was complete. */
    record Cut(ModelCut.Reason reason) implements Ending {}

    record Failed(String code, String message) implements Ending {}

    default Status status() {
        return switch (this) {
            case Completed() -> Status.COMPLETED;
            case Cancelled(String ignored) -> Status.CANCELLED;
            case Cut(ModelCut.Reason ignored) -> Status.INCOMPLETE;
            case Failed ignored -> Status.FAILED;
        };
    }

    /** Items are whole only when the response is. */
    default Item.Status itemStatus() {
        return this instanceof Completed ? Item.Status.COMPLETED : Item.Status.INCOMPLETE;
    }

    default Optional<StatusDetails> details() {
        return switch (this) {
            case Completed() -> Optional.empty();
            case Cancelled(String reason) -> Optional.of(new StatusDetails("cancelled", Optional.of(reason), Optional.empty()));
            case Cut(ModelCut.Reason reason) -> Optional.of(new StatusDetails("incomplete", Optional.of(reason.word()), Optional.empty()));
            case Failed(String code, String message) -> Optional.of(new StatusDetails("failed", Optional.empty(),
                    Optional.of(new ErrorDetails("server_error", Optional.of(code), message, Optional.empty(), Optional.empty()))));
        };
    }
}
