package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ClientEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OutboxTest {

    private static final ClientEvent COMMIT = new ClientEvent.AudioCommit(Optional.empty());
    private static final int TENTH = 4800;

    /** Takes a frame for each permit. */
    private static final class SlowWire implements Wire {
        final Semaphore permits = new Semaphore(0);
        final List<String> taken = java.util.Collections.synchronizedList(new ArrayList<>());
        volatile boolean lost;
        volatile boolean sendsNow;

        @Override
        public Received receive(Duration patience) {
            return new Received.Nothing();
        }

        @Override
        public void send(String text) throws InterruptedException {
            permits.acquire();
            if (lost) throw new RealtimeException.WireLost("gone");
            taken.add(text.contains("append") ? "audio" : "event");
        }

        @Override
        public boolean sendNow(ClientEvent.AudioAppend audio) {
            if (!sendsNow) return false;
            if (lost) throw new RealtimeException.WireLost("gone");
            taken.add("audio");
            return true;
        }

        @Override
        public void close(int code, String reason) {}

        @Override
        public void close() {}
    }

    private final SlowWire wire = new SlowWire();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Outbox outbox = new Outbox(wire, Optional.empty(), event -> {});

    private void start() {
        Thread.ofVirtual().start(() -> {
            outbox.run();
            done.countDown();
        });
    }

    private static ClientEvent audio() {
        return new ClientEvent.AudioAppend(new byte[TENTH]);
    }

    @Test
    void five_seconds_of_audio_fit_and_no_more() {
        int taken = 0;
        while (outbox.offer(audio()) instanceof Offered.Queued) taken++;
        assertThat(taken).isEqualTo(49);
        assertThat(outbox.offer(audio())).isInstanceOfSatisfying(Offered.Full.class, full -> assertThat(full.waiting()).isLessThanOrEqualTo(Outbox.LIMIT_BYTES));
    }

    @Test
    void an_event_always_fits_and_keeps_its_place() throws Exception {
        while (outbox.offer(audio()) instanceof Offered.Queued) continue;
        assertThat(outbox.offer(COMMIT)).isInstanceOf(Offered.Queued.class);
        wire.permits.release(1000);
        start();
        assertThat(outbox.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(wire.taken).hasSize(50).endsWith("audio", "event").startsWith("audio");
    }

    @Test
    void a_frame_larger_than_the_limit_passes_when_nothing_waits() {
        assertThat(outbox.offer(new ClientEvent.AudioAppend(new byte[1 << 20]))).isInstanceOf(Offered.Queued.class);
        assertThat(outbox.offer(audio())).isInstanceOf(Offered.Full.class);
    }

    @Test
    void who_waits_for_room_gets_it_when_a_frame_has_gone() throws Exception {
        while (outbox.offer(audio()) instanceof Offered.Queued) continue;
        assertThat(outbox.offer(audio(), Duration.ofMillis(1))).isInstanceOf(Offered.Full.class);
        start();
        wire.permits.release();
        assertThat(outbox.offer(audio(), Duration.ofSeconds(10))).isInstanceOf(Offered.Queued.class);
    }

    @Test
    void nothing_is_taken_after_the_end() throws Exception {
        outbox.close();
        start();
        done.await();
        assertThat(outbox.offer(COMMIT)).isEqualTo(new Offered.Closed());
        assertThat(outbox.offer(audio(), Duration.ofSeconds(10))).isEqualTo(new Offered.Closed());
    }

    @Test
    void audio_behind_which_nothing_waits_is_sent_by_who_offers_it() {
        wire.sendsNow = true;
        assertThat(outbox.offer(audio())).isEqualTo(new Offered.Queued(0));
        assertThat(wire.taken).containsExactly("audio");
        assertThat(outbox.empty()).isTrue();
    }

    @Test
    void a_tap_sees_all_on_the_writers_thread() throws Exception {
        wire.sendsNow = true;
        var seenBy = new LinkedBlockingQueue<Thread>();
        var tapped = new Outbox(wire, Optional.of(text -> seenBy.add(Thread.currentThread())), event -> {});
        tapped.offer(audio());
        assertThat(wire.taken).isEmpty();
        wire.permits.release();
        var writer = Thread.ofVirtual().start(tapped::run);
        assertThat(tapped.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(seenBy).containsExactly(writer);
        tapped.close();
    }

    @Test
    void audio_does_not_overtake_what_waits() throws Exception {
        wire.sendsNow = true;
        outbox.offer(COMMIT);
        assertThat(outbox.offer(audio())).isInstanceOfSatisfying(Offered.Queued.class, queued -> assertThat(queued.waiting()).isPositive());
        assertThat(wire.taken).isEmpty();
        wire.permits.release(2);
        start();
        assertThat(outbox.awaitEmpty(Duration.ofSeconds(10))).isTrue();
        assertThat(wire.taken).containsExactly("event", "audio");
    }

    @Test
    void a_wire_that_is_lost_under_who_offers_closes_the_outbox() {
        wire.sendsNow = true;
        wire.lost = true;
        assertThat(outbox.offer(audio())).isEqualTo(new Offered.Closed());
        assertThat(outbox.offer(COMMIT)).isEqualTo(new Offered.Closed());
    }

    @Test
    void a_lost_wire_closes_the_outbox() throws Exception {
        wire.lost = true;
        wire.permits.release(10);
        outbox.offer(audio());
        start();
        done.await();
        assertThat(outbox.offer(audio())).isEqualTo(new Offered.Closed());
        assertThat(outbox.awaitEmpty(Duration.ofSeconds(10))).isFalse();
    }
}
