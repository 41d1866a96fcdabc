package dev.sidetone.cli;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ctrl-C, or the system's wish that the process end, interrupts the command, which then ends its call in order; the process waits for that
 * before it dies. Told a second time, it dies at once.
 *
 * <p>The signal is taken before the JVM begins to shut down: from then on libraries free what the command still uses (ONNX Runtime its
 * environment), all at the same time. Where signals cannot be taken, and for those that are not, the shutdown itself waits.
 */
final class LastWords {

    /** Longer than a call's end after an interrupt may take, shorter than anybody's patience. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Map<String, Integer> SIGNALS = Map.of("INT", 2, "TERM", 15);
    /** What shells add to the number of the signal that ended a process. */
    private static final int BY_SIGNAL = 128;

    /** How much longer the command under way may take to end. Set by the command, read when the process is told to stop. */
    private static volatile Duration longer = Duration.ZERO;

    private final Thread command;
    private final CountDownLatch ended = new CountDownLatch(1);
    /** 0 for none. */
    private final AtomicInteger told = new AtomicInteger();

    private LastWords(Thread command) {
        this.command = command;
    }

    static LastWords of(Thread command) {
        var lastWords = new LastWords(command);
        SIGNALS.forEach(lastWords::take);
        Runtime.getRuntime().addShutdownHook(new Thread(lastWords::end, "last-words"));
        return lastWords;
    }

    static void takeLonger(Duration time) {
        longer = time;
    }

    /** The command has ended. @return the exit code of the process */
    int said(int exit) {
        ended.countDown();
        return told.get() == 0 ? exit : BY_SIGNAL + told.get();
    }

    private void end() {
        if (ended.getCount() == 0) return;
        command.interrupt();
        try {
            ended.await(PATIENCE.plus(longer).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void stop(int signal) {
        if (told.compareAndSet(0, signal)) end();
        // It may have ended by now, and says so itself.
        if (ended.getCount() > 0) Runtime.getRuntime().halt(BY_SIGNAL + signal);
    }

    /** {@code sun.misc.Signal}, which every JDK has and no compiler wants to see. One that is ignored, as below nohup, stays so. */
    private void take(String name, int number) {
        try {
            var signal = Class.forName("sun.misc.Signal");
            var handler = Class.forName("sun.misc.SignalHandler");
            var ours = Proxy.newProxyInstance(handler.getClassLoader(), new Class<?>[] {handler}, (proxy, method, arguments) -> {
                stop(number);
                return null;
            });
            var handle = signal.getMethod("handle", signal, handler);
            var one = signal.getConstructor(String.class).newInstance(name);
            var before = handle.invoke(null, one, ours);
            if (before == handler.getField("SIG_IGN").get(null)) handle.invoke(null, one, before);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // The JVM keeps it for itself (-Xrs), or knows no such signal: then it begins to shut down.
        }
    }
}
