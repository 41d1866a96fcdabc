package dev.sidetone.server;

import dev.sidetone.protocol.Usage;
import dev.sidetone.server.TokenMeter.Segment;
import java.util.ArrayDeque;
import java.util.List;

/**
 * Which part of a prompt the service would have kept from an earlier one: the longest common beginning of instructions,
 * tools and items, in whole steps. Simulated billing, for comparing strategies offline; the live service promises nothing.
 * Touched by the connection's thread only.
 */
final class PromptCache {

    /** Recorded in Realtime: 64 of 120, 128 of 139, 384 of 401; elsewhere the service documents steps of 128 from 1024. */
    private static final long STEP = 64;

    /** Far more than the distinct prefixes of one call. */
    private static final int REMEMBERED = 64;

    private final ArrayDeque<List<Segment>> seen = new ArrayDeque<>();

    /** How much of the prompt is cached: the common beginning, text first within a segment. */
    Usage.Tokens cached(List<Segment> prompt) {
        var best = Usage.Tokens.NONE;
        for (var earlier : seen) {
            var common = inSteps(prompt.subList(0, common(prompt, earlier)));
            if (common.sum() > best.sum()) best = common;
        }
        return best;
    }

    /** A prompt was processed, and its answer with it: recorded 64 cached of a prompt whose predecessor alone had 63. */
    void remember(List<Segment> promptAndAnswer) {
        seen.addFirst(List.copyOf(promptAndAnswer));
        if (seen.size() > REMEMBERED) seen.removeLast();
    }

    private static int common(List<Segment> prompt, List<Segment> earlier) {
        int most = Math.min(prompt.size(), earlier.size()), same = 0;
        while (same < most && prompt.get(same).key().equals(earlier.get(same).key())) same++;
        return same;
    }

    private static Usage.Tokens inSteps(List<Segment> common) {
        long sum = common.stream().mapToLong(Segment::sum).sum();
        long left = sum / STEP * STEP, text = 0, audio = 0, image = 0;
        for (var segment : common) {
            long textPart = Math.min(left, segment.text());
            long audioPart = Math.min(left - textPart, segment.audio());
            long imagePart = Math.min(left - textPart - audioPart, segment.image());
            text += textPart;
            audio += audioPart;
            image += imagePart;
            left -= textPart + audioPart + imagePart;
        }
        return new Usage.Tokens(text, audio, image);
    }
}
