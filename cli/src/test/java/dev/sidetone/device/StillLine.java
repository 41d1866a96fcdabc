package dev.sidetone.device;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sound.sampled.SourceDataLine;

/** A line of which nothing comes out but when the test says so. */
final class StillLine implements InvocationHandler {

    final SourceDataLine line = (SourceDataLine) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SourceDataLine.class}, this);
    /** Frames written at a time. */
    final List<Integer> writes = new ArrayList<>();
    long writtenAtStart;
    final CountDownLatch stuck = new CountDownLatch(1);
    volatile long position;
    /** Whether who writes waits for ever. */
    volatile boolean full;

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws InterruptedException {
        return switch (method.getName()) {
            case "isOpen" -> true;
            case "getLongFramePosition" -> position;
            // A tenth of a second at 24 kHz.
            case "getBufferSize" -> 2400 * Short.BYTES;
            case "write" -> write((int) arguments[2]);
            case "start" -> {
                writtenAtStart = written();
                yield null;
            }
            case "stop", "flush", "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    long written() {
        return writes.stream().mapToLong(Integer::longValue).sum();
    }

    private int write(int bytes) throws InterruptedException {
        if (full) {
            stuck.countDown();
            new CountDownLatch(1).await();
        }
        writes.add(bytes / Short.BYTES);
        return bytes;
    }
}
