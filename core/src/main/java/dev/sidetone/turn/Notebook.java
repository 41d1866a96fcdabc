package dev.sidetone.turn;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What is established in the call, noted so that later turns can be heard better: values that the caller spelled out, or
 * that the agent read back and the caller confirmed. Made from settled turns only. Owned by the {@link TurnLedger}.
 *
 * <p>A new value of the same label replaces the old one, and a name spelled once more the earlier spelling; a value that the
 * caller denies after it was read back goes. Which label a value has, and what is a yes, is read from English words; in other
 * languages only the glossary and the agent's last question remain.
 */
final class Notebook {

    /** Tokens of o200k that all notes take together at most. */
    static final int MOST_TOKENS = 120;
    /** Of these, how many the agent's last question may take; a longer one is left out from its front. */
    private static final int MOST_OF_QUESTION = 36;
    /** Facts that are kept at all; about twice as many as ever fit into the tokens. */
    private static final int MOST_FACTS = 16;

    private static final String HEADING = "Known from earlier in the call, to hear better; write only what is said now.";
    private static final String TERMS = "may be said: ", ASKED = "agent asked: ";

    /** A question that asks whether what was said before it is right. */
    private static final Pattern CHECK = Pattern.compile("(?i)\\b(right|correct|confirm|did i get|have i got)\\b");

    private final List<Fact> facts = new ArrayList<>();
    /** The agent's words before the turn that is settled next, as far as turns are settled. */
    private String before = "";
    /** The agent's newest words. */
    private String newest = "";

    /** A reply, or what the agent said unasked, as far as it was heard. */
    void agentSaid(String text) {
        if (text.isBlank()) return;
        newest = text.strip();
        if (before.isEmpty()) before = newest;
    }

    /** The agent may have been cut short. @param newest its last words that were heard */
    void lastHeard(String newest) {
        if (before.equals(this.newest)) before = newest;
        this.newest = newest;
    }

    void settled(TurnRecord turn) {
        var reply = turn.reply() instanceof Reply.Said said ? said.heard() : "";
        // Where replies are no part of the record, the newest words came before the turn.
        var question = reply.isBlank() ? newest : before;
        turn.transcript().text().filter(words -> !words.isBlank()).ifPresent(words -> heard(words, question, reply));
        before = reply.isBlank() ? newest : reply;
    }

    private void heard(String words, String before, String reply) {
        var readBack = readBack(before);
        switch (Answer.of(words)) {
            case YES -> confirm(readBack);
            case NO -> facts.removeIf(fact -> fact.standsIn(readBack));
            case OTHER -> {}
        }
        Fact.spelled(words, before, reply).forEach(this::put);
    }

    /** What the agent asked the caller to confirm: its last question, and all it said where that only asks whether it is right. */
    private static String readBack(String before) {
        var question = lastQuestion(before).orElse("");
        return CHECK.matcher(question).find() ? before : question;
    }

    private void confirm(String readBack) {
        facts.replaceAll(fact -> fact.standsIn(readBack) ? fact.confirmed() : fact);
        for (var fact : Fact.readBack(readBack)) {
            if (facts.stream().noneMatch(known -> known.sameValue(fact))) put(fact.confirmed());
        }
    }

    private void put(Fact fact) {
        facts.removeIf(known -> known.label().equals(fact.label()) || known.sameValue(fact) || fact.respells(known));
        facts.add(fact);
        while (facts.size() > MOST_FACTS) facts.remove(oldestUnconfirmed());
    }

    private Fact oldestUnconfirmed() {
        return facts.stream().filter(fact -> !fact.isConfirmed()).findFirst().orElse(facts.getFirst());
    }

    /** The notes in force, a line each, within the limit: the glossary, then facts by age, then what the agent asked last. */
    List<String> lines(List<String> glossary) {
        var question = question();
        int room = MOST_TOKENS - Tokens.atMost(HEADING) - question.map(Notebook::cost).orElse(0);
        var terms = terms(glossary, room);
        room -= terms.map(Notebook::cost).orElse(0);
        var kept = new ArrayList<>(facts);
        while (kept.stream().mapToInt(fact -> cost(fact.line())).sum() > room) {
            kept.remove(kept.stream().filter(fact -> !fact.isConfirmed()).findFirst().orElse(kept.getFirst()));
        }
        var lines = new ArrayList<String>();
        terms.ifPresent(lines::add);
        kept.forEach(fact -> lines.add(fact.line()));
        question.ifPresent(lines::add);
        return List.copyOf(lines);
    }

    private static int cost(String line) {
        return Tokens.atMost(line) + 1;   // the line break
    }

    private static Optional<String> terms(List<String> glossary, int room) {
        var line = new StringBuilder();
        for (var term : glossary) {
            var longer = (line.isEmpty() ? TERMS : line + ", ") + oneLine(term);
            if (cost(longer) > room) break;
            line.replace(0, line.length(), longer);
        }
        return line.isEmpty() ? Optional.empty() : Optional.of(line.toString());
    }

    /** What the agent asked last, from its end as much as there is room for. */
    private Optional<String> question() {
        return lastQuestion(newest).map(Notebook::oneLine).map(question -> {
            var rest = question;
            while (Tokens.atMost(ASKED + rest) > MOST_OF_QUESTION && rest.contains(" ")) rest = rest.substring(rest.indexOf(' ') + 1);
            return ASKED + rest;
        }).filter(line -> Tokens.atMost(line) <= MOST_OF_QUESTION);
    }

    private static Optional<String> lastQuestion(String words) {
        int end = words.lastIndexOf('?');
        if (end < 0) return Optional.empty();
        var upTo = words.substring(0, end);
        int start = Math.max(Math.max(upTo.lastIndexOf(". "), upTo.lastIndexOf("! ")), Math.max(upTo.lastIndexOf("? "), upTo.lastIndexOf('\n')));
        return Optional.of(words.substring(start + 1, end + 1).strip()).map(question -> question.replaceFirst("^[.!?]\\s+", ""));
    }

    static String oneLine(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }

    /** What stands in the request for some notes. */
    static String text(List<String> lines) {
        return HEADING + "\n" + String.join("\n", lines);
    }
}
