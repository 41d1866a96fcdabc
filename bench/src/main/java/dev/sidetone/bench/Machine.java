package dev.sidetone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What all processors of this machine have done since it started, in ticks of 10 ms. A virtual machine whose host takes its processors away is late
 * through no fault of what it runs: delays measured then say nothing.
 */
record Machine(long busy, long idle, long taken) {

    private static final double TICKS = 100;
    /** Where they stand in the first line of {@code /proc/stat} (proc(5)). */
    private static final int USER = 1, NICE = 2, SYSTEM = 3, IDLE = 4, WAITING = 5, HARD = 6, SOFT = 7, STOLEN = 8;

    static Machine now() {
        try (var lines = Files.lines(Path.of("/proc/stat"))) {
            var fields = lines.findFirst().orElseThrow().split("\\s+");
            return new Machine(sum(fields, USER, NICE, SYSTEM, HARD, SOFT), sum(fields, IDLE, WAITING), sum(fields, STOLEN));
        } catch (IOException e) {
            throw new UncheckedIOException("what the machine does is only known on Linux", e);
        }
    }

    private static long sum(String[] fields, int... which) {
        long sum = 0;
        for (int one : which) sum += Long.parseLong(fields[one]);
        return sum;
    }

    /** In cores, between then and now. */
    String since(Machine then, double seconds) {
        return String.format(Locale.ROOT, "of the machine's cores %.2f busy, %.2f idle, %.2f taken by its host", cores(busy - then.busy, seconds), cores(idle - then.idle, seconds),
                cores(taken - then.taken, seconds));
    }

    private static double cores(long ticks, double seconds) {
        return ticks / TICKS / seconds;
    }
}
