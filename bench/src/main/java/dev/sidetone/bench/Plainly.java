package dev.sidetone.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

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
        /** @return what sends the message of that number, counted from 0 */
        LongConsumer open(int number, Counts counts) throws Exception;
    }

    /** When a session's next message is due. */
    private record Due(long nanos, long message, LongConsumer session) {}

    private final BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    private final Counts counts = new Counts();

    private Plainly() {}

    /** One thread sends for all, as Node's and Python's loops do, and the clock of a telephone gateway. */
    static void run(int sessions, int frameMs, Opening opening) throws Exception {
        new Plainly().follow(sessions, frameMs * 1_000_000L, opening);
        System.exit(0);
    }

    private void follow(int sessions, long frame, Opening opening) throws Exception {
        say("ready");
        orders.readLine();
        var all = new ArrayList<LongConsumer>();
        for (int i = 1; i <= sessions; i++) all.add(opening.open(i, counts));
        say("connected");
        orders.readLine();
        Thread.ofPlatform().daemon().name("speaker").start(() -> speak(all, frame));
        while (orders.readLine() != null) {}
        say(counts.audioBytes + " " + counts.transcripts);
    }

    private static void speak(List<LongConsumer> all, long frame) {
        var due = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
        for (int i = 0; i < all.size(); i++) due.add(new Due(entry(i + 1), 0, all.get(i)));
        while (true) {
            var next = due.remove();
            until(next.nanos);
            next.session.accept(next.message);
            due.add(new Due(next.nanos + frame, next.message + 1, next.session));
        }
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
    private static void until(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) LockSupport.parkNanos(left);
    }

    /** When a session begins within its cycle. */
    private static long entry(int number) {
        return System.nanoTime() + (long) (Scene.CYCLE.toNanos() * (number * 0.6180339887498949 % 1));
    }
}
