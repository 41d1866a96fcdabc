package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What was said in the call so far, by turn: what a transcript is compared with. Owned by the {@link TurnLedger}. */
final class Minutes {

    /** @param turn that it answers; 0 for none */
    private record Line(int turn, String text) {}

    private final List<Line> agent = new ArrayList<>();
    private final TreeMap<Integer, String> caller = new TreeMap<>();

    /** What a response of the conversation said. */
    void agent(int turn, String text) {
        if (!text.isBlank()) agent.add(new Line(turn, text.strip()));
    }

    /** The transcript of a turn; a better one replaces it. */
    void caller(int turn, Optional<String> text) {
        text.filter(words -> !words.isBlank()).ifPresentOrElse(words -> caller.put(turn, words), () -> caller.remove(turn));
    }

    /** All before a turn: the agent's last line is what the caller answers. */
    Evidence.Said before(int turn) {
        var byAgent = agent.stream().filter(line -> line.turn < turn).map(Line::text).toList();
        return new Evidence.Said(byAgent, List.copyOf(caller.headMap(turn).values()));
    }

    /** All before a turn, and the reply to it. */
    Evidence.Said beside(int turn) {
        var byAgent = agent.stream().filter(line -> line.turn <= turn).map(Line::text).toList();
        return new Evidence.Said(byAgent, List.copyOf(caller.headMap(turn).values()));
    }
}
