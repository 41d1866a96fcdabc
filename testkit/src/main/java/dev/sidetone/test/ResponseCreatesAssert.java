package dev.sidetone.test;

import dev.sidetone.protocol.ClientEvent.ResponseCreate;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Modality;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.assertj.core.api.ListAssert;

/** Claims about requests for responses. Narrow them down first, then count or look at them as AssertJ does with any list. */
public final class ResponseCreatesAssert extends ListAssert<ResponseCreate> {

    private final String what;

    ResponseCreatesAssert(List<ResponseCreate> requests, String what) {
        super(requests);
        this.what = what;
        as(what);
    }

    /** Those beside the conversation: {@code conversation: "none"}. */
    public ResponseCreatesAssert outOfBand() {
        return those("out of band", request -> request.response().outOfBand());
    }

    public ResponseCreatesAssert inConversation() {
        return those("in the conversation", request -> !request.response().outOfBand());
    }

    public ResponseCreatesAssert withMetadata(String key, String value) {
        return those("with metadata " + key + "=" + value, request -> value.equals(request.response().metadata().get(key)));
    }

    /** Whose own instructions have this part. */
    public ResponseCreatesAssert withInstructionsContaining(String part) {
        return those("with such instructions", request -> request.response().instructions().filter(text -> text.contains(part)).isPresent());
    }

    /** That show the model this item by reference. */
    public ResponseCreatesAssert referringTo(String itemId) {
        return those("referring to " + itemId, request -> request.response().input().stream().flatMap(List::stream)
                .anyMatch(item -> item instanceof Item.Reference(String id) && id.equals(itemId)));
    }

    /** That ask for text alone. */
    public ResponseCreatesAssert textOnly() {
        return those("for text", request -> request.response().overrides().modalities().equals(Optional.of(List.of(Modality.TEXT))));
    }

    private ResponseCreatesAssert those(String how, Predicate<ResponseCreate> fits) {
        return new ResponseCreatesAssert(actual.stream().filter(fits).map(ResponseCreate.class::cast).toList(), what + " " + how);
    }
}
