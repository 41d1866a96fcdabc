package dev.sidetone.server;

import dev.sidetone.protocol.Json;
import dev.sidetone.server.ModelPrompt.Seen;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * How much of a conversation fits before a model, and what is left out of it, oldest first. What was left out once stays
 * out, so that the beginning of the prompt holds still and the cache can keep it; the items themselves stay in the
 * conversation. Touched by the connection's thread only.
 */
final class ContextWindow {

    /** Framing of one item, rounded up: only for telling cheaply that there is plenty of room. */
    private static final int MOST_FRAMING = 16;

    /** No token of the o200k tokenizer is less than a byte, and no character more than three. */
    private static final int MOST_TOKENS_A_CHARACTER = 3;

    /**
     * What to do when there is too much.
     *
     * @param drop whether to leave the oldest out; otherwise the response fails
     * @param keep of the room, how much is filled after leaving out: less than 1 leaves room for the next turns
     * @param afterInstructions a limit of the session's own for everything but instructions and tools
     */
    record Truncation(boolean drop, double keep, OptionalInt afterInstructions) {}

    /** What the model sees. @param tooLong it would have to be less, and the session forbids leaving anything out */
    record Fitted(List<InContext> context, boolean tooLong) {}

    private final TokenMeter meter;
    private final ModelProfile profile;
    private final Set<String> leftOut = new HashSet<>();

    ContextWindow(TokenMeter meter, ModelProfile profile) {
        this.meter = meter;
        this.profile = profile;
    }

    /** The conversation as a model sees it. */
    Fitted conversation(List<Entry> entries, String instructions, List<Json> tools, Room room) {
        var whole = stillSeen(entries);
        var fitted = fit(whole, instructions, tools, room);
        whole.subList(0, whole.size() - fitted.context().size()).forEach(part -> leftOut.add(part.seen().itemId()));
        return fitted;
    }

    /** Without what was left out before. */
    List<InContext> stillSeen(List<Entry> entries) {
        return seen(entries.stream().filter(entry -> !leftOut.contains(entry.id())).toList());
    }

    /** As the model sees them, left out or not. */
    List<InContext> seen(List<Entry> entries) {
        return InContext.of(entries, profile);
    }

    /** @param inputTokens what the model can read at all */
    record Room(int inputTokens, Truncation truncation) {}

    /** Items given for one response: what does not fit is left out this once. */
    Fitted fit(List<InContext> context, String instructions, List<Json> tools, Room room) {
        var own = room.truncation().afterInstructions();
        if (most(context, instructions, tools) <= Math.min(room.inputTokens(), own.orElse(Integer.MAX_VALUE))) return new Fitted(context, false);
        long left = room.inputTokens() - meter.instructions(instructions).text() - meter.tools(tools).text();
        long limit = own.isPresent() ? Math.min(left, own.getAsInt()) : left;
        var sizes = context.stream().map(meter::segment).mapToLong(TokenMeter.Segment::sum).toArray();
        long sum = Arrays.stream(sizes).sum();
        if (sum <= limit) return new Fitted(context, false);
        if (!room.truncation().drop()) return new Fitted(context, true);
        int first = 0;
        // The newest item stays, however long: without it there would be nothing to answer.
        for (double target = limit * room.truncation().keep(); first < context.size() - 1 && sum > target; first++) sum -= sizes[first];
        while (first > 0 && first < context.size() - 1 && torn(context, first)) first++;
        return new Fitted(context.subList(first, context.size()), false);
    }

    /** Whether the item there makes no sense without what is left out: the rest of its message, or the call of its result. */
    private static boolean torn(List<InContext> context, int first) {
        var seen = context.get(first).seen();
        if (seen.itemId().equals(context.get(first - 1).seen().itemId())) return true;
        return seen instanceof Seen.ToolResult result && context.subList(0, first).stream()
                .anyMatch(part -> part.seen() instanceof Seen.ToolCall call && call.callId().equals(result.callId()));
    }

    private static long most(List<InContext> context, String instructions, List<Json> tools) {
        long characters = instructions.length(), others = 0;
        for (var tool : tools) characters += tool.text().length();
        for (var part : context) {
            others += MOST_FRAMING + part.agentVoice().map(TokenMeter::agentAudio).orElse(0L);
            switch (part.seen()) {
                case Seen.CallerAudio caller -> others += TokenMeter.callerAudio(caller.audio().duration());
                case Seen.CallerImage image -> others += ImageTokens.of(image.part());
                case Seen.CallerText text -> characters += text.text().length();
                case Seen.SystemText text -> characters += text.text().length();
                case Seen.AgentText text -> characters += text.text().length();
                case Seen.ToolCall call -> characters += call.name().length() + call.arguments().length();
                case Seen.ToolResult result -> characters += result.output().length();
            }
        }
        return MOST_TOKENS_A_CHARACTER * characters + others;
    }
}
