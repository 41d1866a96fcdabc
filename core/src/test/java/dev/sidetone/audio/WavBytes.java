package dev.sidetone.audio;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files byte by byte, good ones and bad ones. */
final class WavBytes {
    private final ByteArrayOutputStream chunks = new ByteArrayOutputStream();

    static WavBytes wav() {
        return new WavBytes();
    }

    WavBytes fmt(int tag, int channels, int rate, int bits) {
        return fmt(tag, channels, rate, channels * ((bits + 7) / 8), bits);
    }

    WavBytes fmt(int tag, int channels, int rate, int frameBytes, int bits) {
        return chunk("fmt ", plain(tag, channels, rate, frameBytes, bits).array());
    }

    WavBytes extensible(int tag, int channels, int rate, int bits, String guidTail) {
        var fmt = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN).put(plain(0xFFFE, channels, rate, channels * bits / 8, bits).array());
        fmt.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag);
        for (var b : guidTail.split(" ")) fmt.put((byte) Integer.parseInt(b, 16));
        return chunk("fmt ", fmt.array());
    }

    WavBytes chunk(String id, byte[] body) {
        header(id, body.length);
        chunks.writeBytes(body);
        if (body.length % 2 != 0) chunks.write(0);
        return this;
    }

    /** A chunk that says another size than it has, unpadded. */
    WavBytes lying(String id, long size, byte[] body) {
        header(id, size);
        chunks.writeBytes(body);
        return this;
    }

    WavBytes data(byte[] body) {
        return chunk("data", body);
    }

    byte[] bytes() {
        return bytes(chunks.size() + 4);
    }

    byte[] bytes(long riffSize) {
        return ByteBuffer.allocate(12 + chunks.size()).order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("RIFF")).putInt((int) riffSize).put(ascii("WAVE")).put(chunks.toByteArray()).array();
    }

    /** Little-endian numbers of the given width. */
    static byte[] ints(int bytes, long... values) {
        var body = new byte[values.length * bytes];
        for (int i = 0; i < body.length; i++) body[i] = (byte) (values[i / bytes] >> 8 * (i % bytes));
        return body;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private void header(String id, long size) {
        chunks.writeBytes(ascii(id));
        chunks.writeBytes(ints(4, size));
    }

    private static ByteBuffer plain(int tag, int channels, int rate, int frameBytes, int bits) {
        return ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putShort((short) tag).putShort((short) channels)
            .putInt(rate).putInt(rate * frameBytes).putShort((short) frameBytes).putShort((short) bits);
    }
}
