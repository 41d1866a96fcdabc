package dev.sidetone.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** What the network does not take, under a seal that makes records of three bytes in brackets. */
class OutgoingTest {

    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private int room;
    private boolean ended;

    private final Outgoing out = new Outgoing(new Outgoing.Network() {
        @Override
        public void take(ByteBuffer bytes) {
            for (; room > 0 && bytes.hasRemaining(); room--) sent.write(bytes.get());
        }

        @Override
        public void callBack() {}

        @Override
        public void end() {
            ended = true;
        }
    });

    private static final Outgoing.Seal BRACKETS = new Outgoing.Seal() {
        @Override
        public void seal(ByteBuffer plain, Outgoing.Taking to) throws IOException {
            // One room for all records, as TLS has it.
            var record = new byte[5];
            while (plain.hasRemaining()) {
                int length = Math.min(3, plain.remaining());
                record[0] = '[';
                plain.get(record, 1, length);
                record[length + 1] = ']';
                to.take(ByteBuffer.wrap(record, 0, length + 2));
            }
        }

        @Override
        public void end(Outgoing.Taking to) throws IOException {
            to.take(ByteBuffer.wrap(new byte[] {'.'}));
        }
    };

    private void goOn(int more) {
        room = more;
        out.goOn();
    }

    @Test
    void sealed_records_leave_whole_and_in_order_wherever_the_network_stops() {
        for (int stop = 0; stop < 30; stop++) {
            var each = new OutgoingTest();
            each.room = stop;
            each.out.sealWith(BRACKETS);
            each.out.put("abcdefgh".getBytes());
            each.out.putCopyOf(ByteBuffer.wrap("ijk".getBytes()));
            each.out.end();
            while (!each.ended) each.goOn(1);
            assertThat(each.sent.toString()).as("stopped after %d", stop).isEqualTo("[abc][def][gh][ijk].");
        }
    }

    @Test
    void a_ping_is_answered_behind_a_text_of_many_records() {
        out.sealWith(BRACKETS);
        out.put("x".repeat(300).getBytes());
        out.putUnlessMuchWaits("o".getBytes());
        goOn(Integer.MAX_VALUE);
        assertThat(sent.toString()).endsWith("[xxx][o]");
        assertThat(out.idle()).isTrue();
    }

    @Test
    void what_was_lent_may_be_written_over_at_once() {
        var lent = "abc".getBytes();
        room = 1;
        out.putCopyOf(ByteBuffer.wrap(lent));
        lent[1] = lent[2] = 'z';
        assertThat(out.idle()).isFalse();
        goOn(9);
        assertThat(sent.toString()).isEqualTo("abc");
        assertThat(out.idle()).isTrue();
    }
}
