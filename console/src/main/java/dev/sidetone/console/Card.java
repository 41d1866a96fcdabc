package dev.sidetone.console;

import dev.sidetone.client.PricedTurn;
import dev.sidetone.cost.TurnCost;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.Agreement;
import dev.sidetone.turn.Entity;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.Meters;
import dev.sidetone.turn.Mismatch;
import dev.sidetone.turn.Reason;
import dev.sidetone.turn.Reply;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A settled turn as the page shows it: the turn object of {@code docs/json.md}, counted and timed within the whole call, and what
 * only the console knows.
 *
 * @param replyHeardAfter since the end of speech; absent while nothing of the reply was heard
 * @param reply where in the call it was heard
 */
record Card(PricedTurn priced, Cards.Scope scope, Optional<Listening> way, Optional<Duration> replyHeardAfter, Optional<Tape.Span> reply) {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A turn of which both transcripts are known, and nothing after them yet. */
    static Card provisional(Action.TurnHeard what, Cards.Scope scope) {
        var record = new TurnRecord(what.itemId(), what.number(), TurnRecord.Speech.UNKNOWN, what.heard(), new Reply.Nothing(new Reason.NotExpected()),
                new TurnRecord.Took(Optional.empty(), Optional.empty(), Optional.empty()), Meters.NONE, List.of());
        return new Card(new PricedTurn(record, TurnCost.NOTHING, Optional.empty()), scope, Optional.empty(), Optional.empty(), Optional.empty());
    }

    ObjectNode json() {
        var turn = priced.turn();
        var node = priced.json().put("number", scope.turns() + turn.number());
        node.set("speech", NODES.objectNode().put("start_ms", inCall(turn.speech().start())).put("end_ms", inCall(turn.speech().end())));
        node.set("pieces", pieces(turn));
        node.set("took", NODES.objectNode().put("built_in_ms", millis(turn.took().toBuiltIn())).put("out_of_band_ms", millis(turn.took().toOutOfBand()))
                .put("reply_audio_ms", millis(turn.took().toReplyAudio())).put("reply_heard_ms", millis(replyHeardAfter)));
        node.put("context", way.map(one -> one.context().word()).orElse(null)).put("prompt", way.map(one -> one.prompt().id()).orElse(null));
        node.put("reply_heard", turn.reply() instanceof Reply.Said said ? said.heard() : null);
        node.set("reply_speech", NODES.objectNode().put("start_ms", millis(reply.map(Tape.Span::start))).put("end_ms", millis(reply.map(Tape.Span::end))));
        return node.put("has_audio", turn.speech().start().isPresent() && turn.speech().end().isPresent());
    }

    private Long inCall(Optional<Duration> inSession) {
        return millis(inSession.map(scope.audio()::plus));
    }

    private static Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }

    private static ArrayNode pieces(TurnRecord turn) {
        var pieces = NODES.arrayNode();
        var outOfBand = text(turn.outOfBand());
        var builtIn = text(turn.builtIn());
        if (outOfBand.isBlank() && builtIn.isBlank()) return pieces;
        if (outOfBand.isBlank()) return pieces.add(piece(new Agreement.OnlySecond(builtIn), List.of()));
        if (builtIn.isBlank()) return pieces.add(piece(new Agreement.OnlyFirst(outOfBand), List.of()));
        Agreement.between(outOfBand, builtIn).pieces().forEach(piece -> pieces.add(piece(piece, turn.mismatches())));
        return pieces;
    }

    private static String text(Heard heard) {
        return heard instanceof Heard.Text text ? text.text() : "";
    }

    private static ObjectNode piece(Agreement.Piece piece, List<Mismatch> mismatches) {
        var kind = switch (piece) {
            case Agreement.Same ignored -> "same";
            case Agreement.OnlyFirst ignored -> "only_out_of_band";
            case Agreement.OnlySecond ignored -> "only_built_in";
            case Agreement.Changed ignored -> "changed";
        };
        boolean matters = !(piece instanceof Agreement.Same) && mismatches.stream().anyMatch(mismatch -> touches(piece, mismatch));
        return NODES.objectNode().put("kind", kind).put("out_of_band", piece.first()).put("built_in", piece.second()).put("mismatch", matters);
    }

    /** Whether a difference is about a value that the two give differently; a different language is about all of them. */
    private static boolean touches(Agreement.Piece piece, Mismatch mismatch) {
        return switch (mismatch) {
            case Mismatch.OfLanguage ignored -> true;
            case Mismatch.OfEntity of -> overlap(piece.first(), of.first()) || overlap(piece.second(), of.second());
        };
    }

    private static boolean overlap(String words, Optional<Entity> value) {
        if (words.isBlank() || value.isEmpty()) return false;
        var one = plain(words);
        var other = plain(value.get().said());
        return one.contains(other) || other.contains(one);
    }

    private static String plain(String text) {
        return " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip() + " ";
    }
}
