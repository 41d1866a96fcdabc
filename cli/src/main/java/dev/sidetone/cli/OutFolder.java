package dev.sidetone.cli;

import dev.sidetone.audio.BadAudio;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.WavWriter;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is kept of one call: {@code caller.wav} as it was sent, {@code agent.wav} as it was received, {@code turns.jsonl} with
 * each turn as it settles, {@code events.jsonl} with every frame both ways. Everything is on disk as soon as it is known.
 *
 * <p>A disk that fails in the middle must not end the call: the first failure is remembered and told by {@link #close}.
 */
final class OutFolder implements AutoCloseable {

    private final Path folder;
    private final WavWriter caller;
    private final WavWriter agent;
    private final BufferedWriter turns;
    private final BufferedWriter events;
    private final ReentrantLock lock = new ReentrantLock();
    private Failure broken;
    private boolean closed;

    private OutFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        caller = WavWriter.to(folder.resolve("caller.wav"));
        agent = WavWriter.to(folder.resolve("agent.wav"));
        turns = Files.newBufferedWriter(folder.resolve("turns.jsonl"));
        events = Files.newBufferedWriter(folder.resolve("events.jsonl"));
    }

    static OutFolder in(Path folder) {
        try {
            return new OutFolder(folder);
        } catch (IOException e) {
            throw unwritable(folder, e);
        } catch (BadAudio e) {
            throw new Failure(ExitCode.OUTPUT, e.getMessage(), e);
        }
    }

    /** Complains before a call is paid for. */
    static void check(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.delete(Files.createTempFile(folder, ".sidetone", null));
        } catch (IOException e) {
            throw unwritable(folder, e);
        }
    }

    static Failure unwritable(Path file, IOException e) {
        var why = switch (e) {
            case java.nio.file.AccessDeniedException denied -> "this user may not write there";
            case java.nio.file.FileAlreadyExistsException taken -> taken.getFile() + " is a file, not a folder";
            case java.nio.file.NoSuchFileException missing -> "its folder does not exist";
            case java.nio.file.FileSystemException other when other.getReason() != null -> other.getReason().toLowerCase(java.util.Locale.ROOT);
            default -> e.getClass().getSimpleName();
        };
        return new Failure(ExitCode.OUTPUT, "cannot write " + file + ": " + why + "; choose another place", e);
    }

    Path folder() {
        return folder;
    }

    void turn(ObjectNode turn) {
        keep(() -> {
            turns.write(turn.toString());
            turns.newLine();
            turns.flush();
        });
    }

    /** @param audio in the frame; empty when there is none */
    void sent(Instant at, String frame, byte[] audio) {
        keep(() -> {
            caller.write(Pcm.ofBytes(audio, Pcm.RATE));
            event("sent", at, audio.length == 0 ? frame : Frames.withoutAudio(frame, audio.length));
        });
    }

    /** @param audio in the frame; empty when there is none */
    void received(Instant at, String frame, byte[] audio) {
        keep(() -> {
            agent.write(Pcm.ofBytes(audio, Pcm.RATE));
            event("received", at, audio.length == 0 ? frame : Frames.withoutAudio(frame, audio.length));
        });
    }

    private void event(String direction, Instant at, String frame) throws IOException {
        events.write("{\"at\":\"" + at + "\",\"direction\":\"" + direction + "\",\"event\":");
        events.write(Frames.isObject(frame) ? frame : JsonNodeFactory.instance.stringNode(frame).toString());
        events.write("}");
        events.newLine();
        events.flush();
    }

    private interface Keeping {
        void run() throws IOException;
    }

    private void keep(Keeping what) {
        lock.lock();
        try {
            if (!closed && broken == null) what.run();
        } catch (IOException e) {
            broken = unwritable(folder, e);
        } catch (BadAudio e) {
            broken = new Failure(ExitCode.OUTPUT, e.getMessage(), e);
        } finally {
            lock.unlock();
        }
    }

    /** @throws Failure when something could not be kept */
    @Override
    public void close() {
        keep(() -> {
            turns.close();
            events.close();
            caller.close();
            agent.close();
        });
        closed = true;
        if (broken != null) throw broken;
    }
}
