package dev.sidetone.client;

import static dev.sidetone.client.Frames.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A sink that only takes the agent's voice gets it without a thread between. */
@Timeout(30)
class QuickSinkTest {

    private static final byte[] TENTH = new byte[4800];

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private final BlockingQueue<CallEvent> events = new LinkedBlockingQueue<>();

    private final AudioSink quick = new AudioSink() {
        @Override
        public void play(Pcm audio) {
            threads.add(Thread.currentThread());
            heard.add("play " + audio.duration().toMillis());
        }

        @Override
        public void stop() {
            threads.add(Thread.currentThread());
            heard.add("stop");
        }

        @Override
        public boolean quick() {
            return true;
        }
    };

    private Call call(PlayedWire wire, AudioSink sink) throws InterruptedException {
        return Sidetone.to(Endpoint.of(URI.create("ws://test.invalid/"))).over((endpoint, address) -> wire).jitter(Duration.ofSeconds(1))
                .transcribe(Transcription.off()).listener(events::add).playback(sink).call(turn -> {}, wire);
    }

    /** Waits until the session has seen this. */
    private <T extends CallEvent> T until(Class<T> kind) throws InterruptedException {
        var next = events.take();
        while (!kind.isInstance(next)) next = events.take();
        return kind.cast(next);
    }

    private static PlayedWire wire() {
        return PlayedWire.opening(event -> List.of());
    }

    @Test
    void it_gets_each_piece_whole_and_at_once_and_the_stop_between() throws Exception {
        var wire = wire();
        var call = call(wire, quick);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), audio("r", TENTH), started("u", 0), audio("r", TENTH));
        assertThat(heard.take()).isEqualTo("play 100");
        assertThat(heard.take()).isEqualTo("play 100");
        assertThat(heard.take()).isEqualTo("stop");
        wire.says(reply("created", "s", "in_progress", ""), audio("s", new byte[2400]));
        assertThat(heard.take()).isEqualTo("play 50");
        wire.end(call);
        assertThat(heard).isEmpty();
        assertThat(threads).hasSize(1);
        assertThat(call.totals().dropped().playback()).isZero();
    }

    @Test
    void what_was_heard_of_a_reply_goes_by_the_clock_as_with_any_other() throws Exception {
        var wire = wire();
        var call = call(wire, quick);
        wire.says(reply("created", "r", "in_progress", ""), audio("r", new byte[30 * TENTH.length]));
        heard.take();
        wire.pass(Duration.ofSeconds(1));
        while (wire.instant().isBefore(PlayedWire.START.plusSeconds(1))) until(CallEvent.Progress.class);
        wire.says(started("u", 0));
        var cut = until(CallEvent.Interrupted.class);
        assertThat(cut.played()).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(cut.received()).isEqualTo(Duration.ofSeconds(3));
        wire.end(call);
    }

    @Test
    void one_that_fails_ends_no_call() throws Exception {
        var wire = wire();
        var call = call(wire, AudioSink.quick(audio -> {
            heard.add("failed");
            throw new IllegalStateException();
        }));
        wire.says(reply("created", "r", "in_progress", ""), audio("r", TENTH), audio("r", TENTH));
        assertThat(heard.take()).isEqualTo("failed");
        assertThat(heard.take()).isEqualTo("failed");
        wire.end(call);
    }
}
