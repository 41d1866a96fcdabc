package dev.sidetone.turn;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.TurnRecord.Speech;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A turn record as JSON. Stable: keys are added, never renamed or removed; every key is always there, {@code null} where
 * nothing is known. Offsets and durations are whole milliseconds.
 *
 * <pre>{@code
 * {"item_id": "item_…", "number": 1,
 *  "speech": {"start_ms": 1460, "end_ms": 4256},
 *  "transcript": {"source": "out_of_band" | "built_in" | "none", "text": "…" | null, "why": "…"},
 *  "built_in":    {"state": "text" | "nothing", "text": "…" | null, "reason": null | "asr_failed" | …, "detail": null | "…", "after_ms": 310,
 *                 "least_sure": 0.93 | null},
 *  "out_of_band": {…as built_in, without the last…},
 *  "guard": {"verdict": "trusted" | "doubted" | "nothing_to_judge", "doubts": ["answered", …], "why": null | "…"},
 *  "mismatches": [{"kind": "code" | "spelled_name" | "phone_number" | "date" | "money" | "yes_no" | "language",
 *                  "out_of_band": "56B5-12C0" | null, "built_in": "56B5-12Z0" | null}],
 *  "attempts": [{"manner": "usual" | "strict_call" | "strict_text", "context": "notes" | …, "notes": ["policy number: …"],
 *                "state": "text" | "nothing", "text": "…" | null, "reason": null | "refused" | …, "detail": null | "…",
 *                "guard": {…as above…}, "usage": usage | null}],
 *  "reply": {"state": "said" | "nothing", "text": "…" | null, "status": "completed" | … | null, "reason": null | "turn_detected" | …,
 *            "detail": null | "…", "tools": ["…"], "heard": null | "…",
 *            "truncated_at_ms": null, "first_audio_after_ms": 640, "asked_after_ms": null},
 *  "meters": {"reply": usage | null, "out_of_band": usage | null, "built_in": asr | null},
 *  "expected_audio_tokens": 27, "audio_under_reported": false,
 *  "notes": ["…"]}
 *
 * usage = {"total": 205, "input": {"text": 14, "audio": 27, "image": 0}, "cached": 0,
 *          "cached_by_modality": {"text": 0, "audio": 0, "image": 0} | null, "output": {…}, "reasoning": 0}
 * asr   = {"type": "tokens", "total": …, "input_text": …, "input_audio": …, "output": …}
 *       | {"type": "duration", "seconds": 3} | {"type": "unreported"}
 * }</pre>
 */
public final class TurnJson {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private TurnJson() {}

    /** The whole record. */
    public static Json of(TurnRecord turn) {
        var node = NODES.objectNode().put("item_id", turn.itemId()).put("number", turn.number());
        node.set("speech", speech(turn.speech()));
        var transcript = turn.transcript();
        node.set("transcript", NODES.objectNode().put("source", word(transcript.source()))
                .put("text", transcript.text().orElse(null)).put("why", transcript.why()));
        node.set("built_in", heard(turn.builtIn(), turn.took().toBuiltIn()).put("least_sure", turn.heard().leastSure().orElse(null)));
        node.set("out_of_band", heard(turn.outOfBand(), turn.took().toOutOfBand()));
        node.set("guard", guard(turn.verdict()));
        node.set("mismatches", of(turn.mismatches()).node());
        var attempts = node.putArray("attempts");
        turn.heard().attempts().forEach(attempt -> attempts.add(attempt(attempt)));
        node.set("reply", reply(turn));
        node.set("meters", of(turn.meters()).node());
        var expected = turn.speech().expectedAudioTokens();
        node.put("expected_audio_tokens", expected.isPresent() ? Long.valueOf(expected.getAsLong()) : null);
        node.put("audio_under_reported", turn.audioUnderReported());
        var notes = node.putArray("notes");
        turn.notes().forEach(notes::add);
        return new Json(node);
    }

    /** The {@code meters} object alone, for what belongs to no turn. */
    public static Json of(Meters meters) {
        var node = NODES.objectNode();
        node.set("reply", meters.reply().map(TurnJson::usage).orElse(null));
        node.set("out_of_band", meters.outOfBand().map(TurnJson::usage).orElse(null));
        node.set("built_in", meters.builtIn().map(TurnJson::usage).orElse(null));
        return new Json(node);
    }

    /** The {@code mismatches} alone, for turns that have no record yet. */
    public static Json of(List<Mismatch> mismatches) {
        var all = NODES.arrayNode();
        mismatches.forEach(mismatch -> all.add(mismatch(mismatch)));
        return new Json(all);
    }

    private static ObjectNode speech(Speech speech) {
        return NODES.objectNode().put("start_ms", millis(speech.start())).put("end_ms", millis(speech.end()));
    }

    private static ObjectNode guard(Verdict verdict) {
        var node = NODES.objectNode();
        var doubts = NODES.arrayNode();
        switch (verdict) {
            case Verdict.Trusted ignored -> node.put("verdict", "trusted");
            case Verdict.NothingToJudge ignored -> node.put("verdict", "nothing_to_judge");
            case Verdict.Doubted doubted -> {
                node.put("verdict", "doubted");
                doubted.doubts().forEach(doubt -> doubts.add(doubt.word()));
            }
        }
        node.set("doubts", doubts);
        return node.put("why", verdict instanceof Verdict.Doubted ? verdict.inWords() : null);
    }

    private static ObjectNode mismatch(Mismatch mismatch) {
        var node = NODES.objectNode();
        return switch (mismatch) {
            case Mismatch.OfEntity of -> node.put("kind", word(of.kind())).put("out_of_band", of.first().map(Entity::said).orElse(null))
                    .put("built_in", of.second().map(Entity::said).orElse(null));
            case Mismatch.OfLanguage of -> node.put("kind", "language").put("out_of_band", of.first()).put("built_in", of.second());
        };
    }

    private static ObjectNode attempt(Attempt attempt) {
        var node = NODES.objectNode().put("manner", word(attempt.manner())).put("context", attempt.context().word());
        var notes = node.putArray("notes");
        attempt.notes().forEach(notes::add);
        put(node, attempt.answer());
        node.set("guard", guard(attempt.verdict()));
        node.set("usage", attempt.usage().map(TurnJson::usage).orElse(null));
        return node;
    }

    private static ObjectNode heard(Heard heard, Optional<Duration> after) {
        var node = NODES.objectNode();
        put(node, heard);
        return node.put("after_ms", millis(after));
    }

    private static void put(ObjectNode node, Heard heard) {
        switch (heard) {
            case Heard.Text text -> node.put("state", "text").put("text", text.text()).putNull("reason").putNull("detail");
            case Heard.Nothing nothing -> put(node.put("state", "nothing").putNull("text"), nothing.why());
            case Heard.Pending ignored -> throw new IllegalArgumentException("a pending hearing has no JSON");
        }
    }

    private static ObjectNode reply(TurnRecord turn) {
        var node = NODES.objectNode();
        var tools = NODES.arrayNode();
        Optional<Reply.CutOff> cut = Optional.empty();
        switch (turn.reply()) {
            case Reply.Said said -> {
                node.put("state", "said").put("text", said.text()).put("status", word(said.status()));
                node.put("reason", said.why().orElse(null)).putNull("detail");
                said.tools().forEach(tools::add);
                cut = said.cutOff();
            }
            case Reply.Nothing nothing -> put(node.put("state", "nothing").putNull("text").putNull("status"), nothing.why());
        }
        node.set("tools", tools);
        node.put("heard", cut.map(Reply.CutOff::heard).orElse(null)).put("truncated_at_ms", millis(cut.map(Reply.CutOff::played)));
        return node.put("first_audio_after_ms", millis(turn.took().toReplyAudio())).put("asked_after_ms", millis(turn.took().toAnswer()));
    }

    private static void put(ObjectNode node, Reason why) {
        node.put("reason", why.word()).put("detail", why.inWords());
    }

    private static ObjectNode usage(Usage usage) {
        var node = NODES.objectNode().put("total", usage.total());
        node.set("input", tokens(usage.input()));
        node.put("cached", usage.cached());
        node.set("cached_by_modality", usage.cachedByModality().map(TurnJson::tokens).orElse(null));
        node.set("output", tokens(usage.output()));
        return node.put("reasoning", usage.reasoning());
    }

    private static ObjectNode tokens(Usage.Tokens tokens) {
        return NODES.objectNode().put("text", tokens.text()).put("audio", tokens.audio()).put("image", tokens.image());
    }

    private static ObjectNode usage(TranscriptionUsage usage) {
        return switch (usage) {
            case TranscriptionUsage.Tokens t -> NODES.objectNode().put("type", "tokens").put("total", t.total())
                    .put("input_text", t.inputText()).put("input_audio", t.inputAudio()).put("output", t.output());
            case TranscriptionUsage.Seconds s -> NODES.objectNode().put("type", "duration").put("seconds", s.seconds());
            case TranscriptionUsage.Unreported ignored -> NODES.objectNode().put("type", "unreported");
        };
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    private static Long millis(Optional<Duration> time) {
        return time.map(Duration::toMillis).orElse(null);
    }
}
