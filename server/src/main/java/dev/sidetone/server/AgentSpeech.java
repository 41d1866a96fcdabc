package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one item of the agent says: the words, the voice, and which words fall on which stretch of it. Words are given no
 * later than their sound, so the words that came while the voice was at one point belong to the voice that follows.
 * Touched by the connection's thread only.
 */
final class AgentSpeech {

    /** From this sample on the words from this character on are heard. */
    private record Mark(int samples, int characters) {}

    private final StringBuilder words = new StringBuilder();
    private final List<Pcm> voice = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();
    private int samples;
    private boolean truncated;

    void say(String more) {
        if (marks.isEmpty() || marks.getLast().samples() != samples) marks.add(new Mark(samples, words.length()));
        words.append(more);
    }

    void sound(Pcm more) {
        voice.add(more);
        samples += more.samples().length;
    }

    /** The transcript as the client is told it: gone after a truncation (API reference, {@code conversation.item.truncate}). */
    String transcript() {
        return truncated ? "" : words.toString();
    }

    /** What the caller heard of the words, as the model remembers it. */
    String heard() {
        return words.toString();
    }

    Duration length() {
        return Duration.ofMillis(samples / InputAudioBuffer.PER_MS);
    }

    int samples() {
        return samples;
    }

    boolean hasVoice() {
        return samples > 0;
    }

    Pcm audio() {
        var whole = new short[samples];
        int at = 0;
        for (var piece : voice) {
            int length = Math.min(piece.samples().length, samples - at);
            System.arraycopy(piece.samples(), 0, whole, at, length);
            at += length;
        }
        return Pcm.of(whole);
    }

    /** Cuts it to what was played. */
    void truncate(Duration played) {
        int until = (int) Math.min(samples, played.toMillis() * InputAudioBuffer.PER_MS);
        words.setLength(wordsUntil(until));
        var kept = audio().between(Duration.ZERO, played);
        voice.clear();
        voice.add(kept);
        samples = kept.samples().length;
        marks.removeIf(mark -> mark.samples() > samples);
        truncated = true;
    }

    /** Within one stretch words are spread evenly over the voice, and a word that was cut counts as not heard. */
    private int wordsUntil(int until) {
        if (until >= samples) return words.length();
        int from = 0, fromSample = 0, to = words.length(), toSample = samples;
        for (var mark : marks) {
            if (mark.samples() <= until) {
                from = mark.characters();
                fromSample = mark.samples();
            } else {
                to = mark.characters();
                toSample = mark.samples();
                break;
            }
        }
        int characters = from + (int) ((long) (to - from) * (until - fromSample) / Math.max(1, toSample - fromSample));
        while (characters > from && characters < words.length() && !Character.isWhitespace(words.charAt(characters))) characters--;
        return characters;
    }
}
