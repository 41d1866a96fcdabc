package dev.sidetone.server;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.server.TokenMeter.Segment;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes what each response and transcription of one connection used. Simulated billing by published rules. Touched by the
 * connection's thread only.
 */
final class Bill {

    /** Transcription models billed by tokens; all others are billed by the minute. */
    private static final Set<String> BY_TOKENS = Set.of("gpt-4o-transcribe", "gpt-4o-mini-transcribe", "gpt-4o-transcribe-diarize");

    private final ModelProfile profile;
    private final TokenMeter meter = new TokenMeter();
    private final PromptCache cache = new PromptCache();

    Bill(ModelProfile profile) {
        this.profile = profile;
    }

    ModelProfile profile() {
        return profile;
    }

    /** What a response would read. */
    List<Segment> prompt(ModelPrompt prompt, List<InContext> context) {
        var segments = new ArrayList<Segment>();
        if (profile.framing() > 0) segments.add(new Segment("framing", profile.framing(), 0));
        segments.add(meter.instructions(prompt.instructions()));
        segments.add(meter.tools(prompt.tools().definitions()));
        context.forEach(part -> segments.add(meter.segment(part)));
        return segments;
    }

    /** What a response used. The cache remembers its prompt from now on. */
    Usage usage(List<Segment> prompt, Usage.Tokens output, List<InContext> answer) {
        var input = new Usage.Tokens(prompt.stream().mapToLong(Segment::text).sum(), prompt.stream().mapToLong(Segment::audio).sum(),
                prompt.stream().mapToLong(Segment::image).sum());
        var cached = cache.cached(prompt);
        var whole = new ArrayList<>(prompt);
        answer.forEach(part -> whole.add(meter.segment(part)));
        cache.remember(whole);
        return new Usage(input.sum() + output.sum(), input, cached.sum(), Optional.of(cached), output, 0);
    }

    TranscriptionUsage transcription(TranscriptionRequest request, Duration audio, String transcript) {
        if (BY_TOKENS.contains(request.model())) {
            long hints = meter.hints(request.prompt()), heard = TokenMeter.callerAudio(audio), written = meter.transcript(transcript);
            return new TranscriptionUsage.Tokens(hints + heard + written, hints, heard, written);
        }
        // Recorded as whole seconds: 2.80 and 2.67 s as 3, and 5.12 s without a word as 0.
        long seconds = transcript.isBlank() ? 0 : Math.round(audio.toMillis() / 1000.0);
        return new TranscriptionUsage.Seconds(BigDecimal.valueOf(seconds));
    }

    TokenMeter meter() {
        return meter;
    }
}
