package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Random;

/**
 * What every session of a load does, over and over: the caller speaks, is silent, and hears a reply. Both sides know it, so
 * that each can tell what the other must have sent.
 *
 * @param frame how much audio is in one message, either way
 * @param spread over how long the sessions begin
 */
record Scene(Duration frame, Duration spread) {

    static final Duration CYCLE = Duration.ofSeconds(10);
    private static final Duration SPEECH = Duration.ofSeconds(3);

    /** Of silence, after which the server ends a turn. */
    static final Duration SILENCE = Duration.ofMillis(500);

    private static final Duration REPLY = Duration.ofSeconds(4);

    int samples() {
        return (int) (frame.toMillis() * Pcm.RATE / 1000);
    }

    int framesInCycle() {
        return (int) (CYCLE.toMillis() / frame.toMillis());
    }

    int piecesInReply() {
        return (int) (REPLY.toMillis() / frame.toMillis());
    }

    /**
     * When a session begins to speak, after the start: spread over as long as a cycle or more, as callers come; the golden ratio
     * spreads any number of them evenly.
     */
    long entryNanos(int session) {
        return (long) (spread.toNanos() * (session * 0.6180339887498949 % 1));
    }

    /** What the server says in a session's turn. */
    static String reply(int session, int turn) {
        return "Caller " + session + ", I have understood what you said in turn " + turn + ".";
    }

    static String transcript(int session, int turn) {
        return "caller " + session + " speaks in turn " + turn;
    }

    /** One cycle of the caller's audio: a voice of harmonics that swell four times a second, then the hiss of a line. */
    short[] caller() {
        var samples = new short[framesInCycle() * samples()];
        var noise = new Random(1);
        int speech = (int) (SPEECH.toMillis() * Pcm.RATE / 1000);
        for (int i = 0; i < samples.length; i++) {
            double t = (double) i / Pcm.RATE;
            double voice = i < speech ? voice(t) : 0;
            samples[i] = (short) (voice + noise.nextInt(-12, 13));
        }
        return samples;
    }

    private static double voice(double t) {
        double loud = 0.65 + 0.35 * Math.sin(2 * Math.PI * 4 * t);
        double sum = 0;
        for (int harmonic = 1; harmonic <= 12; harmonic++) sum += Math.sin(2 * Math.PI * 140 * harmonic * t + harmonic) / harmonic;
        return 4_000 * loud * sum;
    }

    /** One message's worth of the agent's voice. */
    short[] agent() {
        var samples = new short[samples()];
        for (int i = 0; i < samples.length; i++) samples[i] = (short) (0.6 * voice((double) i / Pcm.RATE));
        return samples;
    }
}
