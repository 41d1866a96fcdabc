package dev.sidetone.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What this process has used.
 *
 * @param cpuNanos processor time of all its threads, the collector's and the compiler's included
 * @param heap bytes in use
 * @param resident bytes of memory
 */
record Footprint(long cpuNanos, long heap, long resident) {

    /** With what is garbage counted in. */
    static Footprint now() {
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Footprint(system.getProcessCpuTime(), heap, residentBytes());
    }

    /** Without garbage. */
    static Footprint afterCollection() {
        // The first collection clears soft and weak references' queues, the second what those held.
        System.gc();
        System.gc();
        return now();
    }

    private static long residentBytes() {
        try {
            var pages = Files.readString(Path.of("/proc/self/statm")).split(" ")[1];
            // 4 kB: the page of all Linux machines this was run on.
            return Long.parseLong(pages) * 4096;
        } catch (IOException e) {
            throw new UncheckedIOException("resident memory is only known on Linux", e);
        }
    }

    static Footprint parse(String text) {
        var fields = text.strip().split(" ");
        return new Footprint(Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2]));
    }

    @Override
    public String toString() {
        return cpuNanos + " " + heap + " " + resident;
    }
}
