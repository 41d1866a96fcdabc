package dev.sidetone.server;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.server.TurnDetector.Edge;
import dev.sidetone.server.TurnDetector.Vad;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Takes the caller's audio as it comes off the wire: into the {@link InputAudioBuffer} at 24 kHz, and past the detector
 * frame by frame. Touched by the connection's thread only.
 */
final class Hearing {

    /** How far the filter before the detector smears a sound, rounded up. */
    private static final int FILTER_MS = 2;

    private final SpeechDetector detector;
    private final long mostBytes;
    private final InputAudioBuffer buffer = new InputAudioBuffer();
    private final TurnDetector turns = new TurnDetector();
    private final DetectorFeed toDetector = new DetectorFeed();
    private final short[] frame = new short[SpeechDetector.FRAME];
    private int inFrame;
    private long deafUntilMs;
    private Line line = new Line(AudioFormat.PCM16);

    /** The way from the wire's format to ours. */
    private record Line(AudioFormat format, Resampler toInner) {
        Line(AudioFormat format) {
            this(format, new Resampler(format.rate(), Pcm.RATE));
        }
    }

    /** @param mostBytes of audio that may wait to be committed */
    Hearing(SpeechDetector detector, long mostBytes) {
        this.detector = detector;
        this.mostBytes = mostBytes;
    }

    /**
     * Appends audio; each border of speech found in it is told at once, before the audio after it is heard.
     *
     * @param vad empty when turns are not detected: nothing is told
     * @param keepFromMs audio from here on is kept although nobody speaks
     * @throws Refusal when it is not audio of the format or does not fit
     */
    void append(byte[] audio, AudioFormat format, Optional<Vad> vad, OptionalLong keepFromMs, Consumer<Edge> onEdge) {
        var samples = toInner(audio, format);
        if (2L * (buffer.length() + samples.length) > mostBytes) {
            throw Refusal.of("input_audio_buffer_full",
                    "Error appending to input audio buffer: it already holds " + millisIn(buffer.length()) + " ms; commit or clear it first.");
        }
        buffer.append(samples);
        var heardNow = toDetector.push(samples);
        for (int at = 0, more; at < heardNow.length; at += more) {
            more = Math.min(heardNow.length - at, frame.length - inFrame);
            System.arraycopy(heardNow, at, frame, inFrame, more);
            inFrame += more;
            if (inFrame < frame.length) break;
            inFrame = 0;
            boolean heard = vad.isPresent() && turns.positionMs() >= deafUntilMs;
            if (heard) turns.hear(detector.probability(frame), vad.get()).ifPresent(onEdge);
            else turns.skip();
        }
        // Outside speech only what padding may reach back to is worth keeping: other silence between turns is never committed.
        vad.filter(v -> !turns.speaking()).ifPresent(v -> {
            long paddingMs = turns.positionMs() - v.prefixPaddingMs() - TurnDetector.FRAME_MS;
            buffer.dropBefore(Math.min(paddingMs, keepFromMs.orElse(paddingMs)) * InputAudioBuffer.PER_MS);
        });
    }

    private short[] toInner(byte[] audio, AudioFormat format) {
        if (line.format() != format) line = new Line(format);
        try {
            return line.toInner().push(format.decode(audio).samples());
        } catch (IllegalArgumentException e) {
            throw Refusal.at("audio", "invalid_value", "Invalid audio: " + e.getMessage() + ".");
        }
    }

    /** Ends a stretch by hand: the few samples that a telephone line's filter still holds are audio too. */
    void flush() {
        buffer.append(line.toInner().finish());
    }

    InputAudioBuffer buffer() {
        return buffer;
    }

    /** Up to where the detector has heard, in samples; never beyond the audio that is there. */
    long heardUntil() {
        return Math.min(buffer.end(), turns.positionMs() * InputAudioBuffer.PER_MS);
    }

    /** The same in milliseconds, a whole number of the detector's frames. */
    long heardMs() {
        return turns.positionMs();
    }

    /** Committed or cleared up to here: what was speech under way is over, and its last frame must not begin a new one. */
    void forgetBefore(long offset) {
        buffer.dropBefore(offset);
        turns.cutOff(offset / InputAudioBuffer.PER_MS);
        deafUntilMs = offset / InputAudioBuffer.PER_MS + FILTER_MS;
    }

    static double millisIn(long samples) {
        return (double) samples / InputAudioBuffer.PER_MS;
    }
}
