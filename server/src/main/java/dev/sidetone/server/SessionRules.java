package dev.sidetone.server;

import java.util.List;
import java.util.Map;

/** Which settings a session has and what each may be (API reference, {@code session.update}). */
final class SessionRules {

    private SessionRules() {}

    private static final Rule TEXT = new Rule.Text();
    private static final Rule FLAG = new Rule.Flag();
    private static final Rule ANYTHING = new Rule.Anything();

    /** A session answers by voice or in writing, never both. */
    static final Rule MODALITIES = new Rule.ListOf(new Rule.Word(List.of("text", "audio")));

    static final List<String> VOICES =
            List.of("alloy", "ash", "ballad", "coral", "echo", "sage", "shimmer", "verse", "marin", "cedar");

    private static final Rule VOICE =
            new Rule.TextOr(new Rule.Word(VOICES), fields(Map.of("id", TEXT), "id"));

    /** The service knows one rate; a smaller one is answered with {@code integer_below_min_value} (recorded). */
    private static final Rule FORMAT = new Rule.Tagged(Map.of(
            "audio/pcm", fields(Map.of("type", TEXT, "rate", new Rule.Whole(24_000, 24_000))),
            "audio/pcmu", fields(Map.of("type", TEXT)),
            "audio/pcma", fields(Map.of("type", TEXT))));

    static final Rule MAX_OUTPUT_TOKENS = new Rule.TextOr(new Rule.Word(List.of("inf")), new Rule.Whole(1, 4096));

    static final Rule TOOLS = new Rule.ListOf(new Rule.Tagged(Map.of(
            "function", fields(Map.of("type", TEXT, "name", TEXT, "description", TEXT, "parameters", ANYTHING), "name"),
            "mcp", fields(Map.of(
                    "type", TEXT, "server_label", TEXT, "server_url", TEXT, "connector_id", TEXT, "server_description", TEXT, "authorization", TEXT,
                    "headers", ANYTHING, "allowed_tools", ANYTHING, "require_approval", ANYTHING, "defer_loading", FLAG), "server_label"))));

    static final Rule TOOL_CHOICE = new Rule.TextOr(new Rule.Word(List.of("auto", "none", "required")), new Rule.Tagged(Map.of(
            "function", fields(Map.of("type", TEXT, "name", TEXT), "name"),
            "mcp", fields(Map.of("type", TEXT, "server_label", TEXT, "name", new Rule.OrNull(TEXT)), "server_label"))));

    static final Rule REASONING = fields(Map.of("effort", new Rule.Word(List.of("minimal", "low", "medium", "high", "xhigh"))));

    static final Rule PROMPT = new Rule.OrNull(
            fields(Map.of("id", TEXT, "version", new Rule.OrNull(TEXT), "variables", new Rule.OrNull(ANYTHING)), "id"));

    static final Rule AUDIO_OUTPUT = fields(Map.of("format", FORMAT, "voice", VOICE, "speed", new Rule.Number(0.25, 1.5)));

    /** Milliseconds without an upper limit of their own in the documentation: a minute is more than any turn needs. */
    private static final Rule MILLIS = new Rule.Whole(0, 60_000);

    private static final Rule TURN_DETECTION = new Rule.Tagged(Map.of(
            "server_vad", fields(Map.of(
                    "type", TEXT, "threshold", new Rule.Number(0, 1), "prefix_padding_ms", MILLIS, "silence_duration_ms", MILLIS,
                    "create_response", FLAG, "interrupt_response", FLAG,
                    "idle_timeout_ms", new Rule.OrNull(new Rule.Whole(5_000, 30_000)))),
            "semantic_vad", fields(Map.of(
                    "type", TEXT, "eagerness", new Rule.Word(List.of("low", "medium", "high", "auto")),
                    "create_response", FLAG, "interrupt_response", FLAG))));

    private static final Rule TRANSCRIPTION = fields(Map.of(
            "model", TEXT, "language", new Rule.OrNull(TEXT), "prompt", new Rule.OrNull(TEXT),
            "languages", new Rule.OrNull(new Rule.ListOf(TEXT)), "keywords", new Rule.OrNull(new Rule.ListOf(TEXT)),
            "delay", new Rule.OrNull(new Rule.Word(List.of("minimal", "low", "medium", "high", "xhigh")))));

    private static final Rule AUDIO_INPUT = fields(Map.of(
            "format", FORMAT,
            "transcription", new Rule.OrNull(TRANSCRIPTION),
            "noise_reduction", new Rule.OrNull(fields(Map.of("type", new Rule.Word(List.of("near_field", "far_field"))), "type")),
            "turn_detection", new Rule.OrNull(TURN_DETECTION)));

    private static final Rule INCLUDE =
            new Rule.OrNull(new Rule.ListOf(new Rule.Word(List.of("item.input_audio_transcription.logprobs"))));

    private static final Rule TRACING = new Rule.OrNull(new Rule.TextOr(
            new Rule.Word(List.of("auto")), fields(Map.of("workflow_name", TEXT, "group_id", TEXT, "metadata", ANYTHING))));

    private static final Rule TRUNCATION = new Rule.TextOr(
            new Rule.Word(List.of("auto", "disabled")),
            fields(Map.of(
                    "type", new Rule.Word(List.of("retention_ratio")), "retention_ratio", new Rule.Number(0, 1),
                    "token_limits", fields(Map.of("post_instructions", new Rule.Whole(0, Integer.MAX_VALUE)))),
                    "type", "retention_ratio"));

    /** The whole {@code session} object of a conversation session. */
    static final Rule SESSION = fields(Map.ofEntries(
            Map.entry("type", new Rule.Word(List.of("realtime", "transcription"))),
            Map.entry("model", TEXT),
            Map.entry("output_modalities", MODALITIES),
            Map.entry("instructions", TEXT),
            Map.entry("tools", TOOLS),
            Map.entry("tool_choice", TOOL_CHOICE),
            Map.entry("parallel_tool_calls", FLAG),
            Map.entry("reasoning", REASONING),
            Map.entry("max_output_tokens", MAX_OUTPUT_TOKENS),
            Map.entry("tracing", TRACING),
            Map.entry("truncation", TRUNCATION),
            Map.entry("prompt", PROMPT),
            Map.entry("include", INCLUDE),
            Map.entry("audio", fields(Map.of("input", AUDIO_INPUT, "output", AUDIO_OUTPUT)))), "type");

    /** The whole {@code session} object of a transcription session. */
    static final Rule TRANSCRIPTION_SESSION = fields(Map.of(
            "type", new Rule.Word(List.of("transcription")),
            "include", INCLUDE,
            "audio", fields(Map.of("input", AUDIO_INPUT))), "type");

    private static Rule fields(Map<String, Rule> known, String... required) {
        return new Rule.Fields(known, List.of(required));
    }
}
