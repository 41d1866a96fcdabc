package dev.sidetone.frames;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.frames.FrameReader.Came;
import dev.sidetone.frames.Peer.Packing;
import dev.sidetone.frames.Peer.Side;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrameReaderTest {

    private static final int LARGEST = 1 << 20;

    private static FrameReader reader(Side side, Packing packing, byte[] bytes) {
        return new FrameReader(new ByteArrayInputStream(bytes), new Peer(side, LARGEST, 16, packing), () -> {});
    }

    private static byte[] frame(Side from, int first, byte[] payload, int mask) {
        return from == Side.SERVER ? Frames.plain(first, payload) : Frames.masked(first, payload, 0, payload.length, mask);
    }

    /** Hands out at most a few bytes at a time, as a network may. */
    private static InputStream trickling(byte[] bytes, Random random) {
        return new ByteArrayInputStream(bytes) {
            @Override
            public synchronized int read(byte[] into, int from, int length) {
                return super.read(into, from, Math.min(length, 1 + random.nextInt(200)));
            }
        };
    }

    @ParameterizedTest
    @EnumSource(Side.class)
    void what_one_side_writes_the_other_reads_however_it_is_cut(Side side) throws IOException {
        var random = new Random(6455);
        for (int round = 0; round < 300; round++) {
            var text = text(random, random.nextInt(1 << random.nextInt(18)));
            var bytes = text.getBytes(StandardCharsets.UTF_8);
            var wire = new ByteArrayOutputStream();
            int at = 0;
            while (random.nextInt(3) > 0) {
                int end = at + random.nextInt(bytes.length - at + 1);
                wire.writeBytes(frame(side, at == 0 && wire.size() == 0 ? Frames.TEXT : Frames.CONTINUATION, Arrays.copyOfRange(bytes, at, end), random.nextInt()));
                at = end;
            }
            int opcode = wire.size() == 0 ? Frames.TEXT : Frames.CONTINUATION;
            wire.writeBytes(frame(side, Frames.LAST | opcode, Arrays.copyOfRange(bytes, at, bytes.length), random.nextInt()));
            wire.writeBytes(frame(side, Frames.LAST | Frames.PING, new byte[] {1, 2}, random.nextInt()));

            try (var reader = new FrameReader(trickling(wire.toByteArray(), random), new Peer(side, LARGEST, 16, Packing.NONE), () -> {})) {
                assertThat(reader.next()).isEqualTo(new Came.Text(text));
                assertThat(reader.next()).isInstanceOfSatisfying(Came.Ping.class, ping -> assertThat(ping.payload()).containsExactly(1, 2));
                assertThat(reader.next()).isEqualTo(new Came.End());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(value = Packing.class, names = {"EACH", "ON_AND_ON"})
    void what_one_side_packs_the_other_unpacks(Packing packing) throws IOException {
        var random = new Random(7692);
        var wire = new ByteArrayOutputStream();
        var texts = random.ints(200, 0, 30_000).mapToObj(length -> text(random, length / (1 + random.nextInt(1_000)))).toList();
        try (var deflation = new Deflation(packing == Packing.EACH)) {
            for (var text : texts) {
                var packed = deflation.pack(text.getBytes(StandardCharsets.UTF_8));
                wire.writeBytes(frame(Side.CLIENT, Frames.LAST | Frames.PACKED | Frames.TEXT, packed, random.nextInt()));
            }
        }
        try (var reader = reader(Side.CLIENT, packing, wire.toByteArray())) {
            for (var text : texts) assertThat(reader.next()).isEqualTo(new Came.Text(text));
        }
    }

    @Test
    void what_cannot_be_made_smaller_is_packed_all_the_same() throws IOException {
        var random = new Random(1);
        try (var deflation = new Deflation(false); var inflation = new Inflation(Packing.ON_AND_ON, LARGEST)) {
            for (int length = 0; length < 100_000; length += 1 + length / 2) {
                var noise = new byte[length];
                random.nextBytes(noise);
                var packed = deflation.pack(noise);
                assertThat(inflation.unpack(packed, packed.length)).isEqualTo(noise);
            }
        }
    }

    @Test
    void a_packed_message_may_grow_to_the_limit_and_not_a_byte_further() throws IOException {
        try (var deflation = new Deflation(true); var inflation = new Inflation(Packing.EACH, LARGEST)) {
            var most = deflation.pack(new byte[LARGEST]);
            assertThat(inflation.unpack(most, most.length)).hasSize(LARGEST);
            var more = deflation.pack(new byte[LARGEST + 1]);
            assertThatThrownBy(() -> inflation.unpack(more, more.length)).isInstanceOfSatisfying(Breach.class, breach -> assertThat(breach.code()).isEqualTo(1009));
        }
    }

    @Test
    void too_long_a_message_is_refused_by_the_length_it_announces() {
        var head = Arrays.copyOf(Frames.masked(Frames.LAST | Frames.TEXT, new byte[LARGEST + 1], 0, LARGEST + 1, 0), 10);

        assertThatThrownBy(() -> reader(Side.CLIENT, Packing.NONE, head).next())
                .isInstanceOfSatisfying(Breach.class, breach -> assertThat(breach.code()).isEqualTo(1009)).hasMessageContaining("1048576");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 8})
    void a_stream_that_ends_within_a_frame_is_told_from_one_that_ends_behind_it(int cut) throws IOException {
        var frame = Frames.masked(Frames.LAST | Frames.TEXT, new byte[3], 0, 3, 7);

        assertThatThrownBy(() -> reader(Side.CLIENT, Packing.NONE, Arrays.copyOf(frame, cut)).next()).isInstanceOf(EOFException.class).hasMessageContaining("the client");
        assertThat(reader(Side.CLIENT, Packing.NONE, new byte[0]).next()).isEqualTo(new Came.End());
    }

    @Test
    void a_reason_that_is_too_long_is_cut_between_characters() {
        var payload = Frames.goodbye(1000, "ä" + "€".repeat(50));

        assertThat(payload.length).isLessThanOrEqualTo(125);
        assertThat(new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8)).isEqualTo("ä" + "€".repeat(40));
        assertThat(Frames.goodbye(Frames.NO_CODE, "unsaid")).isEmpty();
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        while (text.length() < length) {
            switch (random.nextInt(4)) {
                case 0 -> text.append((char) (' ' + random.nextInt(95)));
                case 1 -> text.append('ü');
                case 2 -> text.append("👋");
                default -> text.append("again and ");
            }
        }
        return text.toString();
    }
}
