package dev.sidetone.turn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was said in the call so far, by turn: what a transcript is compared with. Owned by the {@link TurnLedger}.
 *
 * <p>Of the agent's words those count that were heard: a caller who speaks them unheard says them of his own accord, and the server
 * has cut the rest out of what the model hears. The reply to the very turn that is judged counts whole: its transcript is made at
 * the same time from the same audio, and one that answers says what the reply says, heard or not.
 */
final class Minutes {

    /** @param turn that it answers; 0 for none */
    private record Spoken(int turn, Line whole, Line heard) {
        /** Lines that are known are kept: they are read already. */
        Spoken heardTo(String words) {
            var line = new Line(words.strip());
            return line.equals(heard) ? this : new Spoken(turn, whole, line.equals(whole) ? whole : line);
        }
    }

    /** By response, in the order in which they were complete. */
    private final Map<String, Spoken> agent = new LinkedHashMap<>();
    private final TreeMap<Integer, Line> caller = new TreeMap<>();

    /** What a response of the conversation said. @param heard of it so far */
    void agent(String responseId, int turn, String whole, String heard) {
        var line = new Line(whole.strip());
        if (!whole.isBlank()) agent.put(responseId, new Spoken(turn, line, line).heardTo(heard));
    }

    /** So much of it was heard; without effect on one that is not complete. */
    void heard(String responseId, String heard) {
        agent.computeIfPresent(responseId, (id, said) -> said.heardTo(heard));
    }

    /** What the caller heard last of the agent; blank when that was nothing yet. */
    String newest() {
        return agent.values().stream().map(said -> said.heard().text()).filter(words -> !words.isBlank()).reduce("", (before, after) -> after);
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
        var byAgent = agent.values().stream().filter(said -> said.turn() <= lastAnswered)
                .map(said -> said.turn() == turn ? said.whole() : said.heard()).filter(line -> !line.text().isBlank());
        return new Evidence.Said(byAgent, caller.headMap(turn).values().stream());
    }
}
