package dev.sidetone.audio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the caller's utterances in a recording by the silence between them. The threshold adapts to the recording: its
 * noise floor and its loudest speech are both measured first. For whole files; a live line needs a speech detector.
 */
public final class Utterances {
    /** One utterance, with some silence kept at either side; offsets from the start of the recording. */
    public record Span(Duration start, Duration end) {}

    /** Shorter silences lie inside an utterance: who spells a number pauses for up to half a second between its groups. */
    static final Duration LEAST_SILENCE = Duration.ofMillis(700);

    /** Less sound than this is a click or a breath; "yes" has 150 ms and more. */
    static final Duration LEAST_SOUND = Duration.ofMillis(120);

    // Kept around what was found, for soft consonants below the threshold: a final "s" or "f" fades longer than a first one
    // rises. Together less than the least silence, so that spans never overlap.
    private static final Duration MARGIN_BEFORE = Duration.ofMillis(200);
    private static final Duration MARGIN_AFTER = Duration.ofMillis(300);

    private static final int FRAMES_A_SECOND = 100;

    // The floor is the level a tenth of the audible frames stay below (even without a pause, a tenth lies between words), the
    // peak what 120 ms of them reach (no click does). Noise alone swings by 3 to 5 dB from one 10 ms frame to the next.
    private static final double ABOVE_FLOOR_DB = 8;
    private static final double LEAST_RANGE_DB = 12;

    // For recordings that are too short to tell noise from speech by its swing.
    private static final Duration LONGEST_WORD = Duration.ofSeconds(1);
    private static final double FAINT_DB = -50;

    // In a recording with no noise at all, echoes and file noise this far below the loudest speech are silence.
    private static final double BELOW_PEAK_DB = 40;

    // Digital silence, and the dither that stands for it: half a step of 16 bits.
    private static final double NOTHING_DB = -96;
    // Six steps of 16 bits: no speech can be understood at this level.
    private static final double SILENT_DB = -75;

    private Utterances() {}

    /** The utterances in order, without overlap; none in a recording that holds only silence or steady noise. */
    public static List<Span> find(Pcm recording) {
        var levels = levels(recording);
        // Digital silence tells nothing about the noise of the line.
        var audible = Arrays.stream(levels).filter(level -> level > NOTHING_DB).sorted().toArray();
        if (audible.length < frames(LEAST_SOUND)) return List.of();
        double floor = audible[audible.length / 10];
        double peak = audible[audible.length - frames(LEAST_SOUND)];
        if (peak < SILENT_DB) return List.of();
        if (peak - floor < LEAST_RANGE_DB) return allOrNothing(recording, peak);
        return spans(levels, Math.max(floor + ABOVE_FLOOR_DB, peak - BELOW_PEAK_DB), recording.duration());
    }

    /** A cut-out "yes" has no pause to measure the noise in; what is longer, or faint, and as even as this is noise. */
    private static List<Span> allOrNothing(Pcm recording, double peak) {
        boolean word = recording.duration().compareTo(LONGEST_WORD) < 0 && peak > FAINT_DB;
        return word ? List.of(new Span(Duration.ZERO, recording.duration())) : List.of();
    }

    private static List<Span> spans(double[] levels, double threshold, Duration end) {
        var spans = new ArrayList<Span>();
        int first = -1, last = -1, sounding = 0;
        for (int i = 0; i < levels.length; i++) {
            if (levels[i] < threshold) continue;
            if (first >= 0 && i - last > frames(LEAST_SILENCE)) {
                if (sounding >= frames(LEAST_SOUND)) spans.add(span(first, last, end));
                first = -1;
            }
            if (first < 0) {
                first = i;
                sounding = 0;
            }
            last = i;
            sounding++;
        }
        if (first >= 0 && sounding >= frames(LEAST_SOUND)) spans.add(span(first, last, end));
        return List.copyOf(spans);
    }

    private static Span span(int first, int last, Duration end) {
        var start = at(first).minus(MARGIN_BEFORE);
        var stop = at(last + 1).plus(MARGIN_AFTER);
        return new Span(start.isNegative() ? Duration.ZERO : start, stop.compareTo(end) > 0 ? end : stop);
    }

    /** The level of each frame in dB below full scale, after a high-pass at 80 Hz that takes away a constant offset and rumble. */
    private static double[] levels(Pcm recording) {
        var samples = recording.samples();
        var levels = new double[(int) Math.ceilDiv((long) samples.length * FRAMES_A_SECOND, recording.rate())];
        double keep = Math.exp(-2 * Math.PI * 80 / recording.rate());
        double before = samples.length == 0 ? 0 : samples[0], passed = 0;
        for (int frame = 0, i = 0; frame < levels.length; frame++) {
            int end = (int) Math.min(samples.length, (frame + 1L) * recording.rate() / FRAMES_A_SECOND);
            double energy = 0;
            int count = Math.max(1, end - i);
            for (; i < end; i++) {
                passed = keep * (passed + samples[i] - before);
                before = samples[i];
                energy += passed * passed;
            }
            levels[frame] = Math.max(NOTHING_DB, 10 * Math.log10(energy / count / (32_768.0 * 32_768.0)));
        }
        return levels;
    }

    private static int frames(Duration length) {
        return (int) (length.toMillis() * FRAMES_A_SECOND / 1_000);
    }

    private static Duration at(int frame) {
        return Duration.ofMillis(frame * 1_000L / FRAMES_A_SECOND);
    }
}
