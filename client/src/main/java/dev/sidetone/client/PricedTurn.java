package dev.sidetone.client;

import dev.sidetone.cost.TurnCost;
import dev.sidetone.turn.TurnJson;
import dev.sidetone.turn.TurnRecord;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * A settled turn with what it cost.
 *
 * @param audioHeard tokens of the caller's audio that the out-of-band requests were given, by the published rules
 */
public record PricedTurn(TurnRecord turn, TurnCost cost, Optional<Long> audioHeard) {

    /** The turn object of {@code docs/json.md}, less what only a reference knows ({@code said}). The caller's own, to add to. */
    public ObjectNode json() {
        var node = (ObjectNode) TurnJson.of(turn).node().deepCopy();
        node.set("cost", CostJson.of(cost));
        var reported = turn.meters().outOfBand().map(usage -> usage.input().audio());
        node.putObject("audio_tokens").put("expected", audioHeard.orElse(null)).put("reported", reported.orElse(null));
        return node;
    }
}
