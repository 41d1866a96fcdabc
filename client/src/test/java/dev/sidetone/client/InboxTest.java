package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.client.Wire.Received;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class InboxTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Inbox inbox = new Inbox();

    @Test
    void what_came_before_the_handing_over_is_still_taken() throws Exception {
        var handed = new ArrayList<String>();
        inbox.put(new Received.Event("early"));
        inbox.handTo(handed::add);
        inbox.put(new Received.Event("behind it"));

        assertThat(inbox.take(LONG)).isEqualTo(new Received.Event("early"));
        assertThat(inbox.take(LONG)).isEqualTo(new Received.Event("behind it"));
        assertThat(handed).isEmpty();
    }

    @Test
    void once_nothing_waits_events_are_handed_over_and_the_end_is_taken() throws Exception {
        var handed = new ArrayList<String>();
        inbox.handTo(handed::add);
        inbox.put(new Received.Event("first"));
        inbox.end(new Received.Closed(1000, ""));

        assertThat(inbox.take(LONG)).isEqualTo(new Received.Closed(1000, ""));
        assertThat(handed).containsExactly("first");
    }

    /** As in a session: both threads do what an event asks for under a lock of theirs. */
    @Test
    void nothing_overtakes_while_the_handing_over_begins() throws Exception {
        for (int round = 0; round < 200; round++) overtaken();
    }

    private void overtaken() throws InterruptedException {
        var box = new Inbox();
        var turn = new ReentrantLock();
        var heard = new ArrayList<Integer>();
        var reader = Thread.ofVirtual().start(() -> {
            try {
                for (int i = 0; i < 50; i++) box.put(new Received.Event(Integer.toString(i)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            box.end(new Received.Closed(1000, ""));
        });
        var before = new AtomicInteger();
        for (boolean open = true; open; ) {
            if (before.getAndIncrement() == 3) box.handTo(text -> hear(text, turn, heard));
            switch (box.take(LONG)) {
                case Received.Event(String text) -> hear(text, turn, heard);
                case Received.Closed ignored -> open = false;
                case Received.Lost ignored -> open = false;
                case Received.Nothing ignored -> {}
            }
        }
        reader.join();
        assertThat(heard).isEqualTo(IntStream.range(0, 50).boxed().toList());
    }

    private static void hear(String text, ReentrantLock turn, List<Integer> heard) {
        turn.lock();
        try {
            heard.add(Integer.valueOf(text));
        } finally {
            turn.unlock();
        }
    }
}
