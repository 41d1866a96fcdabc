package dev.sidetone.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.Wire.Received;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection that goes silent. */
@Timeout(30)
class WebSocketLivenessTest {

    private final SetClock clock = new SetClock();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final CountDownLatch gate = new CountDownLatch(1);

    /** A pulse whose time the test makes pass. */
    private Wire openWith(RawServer server) throws InterruptedException {
        var endpoint = Endpoint.of(server.uri("ws"));
        return WebSocketWire.open(endpoint, endpoint.uri(), new Pulse(endpoint.liveness(), clock));
    }

    /** Receives until something has come, at most as often as the test's time limit allows. */
    private static Received next(Wire wire) throws InterruptedException {
        while (true) {
            var next = wire.receive(Duration.ofMillis(20));
            if (!(next instanceof Received.Nothing)) return next;
        }
    }

    @Test
    void a_silent_peer_is_pinged_and_the_pong_keeps_the_connection() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade();
            for (int ping = 1; ping <= 3; ping++) {
                assertThat(c.read()).isEqualTo("9 ");
                c.frame(0x8A, new byte[0]);
                c.text("answered " + ping);
            }
            c.read();
        }); var wire = openWith(server)) {
            for (int ping = 1; ping <= 3; ping++) {
                clock.pass(Duration.ofSeconds(10));
                assertThat(wire.receive(Duration.ZERO)).isEqualTo(new Received.Nothing());
                clock.pass(Duration.ofSeconds(19));
                // In one wait: at each end of one the pulse is felt, and time stands where a second ping is due.
                assertThat(wire.receive(Duration.ofSeconds(20))).isEqualTo(new Received.Event("answered " + ping));
            }
        }
    }

    @Test
    void a_pong_alone_is_a_sign_of_life() throws Exception {
        var endpoint = Endpoint.of(URI.create("ws://h/"));
        var pulse = new Pulse(endpoint.liveness(), clock);
        try (var server = new RawServer(c -> {
            c.upgrade();
            assertThat(c.read()).isEqualTo("9 ");
            gate.await();
            c.frame(0x8A, new byte[0]);
            c.read();
        }); var wire = WebSocketWire.open(endpoint, server.uri("ws"), pulse)) {
            clock.pass(Duration.ofSeconds(10));
            wire.receive(Duration.ZERO);
            clock.pass(Duration.ofSeconds(5));
            gate.countDown();
            // The pong is under way; nothing but its arrival shortens the silence.
            while (!pulse.silence().isZero()) wire.receive(Duration.ofMillis(1));
            clock.pass(Duration.ofSeconds(9));
            assertThat(wire.receive(Duration.ZERO)).isEqualTo(new Received.Nothing());
        }
    }

    @Test
    void a_peer_that_answers_no_ping_is_lost_with_a_reason_and_at_once_for_everybody() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade().text("hello");
            while (true) heard.add(c.read());
        }); var wire = openWith(server)) {
            assertThat(next(wire)).isEqualTo(new Received.Event("hello"));
            clock.pass(Duration.ofSeconds(10));
            assertThat(wire.receive(Duration.ZERO)).isEqualTo(new Received.Nothing());
            assertThat(heard.take()).isEqualTo("9 ");
            clock.pass(Duration.ofSeconds(20));
            var lost = new Received.Lost("nothing came for 30 s, not even the answer to a ping");
            assertThat(next(wire)).isEqualTo(lost);
            assertThatThrownBy(() -> wire.send("x")).isInstanceOf(RealtimeException.WireLost.class);
            assertThat(wire.receive(Duration.ZERO)).isEqualTo(lost);
            assertThat(wire.receive(Duration.ZERO)).isEqualTo(lost);
        }
    }

    @Test
    void the_end_of_the_stream_is_lost_even_when_the_transport_misses_it() throws Exception {
        for (int i = 0; i < 30; i++) {
            try (var server = new RawServer(c -> c.upgrade()); var wire = openWith(server)) {
                var end = wire.receive(Duration.ofMillis(500));
                // Missed: time tells.
                for (; end instanceof Received.Nothing; end = wire.receive(Duration.ofMillis(1))) clock.pass(Duration.ofSeconds(10));
                assertThat(end).isInstanceOf(Received.Lost.class);
            }
        }
    }

    @Test
    void a_ping_may_go_out_while_a_long_text_is_being_sent() throws Exception {
        try (var server = new RawServer(c -> {
            c.upgrade();
            // Nothing is read until the client's buffers are full and its ping stands behind the text.
            gate.await();
            boolean pinged = false;
            for (int length = 0; !pinged || length < 20_000_000;) {
                var frame = c.read();
                heard.add(frame.substring(0, 1) + " " + (frame.length() - 2));
                if (frame.startsWith("9")) pinged = true;
                else length += frame.length() - 2;
            }
            c.text("both came");
            c.read();
        }); var wire = openWith(server)) {
            var writer = Thread.ofVirtual().start(() -> {
                try {
                    wire.send("x".repeat(20_000_000));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            clock.pass(Duration.ofSeconds(10));
            assertThat(wire.receive(Duration.ofMillis(100))).isEqualTo(new Received.Nothing());
            gate.countDown();
            assertThat(next(wire)).isEqualTo(new Received.Event("both came"));
            writer.join();
            assertThat(heard).contains("9 0").anyMatch(frame -> frame.startsWith("1 "));
        }
    }
}
