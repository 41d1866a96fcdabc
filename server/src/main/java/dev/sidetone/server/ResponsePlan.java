package dev.sidetone.server;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.Response.StatusDetails;
import dev.sidetone.protocol.ResponseSettings;
import dev.sidetone.protocol.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An accepted {@code response.create} with everything settled: what the model sees and how the answer is told.
 *
 * @param conversationId absent out of band
 * @param speed of the voice, 1 as the model speaks
 * @param obstacle why the model is not even asked: the response fails with it
 */
record ResponsePlan(
        String id, Optional<String> conversationId, ResponseSettings settings, Map<String, String> metadata, ModelPrompt prompt,
        List<InContext> context,
        double speed, Optional<ModelFailure> obstacle) {

    boolean outOfBand() {
        return conversationId.isEmpty();
    }

    Modality modality() {
        return prompt.modality();
    }

    Response inProgress() {
        return new Response(id, Status.IN_PROGRESS, Optional.empty(), List.of(), conversationId, settings, Optional.empty(), metadata);
    }

    Response ended(Status status, Optional<StatusDetails> details, List<Item> output, Usage usage) {
        return new Response(id, status, details, output, conversationId, settings, Optional.of(usage), metadata);
    }
}
