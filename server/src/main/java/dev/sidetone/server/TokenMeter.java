package dev.sidetone.server;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.EncodingType;
import dev.sidetone.protocol.Json;
import dev.sidetone.server.ModelPrompt.Seen;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/**
 * Counts tokens by the published and recorded rules: text by the o200k tokenizer, audio by duration, plus what frames each
 * message. All framing figures are fits to recordings of gpt-realtime; where one is a guess it says so. Not thread-safe.
 */
final class TokenMeter {

    /** The tokenizer takes two seconds to load: once in a process, on a thread of its own that nobody interrupts. */
    private static final class O200k {
        static final FutureTask<Encoding> ENCODING =
                new FutureTask<>(() -> Encodings.newLazyEncodingRegistry().getEncoding(EncodingType.O200K_BASE));

        static {
            Thread.ofVirtual().name("tokenizer").start(ENCODING);
        }
    }

    /** "1 token per 100 ms of user audio" (cost guide); recorded 2796 ms as 27, 2668 as 26, 5120 as 51. */
    private static final int CALLER_MS_A_TOKEN = 100;
    /** "1 token per 50 ms of assistant audio" (cost guide). */
    private static final int AGENT_MS_A_TOKEN = 50;

    /** Around a text message: 7+5 tokens were billed as 16, 6+2 as 12, and 111+11+7+8 as 149. */
    private static final int TEXT_MESSAGE = 4;
    /** Around an audio message, counted as text: instructions of 6 tokens and one turn were billed as 14 text tokens. */
    private static final int AUDIO_MESSAGE = 8;
    /** A written reply: 12 tokens were billed as 14, 11 as 13. */
    private static final int WRITTEN_REPLY = 2;
    /** A spoken reply, its text side: 8 tokens were billed as 18 (3 as 9 and 16 as 28: it varies). */
    private static final int SPOKEN_REPLY = 10;
    /** A function call: name and arguments of 2+12 tokens were billed as 22. */
    private static final int CALL = 8;
    /** A function's result: 11 tokens made 18 of the next prompt, once the call was counted as it was billed. */
    private static final int CALL_RESULT = 7;
    /** Around a tool: 34 tokens of name, description and parameters were billed as 35. */
    private static final int TOOL = 1;
    /** What a transcription model adds to its text: 7 tokens were billed as 9. */
    private static final int TRANSCRIPT = 2;

    /** Instructions and items recur in every prompt of a session. */
    private static final int REMEMBERED = 512;

    /** Characters; longer texts are rare, and remembering many of them would cost more than counting again. */
    private static final int LONGEST_REMEMBERED = 16_384;

    private final Map<String, Integer> counted = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * A stretch of a prompt that the cache takes or leaves as one.
     *
     * @param key equal keys mean equal content
     */
    record Segment(String key, long text, long audio, long image) {
        Segment(String key, long text, long audio) {
            this(key, text, audio, 0);
        }

        long sum() {
            return text + audio + image;
        }

        @Override
        public String toString() {
            return "Segment[" + text + " text, " + audio + " audio, " + image + " image]";
        }
    }

    /** Starts loading the tokenizer; harmless when repeated. */
    static Future<?> warmUp() {
        return O200k.ENCODING;
    }

    int tokens(String text) {
        if (text.length() > LONGEST_REMEMBERED) return count(text);
        return counted.computeIfAbsent(text, TokenMeter::count);
    }

    private static int count(String text) {
        try {
            return O200k.ENCODING.get().countTokensOrdinary(text);
        } catch (InterruptedException e) {
            // The connection is ending; nobody will read this bill.
            Thread.currentThread().interrupt();
            return 0;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the o200k tokenizer cannot be loaded", e.getCause());
        }
    }

    static long callerAudio(Duration length) {
        return length.toMillis() / CALLER_MS_A_TOKEN;
    }

    static long agentAudio(Duration length) {
        return length.toMillis() / AGENT_MS_A_TOKEN;
    }

    Segment instructions(String text) {
        return new Segment("instructions:" + text, text.isEmpty() ? 0 : tokens(text), 0);
    }

    Segment tools(List<Json> tools) {
        long sum = 0;
        var key = new StringBuilder("tools:");
        for (var tool : tools) {
            key.append(tool.text());
            sum += TOOL;
            for (var part : List.of("name", "description")) sum += tokens(tool.node().path(part).asString(""));
            sum += tokens(tool.node().path("parameters").toString());
        }
        return new Segment(key.toString(), sum, 0);
    }

    Segment segment(InContext part) {
        return switch (part.seen()) {
            case Seen.CallerAudio caller ->
                new Segment(caller.itemId() + "~", AUDIO_MESSAGE, callerAudio(caller.audio().duration()));
            case Seen.CallerImage image -> new Segment(image.itemId() + "#" + image.part().node().hashCode(), TEXT_MESSAGE, 0, ImageTokens.of(image.part()));
            case Seen.CallerText(String id, String text) -> text(id, text);
            case Seen.SystemText(String id, String text) -> text(id, text);
            case Seen.AgentText(String id, String text) -> part.agentVoice()
                    .map(voice -> new Segment(id + "~" + text, tokens(text) + TEXT_MESSAGE, agentAudio(voice)))
                    .orElseGet(() -> text(id, text));
            case Seen.ToolCall call ->
                new Segment(call.itemId() + ":" + call.callId(), tokens(call.name()) + tokens(call.arguments()) + CALL, 0);
            case Seen.ToolResult result -> new Segment(result.itemId() + ":" + result.callId(), tokens(result.output()) + CALL_RESULT, 0);
        };
    }

    /** Inline text of out-of-band requests has a new id each time, but the cache knows only content. */
    private Segment text(String id, String text) {
        return new Segment(key(text), tokens(text) + TEXT_MESSAGE, 0);
    }

    /** Of a long text its length and hash: the cache remembers many prompts. */
    private static String key(String text) {
        return text.length() <= LONGEST_REMEMBERED ? ":" + text : text.length() + "#" + text.hashCode();
    }

    long written(String text) {
        return tokens(text) + WRITTEN_REPLY;
    }

    long spoken(String transcript) {
        return tokens(transcript) + SPOKEN_REPLY;
    }

    long call(String name, String arguments) {
        return tokens(name) + tokens(arguments) + CALL;
    }

    long transcript(String text) {
        return tokens(text) + TRANSCRIPT;
    }

    long hints(Optional<String> prompt) {
        return prompt.map(this::tokens).orElse(0);
    }
}
