package dev.sidetone.device;

import java.util.ArrayDeque;

/**
 * What was written into a line, and how much of the voice in it has come out at the other end. The line's own count says how many
 * frames came out; which of them were voice, and which silence between, is known here. Guarded by the speaker's lock.
 */
final class Written {

    /** One step. @param voice samples of voice at its beginning, at our own rate; the rest of it is silence */
    private record Step(int frames, int samples, int voice) {
        /** Of the voice in it, what lies in its last frames. */
        long voiceInLast(long frames) {
            long silence = samples - voice;
            return Math.max(0, frames * samples / this.frames - silence);
        }
    }

    /** What may still be in the line, the newest last. */
    private final ArrayDeque<Step> steps = new ArrayDeque<>();
    private long frames;
    private long voice;
    private long told;
    private boolean endsInVoice;

    /** @param samples of it at our own rate, of which so many are voice */
    void add(int frames, int samples, int voice) {
        if (frames > 0) steps.add(new Step(frames, samples, voice));
        this.frames += frames;
        this.voice += voice;
        endsInVoice = voice == samples;
    }

    /** Whether what would be written now follows on voice, with no silence between. */
    boolean endsInVoice() {
        return endsInVoice;
    }

    /** The samples of voice that have come out, when the line has counted this far. It never goes back. */
    long voiceAt(long position) {
        long inside = Math.clamp(frames - position, 0, frames);
        while (!steps.isEmpty() && newerThanFirst() >= inside) steps.remove();
        long unheard = 0;
        for (var all = steps.descendingIterator(); all.hasNext() && inside > 0; ) {
            var step = all.next();
            unheard += step.voiceInLast(Math.min(inside, step.frames()));
            inside -= step.frames();
        }
        told = Math.max(told, voice - unheard);
        return told;
    }

    private long newerThanFirst() {
        return steps.stream().skip(1).mapToLong(Step::frames).sum();
    }

    /** What has not come out by now counts as voice no more. @param position of the line now */
    void forget(long position) {
        voice = voiceAt(position);
        endsInVoice = false;
        for (int left = steps.size(); left > 0; left--) {
            var step = steps.remove();
            steps.add(new Step(step.frames(), step.samples(), 0));
        }
    }
}
