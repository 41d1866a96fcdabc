package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** What was said in the call so far, by turn: what a transcript is compared with. Owned by the {@link TurnLedger}. */
final class Minutes {

    /** @param turn that it answers; 0 for none */
    private record Answer(int turn, Line line) {}

    private final List<Answer> agent = new ArrayList<>();
    private final TreeMap<Integer, Line> caller = new TreeMap<>();

    /** What a response of the conversation said. */
    void agent(int turn, String text) {
        if (!text.isBlank()) agent.add(new Answer(turn, new Line(text.strip())));
    }

    /** The transcript of a turn; a better one replaces it. */
    void caller(int turn, Optional<String> text) {
        text.filter(words -> !words.isBlank()).ifPresentOrElse(words -> hear(turn, new Line(words)), () -> caller.remove(turn));
    }

    /** The same words again are the line that is known already, and read. */
    private void hear(int turn, Line line) {
        if (!line.equals(caller.get(turn))) caller.put(turn, line);
    }

    /** All before a turn: the agent's last line is what the caller answers. */
    Evidence.Said before(int turn) {
        return said(turn, turn - 1);
    }

    /** All before a turn, and the reply to it. */
    Evidence.Said beside(int turn) {
        return said(turn, turn);
    }

    private Evidence.Said said(int turn, int lastAnswered) {
        var byAgent = agent.stream().filter(answer -> answer.turn <= lastAnswered).map(Answer::line);
        return new Evidence.Said(byAgent, caller.headMap(turn).values().stream());
    }
}
