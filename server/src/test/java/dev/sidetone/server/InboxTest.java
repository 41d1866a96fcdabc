package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.Inbox.Delivery;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {

    private static final Delivery END = new Delivery.BinaryFrame();

    private final Inbox inbox = new Inbox();
    private final List<String> followed = Collections.synchronizedList(new ArrayList<>());

    private static Delivery frame(String text) {
        return new Delivery.Frame(text);
    }

    private void follow(Delivery delivery) {
        if (delivery instanceof Delivery.Frame(String text)) followed.add(text + " by " + Thread.currentThread().getName());
    }

    /** The loop: takes until the end. */
    private Thread loop() {
        return Thread.ofVirtual().name("loop").start(() -> {
            try {
                for (var next = inbox.take(); !next.equals(Optional.of(END)); next = inbox.take()) next.ifPresent(this::follow);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void what_comes_before_the_loop_is_there_waits_for_it() throws Exception {
        inbox.letBringersFollow(this::follow);
        inbox.put(frame("early"));
        inbox.put(END);

        loop().join();

        assertThat(followed).containsExactly("early by loop");
    }

    @Test
    void a_frame_that_finds_the_loop_idle_is_followed_by_its_bringer() throws Exception {
        inbox.letBringersFollow(this::follow);
        var loop = loop();
        Thread.ofVirtual().name("bringer").start(() -> {
            while (followed.stream().noneMatch("frame by bringer"::equals)) put(frame("frame"));
            put(END);
        });

        loop.join();
    }

    @Test
    void two_are_never_at_work_and_nothing_overtakes() throws Exception {
        var atWork = new AtomicInteger();
        var most = new AtomicInteger();
        var seen = new ArrayList<Integer>();
        inbox.letBringersFollow(delivery -> count(delivery, atWork, most, seen));
        var loop = Thread.ofVirtual().start(() -> {
            try {
                for (var next = inbox.take(); !next.equals(Optional.of(END)); next = inbox.take()) {
                    next.ifPresent(delivery -> count(delivery, atWork, most, seen));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        var work = Thread.ofVirtual().start(() -> IntStream.range(0, 2_000).forEach(i -> put(new Delivery.Work(() -> {}))));
        for (int i = 0; i < 5_000; i++) inbox.put(frame(Integer.toString(i)));
        work.join();
        inbox.put(END);
        loop.join();

        assertThat(most).hasValue(1);
        assertThat(seen).isEqualTo(IntStream.range(0, 5_000).boxed().toList());
    }

    private void put(Delivery delivery) {
        try {
            inbox.put(delivery);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void count(Delivery delivery, AtomicInteger atWork, AtomicInteger most, List<Integer> seen) {
        most.accumulateAndGet(atWork.incrementAndGet(), Math::max);
        Thread.yield();
        // Not synchronised: the inbox is what keeps the threads apart.
        if (delivery instanceof Delivery.Frame(String text)) seen.add(Integer.valueOf(text));
        atWork.decrementAndGet();
    }

    @Test
    void closing_waits_for_a_bringer_at_work() throws Exception {
        var begun = new CountDownLatch(1);
        var mayEnd = new CountDownLatch(1);
        inbox.letBringersFollow(delivery -> {
            begun.countDown();
            try {
                mayEnd.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            followed.add("done");
        });
        var loop = loop();
        var bringer = Thread.ofVirtual().start(() -> {
            while (begun.getCount() > 0) put(frame("frame"));
        });
        begun.await();
        loop.interrupt();
        loop.join();
        var closing = Thread.ofVirtual().start(inbox::close);
        mayEnd.countDown();
        closing.join();

        assertThat(followed).contains("done");
        bringer.join();
    }
}
