package dev.sidetone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * What the clients written in Java have in common when they are compared: arguments {@code ADDRESS FILE SESSIONS FRAME_MS}, the
 * file being one cycle of PCM16. They say {@code ready}, connect when told to, say {@code connected}, speak when told to, and
 * print what they counted at the end of input.
 */
final class Plainly {

    /** Voice heard in bytes, and transcripts read. */
    record Counts(AtomicLong audioBytes, AtomicLong transcripts) {
        Counts() {
            this(new AtomicLong(), new AtomicLong());
        }
    }

    /** Opens one session. */
    interface Opening {
        Runnable open(int number, Counts counts) throws Exception;
    }

    private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final Counts counts = new Counts();

    private Plainly() {}

    /** @param opening gives what speaks for a session, on a virtual thread of its own, until it is interrupted */
    static void run(int sessions, Opening opening) throws Exception {
        new Plainly().follow(sessions, opening);
        System.exit(0);
    }

    private void follow(int sessions, Opening opening) throws Exception {
        say("ready");
        orders.readLine();
        var speakers = new ArrayList<Runnable>();
        for (int i = 1; i <= sessions; i++) speakers.add(opening.open(i, counts));
        say("connected");
        orders.readLine();
        speakers.forEach(Thread.ofVirtual()::start);
        while (orders.readLine() != null) {}
        say(counts.audioBytes + " " + counts.transcripts);
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** One cycle in messages. */
    static List<byte[]> frames(Path file, int frameMs) throws IOException {
        var cycle = Files.readAllBytes(file);
        int size = frameMs * 48;
        var frames = new ArrayList<byte[]>();
        for (int at = 0; at < cycle.length; at += size) frames.add(Arrays.copyOfRange(cycle, at, at + size));
        return frames;
    }

    /** Waits for a message's turn. */
    static void until(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
    }

    /** When a session begins within its cycle. */
    static long entry(int number) {
        return System.nanoTime() + (long) (Scene.CYCLE.toNanos() * (number * 0.6180339887498949 % 1));
    }
}
