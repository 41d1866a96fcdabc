package dev.sidetone.client;

import dev.sidetone.turn.EndReason;

/**
 * How a call ended.
 *
 * @param undelivered records the sink had not taken when the waiting ended
 * @param sinkFailures records at which the sink threw
 */
public record CallEnd(EndReason reason, CallTotals totals, int undelivered, int sinkFailures) {}
