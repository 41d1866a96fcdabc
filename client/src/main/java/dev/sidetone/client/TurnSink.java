package dev.sidetone.client;

import dev.sidetone.turn.TurnRecord;

/**
 * Takes the turns of a call. It runs on a thread of its own and may take its time: the wire never waits for it, and no
 * record is dropped (there is one per turn of a human, a few kilobytes each, so that the queue needs no bound). What it
 * throws is counted and the next record follows.
 */
@FunctionalInterface
public interface TurnSink {
    void accept(TurnRecord turn);
}
