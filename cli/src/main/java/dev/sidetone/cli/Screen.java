package dev.sidetone.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Prints blocks, and on a terminal keeps one live line under them, drawn over in place. Blocks come from several threads of a
 * call; each is printed whole.
 */
final class Screen implements AutoCloseable {

    /** Faster than this nobody reads, and slow connections would stutter. */
    private static final Duration REDRAW = Duration.ofMillis(100);

    private static final String ERASE_LINE = "\r\u001b[K";

    private final PrintWriter out;
    private final Paper paper;
    private final boolean live;
    private final ReentrantLock lock = new ReentrantLock();
    private String status = "";
    private long drawn;

    /** @param live whether a line may be drawn over */
    Screen(PrintWriter out, Paper paper, boolean live) {
        this.out = out;
        this.paper = paper;
        this.live = live;
        this.drawn = System.nanoTime() - REDRAW.toNanos();
    }

    Paper paper() {
        return paper;
    }

    boolean live() {
        return live;
    }

    void print(String line) {
        print(List.of(line));
    }

    void print(List<String> lines) {
        lock.lock();
        try {
            if (live && !status.isEmpty()) out.print(ERASE_LINE);
            lines.forEach(line -> out.print(line + System.lineSeparator()));
            draw();
        } finally {
            lock.unlock();
        }
    }

    /** Something the user should know, though it goes on. */
    void caution(String text) {
        var lines = Layout.wrapped("note: " + Layout.clean(text), paper.columns() - 2);
        print(lines.stream().map(line -> "  " + line).toList());
    }

    /** Changes the live line; an empty one takes it away. */
    void status(String text) {
        if (!live) return;
        lock.lock();
        try {
            boolean same = text.equals(status);
            status = text;
            boolean soon = System.nanoTime() - drawn < REDRAW.toNanos();
            if (!same && (!soon || text.isEmpty())) {
                out.print(ERASE_LINE);
                draw();
            }
        } finally {
            lock.unlock();
        }
    }

    private void draw() {
        // One column stays free: some terminals wrap when the last one is written.
        if (live && !status.isEmpty()) out.print(paper.dim(Layout.head(status, paper.columns() - 1)));
        out.flush();
        drawn = System.nanoTime();
    }

    @Override
    public void close() {
        status("");
        out.flush();
    }
}
