package dev.sidetone.server;

import java.util.Arrays;

/**
 * Makes speech faster or slower without changing its pitch: overlapping stretches of the voice are laid down at an even pace
 * but taken from it at another, each from where it continues best what is already there (waveform similarity overlap-add,
 * Verhelst and Roelands 1993). 24 kHz in and out, in pieces of any length. Not thread-safe.
 */
final class TimeScale {

    /** 12.5 ms: each sample is in two stretches of twice this, and one stretch holds two periods of a low voice. */
    private static final int HOP = 300;
    private static final int STRETCH = 2 * HOP;

    /** How far a stretch may lie from where the pace would have it: a period of a voice at 100 Hz both ways covers all phases. */
    private static final int SEARCH = 240;

    /** Only every second sample is compared and tried: at 24 kHz the voice has little above a quarter of the rate. */
    private static final int STRIDE = 2;

    /** Rises over one hop and falls over the next; two of them, a hop apart, add up to one. */
    private static final float[] WINDOW = window();

    private final double speed;
    private short[] voice = new short[0];
    /** Samples that went before {@code voice}. */
    private long gone;
    /** Where the pace would have the next stretch, counted from the beginning. */
    private double ideal;
    /** Where the voice went on after the last stretch: the next should be like it. */
    private long follows;
    /** The falling half of the last stretch, waiting for the rising one of the next. */
    private float[] tail = new float[HOP];
    private boolean begun;

    /** @param speed 2 is twice as fast; within 0.25 and 4 */
    TimeScale(double speed) {
        this.speed = speed;
    }

    /** Takes the next piece; returns what is ready, often a little less or more. */
    short[] push(short[] more) {
        append(more);
        return work(STRETCH + SEARCH);
    }

    /** What is left, when nothing follows for now; the next piece begins anew. */
    short[] finish() {
        long end = gone + voice.length;
        append(new short[STRETCH + 2 * SEARCH]);
        var rest = steps(end);
        voice = new short[0];
        gone = 0;
        ideal = 0;
        follows = 0;
        tail = new float[HOP];
        begun = false;
        return rest;
    }

    private short[] work(int ahead) {
        var ready = steps(gone + voice.length - ahead + 1);
        // Both where the pace is and where the voice went on may be behind the other.
        int dropped = Math.clamp(Math.min(Math.round(ideal) - SEARCH, follows) - gone, 0, voice.length);
        voice = Arrays.copyOfRange(voice, dropped, voice.length);
        gone += dropped;
        return ready;
    }

    /** As long as the pace is before {@code end}. */
    private short[] steps(long end) {
        var ready = new short[HOP * (int) Math.max(0, Math.ceil((end - ideal) / (HOP * speed)) + 1)];
        int filled = 0;
        for (; Math.round(ideal) < end; filled += HOP) System.arraycopy(step(), 0, ready, filled, HOP);
        return Arrays.copyOf(ready, filled);
    }

    /** Lays down one stretch. @return the hop that is complete with it */
    private short[] step() {
        long from = begun ? best(Math.round(ideal)) : 0;
        var hop = new short[HOP];
        for (int i = 0; i < HOP; i++) {
            // The first stretch has nothing to fade in over.
            float rising = begun ? WINDOW[i] * at(from + i) : at(from + i);
            hop[i] = (short) Math.clamp(Math.round(tail[i] + rising), Short.MIN_VALUE, Short.MAX_VALUE);
            tail[i] = WINDOW[HOP + i] * at(from + HOP + i);
        }
        begun = true;
        follows = from + HOP;
        ideal += HOP * speed;
        return hop;
    }

    /** Around where the pace would have it, the place most like the voice that followed the last stretch. */
    private long best(long wanted) {
        long best = wanted;
        double most = Double.NEGATIVE_INFINITY;
        for (int shift = -SEARCH; shift <= SEARCH; shift += STRIDE) {
            long from = wanted + shift;
            if (from < gone || from + STRETCH > gone + voice.length) continue;
            double alike = likeness(from);
            if (alike > most) {
                most = alike;
                best = from;
            }
        }
        return best;
    }

    private double likeness(long from) {
        double product = 0, energy = 1;
        for (int i = 0; i < HOP; i += STRIDE) {
            double there = at(from + i);
            product += there * at(follows + i);
            energy += there * there;
        }
        return product / Math.sqrt(energy);
    }

    private float at(long position) {
        int index = (int) (position - gone);
        return index < 0 || index >= voice.length ? 0 : voice[index];
    }

    private void append(short[] more) {
        voice = joined(voice, more);
    }

    private static short[] joined(short[] one, short[] two) {
        var both = Arrays.copyOf(one, one.length + two.length);
        System.arraycopy(two, 0, both, one.length, two.length);
        return both;
    }

    private static float[] window() {
        var window = new float[STRETCH];
        for (int i = 0; i < STRETCH; i++) window[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * i / HOP));
        return window;
    }
}
