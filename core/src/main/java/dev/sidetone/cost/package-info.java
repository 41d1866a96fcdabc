/**
 * What a turn costs: usage as the peer reported it ({@link dev.sidetone.protocol.Usage}) times dated prices ({@link
 * dev.sidetone.cost.PriceBook}) is a {@link dev.sidetone.cost.Cost}, kept by three meters a turn ({@link
 * dev.sidetone.cost.TurnCost}). Money is decimal throughout. What cannot be priced says so in words and is never zero.
 * All values are immutable and may be shared between threads.
 */
package dev.sidetone.cost;
