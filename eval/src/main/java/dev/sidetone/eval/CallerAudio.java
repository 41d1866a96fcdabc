package dev.sidetone.eval;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances.Span;
import dev.sidetone.audio.WavFile;
import dev.sidetone.client.Pace;
import dev.sidetone.client.RecordedCaller;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One call to play: its utterances in order. This is all that the side which hears is given.
 *
 * @param id of the call in its dataset; not sent to anybody
 */
public record CallerAudio(String id, List<Clip> clips) {

    /**
     * One utterance.
     *
     * @param utterance its id in the dataset; not sent to anybody
     * @param span of the file; absent for all of it
     */
    public record Clip(String utterance, Path file, Optional<Span> span) {

        /** The utterance at {@link Pcm#RATE}. */
        public Pcm audio() {
            return cut(WavFile.open(file));
        }

        private Pcm cut(Pcm whole) {
            return span.map(part -> whole.between(part.start(), part.end())).orElse(whole);
        }
    }

    public CallerAudio {
        clips = List.copyOf(clips);
    }

    /** All utterances end to end: whoever plays them puts the silence between. */
    RecordedCaller caller(Pace pace) {
        Map<Path, Pcm> read = new HashMap<>();
        var parts = clips.stream().map(clip -> clip.cut(read.computeIfAbsent(clip.file(), WavFile::open))).toList();
        var samples = new short[parts.stream().mapToInt(part -> part.samples().length).sum()];
        var spans = new ArrayList<Span>();
        int at = 0;
        for (var part : parts) {
            System.arraycopy(part.samples(), 0, samples, at, part.samples().length);
            spans.add(new Span(offset(at), offset(at + part.samples().length)));
            at += part.samples().length;
        }
        return new RecordedCaller(Pcm.of(samples), spans, pace);
    }

    private static Duration offset(int samples) {
        return Duration.ofNanos(samples * 1_000_000_000L / Pcm.RATE);
    }
}
