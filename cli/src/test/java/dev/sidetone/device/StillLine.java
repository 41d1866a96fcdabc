package dev.sidetone.device;

import dev.sidetone.audio.Pcm;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.sound.sampled.SourceDataLine;

/** A line of 24 kHz of which nothing comes out but when the test says so. */
final class StillLine implements InvocationHandler {

    static final int CAPACITY = LineWriter.CAPACITY_MILLIS * Pcm.RATE / 1000;

    final SourceDataLine line = (SourceDataLine) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {SourceDataLine.class}, this);
    /** Frames written at a time. */
    final List<Integer> writes = new ArrayList<>();
    final CountDownLatch stuck = new CountDownLatch(1);
    /** Whether who writes waits for ever. */
    volatile boolean full;
    /** Whether it counts as the one that alsa-plugins makes for PulseAudio. */
    boolean countsTooMuch;
    int writtenAtStart;
    int flushes;
    private final LinkedList<Short> inside = new LinkedList<>();
    private long position;
    private boolean startedEmpty;

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws InterruptedException {
        return switch (method.getName()) {
            case "isOpen" -> true;
            case "getLongFramePosition" -> position + (startedEmpty && !inside.isEmpty() ? CAPACITY : 0);
            case "getBufferSize" -> CAPACITY * Short.BYTES;
            case "write" -> write((byte[]) arguments[0]);
            case "start" -> {
                writtenAtStart = inside.size();
                yield null;
            }
            case "flush" -> {
                flushes++;
                position += inside.size();
                inside.clear();
                startedEmpty = countsTooMuch;
                yield null;
            }
            case "stop", "close" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    int lies() {
        return inside.size();
    }

    /** @return how many of the frames that come out are not silence */
    int plays(int frames) {
        int voice = 0;
        for (int i = 0; i < frames && !inside.isEmpty(); i++, position++) voice += inside.remove() == 0 ? 0 : 1;
        if (inside.isEmpty()) startedEmpty = false;
        return voice;
    }

    private int write(byte[] bytes) throws InterruptedException {
        if (full) {
            stuck.countDown();
            new CountDownLatch(1).await();
        }
        for (int at = 0; at < bytes.length; at += Short.BYTES) inside.add((short) (bytes[at] & 0xff | bytes[at + 1] << 8));
        writes.add(bytes.length / Short.BYTES);
        return bytes.length;
    }
}
