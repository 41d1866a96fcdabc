package dev.sidetone.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ServerSentEventsTest {

    @Test
    void events_are_the_same_however_the_bytes_are_cut() {
        var stream = ": hello\ndata: {\"a\":\"ä€😀\"}\n\ndata:two\ndata: lines\r\n\r\nevent: x\rid: 1\rdata: third\r\rdata: last";
        var bytes = stream.getBytes(StandardCharsets.UTF_8);
        var random = new Random(7);
        for (int run = 0; run < 500; run++) {
            var events = new ServerSentEvents();
            var read = new ArrayList<String>();
            for (int from = 0; from < bytes.length; ) {
                int to = Math.min(bytes.length, from + 1 + random.nextInt(12));
                read.addAll(events.feed(ByteBuffer.wrap(bytes, from, to - from)));
                from = to;
            }
            events.end().ifPresent(read::add);
            assertThat(read).isEqualTo(List.of("{\"a\":\"ä€😀\"}", "two\nlines", "third", "last"));
        }
    }

    @Test
    void a_line_without_end_is_not_kept_for_ever() {
        var events = new ServerSentEvents();
        var piece = "data: ".concat("x".repeat(1 << 16)).getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> {
            for (int i = 0; i < 32; i++) events.feed(ByteBuffer.wrap(piece));
        }).isInstanceOf(ServerSentEvents.TooLarge.class);
    }
}
