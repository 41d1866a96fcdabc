package dev.sidetone.openai;

import dev.sidetone.turn.TurnJson;
import dev.sidetone.turn.TurnRecord;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The turns of a call as they are handed out. */
final class Records {

    private final BlockingQueue<TurnRecord> turns = new LinkedBlockingQueue<>();

    void add(TurnRecord turn) {
        turns.add(turn);
    }

    TurnRecord next() throws InterruptedException {
        // Only bounds how long a failing test takes.
        var turn = turns.poll(40, TimeUnit.SECONDS);
        if (turn == null) throw new AssertionError("no turn within 40 s");
        return turn;
    }

    boolean none() {
        return turns.isEmpty();
    }

    /** All fields of a record as JSON, without what differs from run to run: the server's ids and how long things took. */
    static String compared(TurnRecord turn) {
        return TurnJson.of(turn).text().replace(turn.itemId(), "item").replaceAll("(after_ms\":)\\d+", "$1 some");
    }

    static List<String> compared(List<TurnRecord> turns) {
        return turns.stream().map(Records::compared).toList();
    }
}
