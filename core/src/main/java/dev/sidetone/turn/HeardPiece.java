package dev.sidetone.turn;

import java.time.Duration;

/**
 * One piece of a spoken reply that was cut short.
 *
 * @param itemId the assistant's item
 * @param played how much of it was heard, from its beginning
 */
public record HeardPiece(String itemId, int contentIndex, Duration played) {}
