package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Json;
import java.util.List;
import java.util.Optional;

/** Sets the agent's reply against the caller's words, as texts: what the model heard of them before plays no part. */
final class CheckTask implements Task<ReplyCheck> {

    private static final Form<ReplyCheck> FORM = Form.fields(Json.parse("""
            {"type": "object", "additionalProperties": false, "required": ["verdict", "what"], "properties": {
             "verdict": {"enum": ["agrees", "contradicts", "unclear"]},
             "what": {"type": "string", "description": "For contradicts: what the reply has differently, in one sentence. Else empty."}}}"""),
            CheckTask::read);

    private static Reading<ReplyCheck> read(Json answer) {
        var what = answer.node().get("what").stringValue().strip();
        return switch (answer.node().get("verdict").stringValue()) {
            case "agrees" -> Reading.of(new ReplyCheck.Agrees());
            case "unclear" -> Reading.of(new ReplyCheck.Unclear());
            default -> what.isEmpty() ? Reading.unfit("it does not say what is contradicted") : Reading.of(new ReplyCheck.Contradicts(what));
        };
    }

    @Override
    public String name() {
        return "check";
    }

    @Override
    public String instructions() {
        return Prompts.prepare(Prompts.source("check"), "");
    }

    @Override
    public Form<ReplyCheck> form() {
        return FORM;
    }

    @Override
    public boolean concerns(TurnRecord turn) {
        return turn.transcript().text().filter(text -> !text.isBlank()).isPresent() && turn.reply() instanceof Reply.Said said && !said.text().isBlank();
    }

    /** @throws IllegalArgumentException when it is about no turn: there is nothing to check */
    @Override
    public Optional<List<Item>> input(Optional<TurnRecord> about) {
        var turn = about.filter(this::concerns).orElseThrow(() -> new IllegalArgumentException("a check needs a turn with a transcript and a reply"));
        var said = turn.reply() instanceof Reply.Said reply ? reply.text() : "";
        return Optional.of(List.of(Item.userText("Caller:\n" + turn.transcript().text().orElse("") + "\n\nAgent:\n" + said)));
    }
}
