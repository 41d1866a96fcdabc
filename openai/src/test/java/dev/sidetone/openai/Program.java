package dev.sidetone.openai;

import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.audio.Pcm;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A program that reads its connection on a thread of its own, to the end. */
final class Program {

    private final OutOfBandLane connection;
    private final List<RealtimeServerEvent> events = new CopyOnWriteArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile RuntimeException end;

    Program(OutOfBandLane connection) {
        this.connection = connection;
        Thread.ofPlatform().daemon().start(this::run);
    }

    private void run() {
        try {
            while (true) events.add(connection.receive());
        } catch (RuntimeException e) {
            end = e;
        } finally {
            ended.countDown();
        }
    }

    void say(Pcm audio) {
        Sounds.frames(audio).forEach(frame -> connection.send(Sounds.append(frame)));
    }

    /** What it read, by type, once the connection has ended. */
    List<String> types() throws InterruptedException {
        end();
        return events.stream().map(Sdk::type).toList();
    }

    List<RealtimeServerEvent> events() {
        return events;
    }

    RuntimeException end() throws InterruptedException {
        if (!ended.await(20, TimeUnit.SECONDS)) throw new AssertionError("the connection did not end within 20 s");
        return end;
    }
}
