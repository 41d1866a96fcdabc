package dev.sidetone.client;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import dev.sidetone.cost.TurnCost;
import dev.sidetone.cost.Usd;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Costs as {@code docs/json.md} describes them. Amounts are texts: a JSON number would be read as a binary fraction. */
public final class CostJson {

    private CostJson() {}

    /** The {@code cost} of a turn. */
    public static ObjectNode of(TurnCost cost) {
        var bill = JsonNodeFactory.instance.objectNode();
        bill.set("out_of_band", of(cost.outOfBand()));
        bill.set("built_in", of(cost.builtIn()));
        bill.set("reply", of(cost.reply()));
        bill.set("total", of(cost.total()));
        return bill.put("ratio", cost.ratio().map(ratio -> ratio.toPlainString()).orElse(null));
    }

    public static ObjectNode of(Meter meter) {
        var node = of(meter.reported());
        node.set("expected", meter.differs() ? of(meter.expectedOrReported()) : null);
        return node;
    }

    private static ObjectNode of(Cost cost) {
        boolean priced = !(cost instanceof Cost.NotPriced);
        var node = JsonNodeFactory.instance.objectNode().put("usd", cost instanceof Cost.Known known ? amount(known.amount()) : null)
                .put("least", priced ? amount(cost.least()) : null)
                .put("most", cost.most().map(CostJson::amount).orElse(null));
        var reasons = node.putArray("reasons");
        cost.reasons().forEach(reasons::add);
        return node;
    }

    private static String amount(Usd usd) {
        return usd.shown().toPlainString();
    }
}
