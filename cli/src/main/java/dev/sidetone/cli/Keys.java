package dev.sidetone.cli;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * What the user presses. On a terminal that can be told so each key counts at once and is not shown; elsewhere each line counts as the
 * Enter that ends it. An input that ends, as of a program that runs unattended, presses nothing.
 */
final class Keys implements AutoCloseable {

    static final char ENTER = '\n';

    private final BlockingQueue<Character> pressed = new LinkedBlockingQueue<>();
    private final boolean single;
    private final Thread restore = new Thread(() -> stty("icanon", "echo"), "terminal-as-it-was");

    private Keys(boolean single) {
        this.single = single;
        if (single) Runtime.getRuntime().addShutdownHook(restore);
    }

    /** @param terminal whether there is somebody to press keys, rather than lines */
    static Keys of(InputStream input, boolean terminal) {
        var keys = new Keys(terminal && stty("-icanon", "-echo"));
        Thread.ofPlatform().daemon().name("keys").start(() -> keys.read(input));
        return keys;
    }

    private void read(InputStream input) {
        try {
            for (int key = input.read(); key >= 0; key = input.read()) {
                if (single || key == ENTER) pressed.add(key == '\r' ? ENTER : (char) key);
            }
        } catch (IOException e) {
            // As an input that ended.
        }
    }

    /** What was pressed since it was last asked, one at a time. */
    OptionalInt next() {
        var key = pressed.poll();
        return key == null ? OptionalInt.empty() : OptionalInt.of(key);
    }

    /** Whether keys count without Enter. */
    boolean single() {
        return single;
    }

    @Override
    public void close() {
        if (!single) return;
        stty("icanon", "echo");
        try {
            Runtime.getRuntime().removeShutdownHook(restore);
        } catch (IllegalStateException e) {
            // It runs already.
        }
    }

    /** @return whether it could be done */
    private static boolean stty(String... how) {
        var command = new String[how.length + 1];
        command[0] = "stty";
        System.arraycopy(how, 0, command, 1, how.length);
        try {
            var stty = new ProcessBuilder(command).redirectInput(new File("/dev/tty"))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            return stty.waitFor(500, TimeUnit.MILLISECONDS) && stty.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
