package dev.sidetone.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** One pass over one WAV stream: header, chunks up to the samples, samples. */
final class WavReader {
    private static final int HEADER_BYTES = 12;
    private static final int CHUNK_HEADER_BYTES = 8;

    // A fmt chunk has 16, 18 or 40 bytes, with coefficients of some codecs about 50. More is not a header.
    private static final int LONGEST_FMT = 4_096;

    private static final int FRAMES_AT_ONCE = 4_096;

    private final InputStream in;
    private final String name;
    private long position;

    WavReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    Pcm read() throws IOException {
        long riffEnd = header();
        var format = Optional.<WavFormat>empty();
        while (true) {
            var chunk = bytes(CHUNK_HEADER_BYTES);
            if (chunk.length == 0) throw new BadAudio(name + " has no data chunk, so it holds no audio; record or export it again");
            if (chunk.length < CHUNK_HEADER_BYTES) throw cutShort("a chunk header", CHUNK_HEADER_BYTES - chunk.length);
            var id = new String(chunk, 0, 4, StandardCharsets.ISO_8859_1);
            long size = unsigned(chunk, 4);
            if (id.equals("data")) {
                return samples(format.orElseThrow(() -> new BadAudio(name
                    + " has its samples before the fmt chunk that describes them; export it again")), size, riffEnd);
            }
            if (id.equals("fmt ")) {
                format = Optional.of(WavFormat.of(fmt(size), name));
                skip(size % 2, "the fmt chunk");
            } else {
                skip(size + size % 2, "the chunk " + printable(id));
            }
        }
    }

    /** Reads the first twelve bytes; returns where the file says it ends. */
    private long header() throws IOException {
        var start = bytes(HEADER_BYTES);
        if (start.length == 0) throw new BadAudio(name + " is empty; record or copy it again");
        if (start.length == HEADER_BYTES && FileKind.isWave(start)) return CHUNK_HEADER_BYTES + unsigned(start, 4);
        // Text and MP3 are recognised more surely by some more of it.
        int seen = start.length;
        var more = Arrays.copyOf(start, 256);
        int length = seen + in.readNBytes(more, seen, more.length - seen);
        throw new BadAudio(name + " is not a WAV file but " + FileKind.of(Arrays.copyOf(more, length)) + "; " + WavFormat.CONVERT);
    }

    private byte[] fmt(long size) throws IOException {
        if (size > LONGEST_FMT) {
            throw new BadAudio(name + " has a fmt chunk of " + size + " bytes, which cannot be; export it again");
        }
        var fmt = bytes((int) size);
        if (fmt.length < size) throw cutShort("the fmt chunk", size - fmt.length);
        return fmt;
    }

    private Pcm samples(WavFormat format, long declared, long riffEnd) throws IOException {
        boolean toTheEnd = streamed(declared) || declared == 0 && (riffEnd <= position || streamed(riffEnd - CHUNK_HEADER_BYTES));
        long wanted = toTheEnd ? Long.MAX_VALUE : declared;
        long start = position;
        var mono = new short[(int) Math.min(toTheEnd ? FRAMES_AT_ONCE : declared / format.frameBytes(), 1 << 24)];
        int count = 0;
        while (position - start < wanted) {
            var block = bytes((int) Math.min(wanted - (position - start), (long) FRAMES_AT_ONCE * format.frameBytes()));
            if (block.length == 0) break;
            int frames = block.length / format.frameBytes();
            if (count + frames > mono.length) mono = Arrays.copyOf(mono, Math.max(count + frames, longer(mono.length)));
            format.mix(ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN), mono, count, frames);
            count += frames;
        }
        if (!toTheEnd && position - start < declared) throw cutShort("the audio", declared - (position - start));
        if (count == 0) throw new BadAudio(name + " holds no samples; record it again");
        return new Pcm(count == mono.length ? mono : Arrays.copyOf(mono, count), format.rate());
    }

    private int longer(int length) {
        if (length > Integer.MAX_VALUE / 2) throw new BadAudio(name + " is longer than can be read at once; split it");
        return 2 * length;
    }

    /**
     * Sizes that writers to a pipe leave in the header: all ones (ffmpeg), or just under or at 2 GiB (sox, arecord).
     * 0 is one more, which only its surroundings tell from a data chunk that is truly empty.
     */
    private static boolean streamed(long size) {
        return size == 0xFFFF_FFFFL || size >= 0x7FFF_F000L && size <= 0x8000_0000L;
    }

    private byte[] bytes(int count) throws IOException {
        var bytes = in.readNBytes(count);
        position += bytes.length;
        return bytes;
    }

    private void skip(long count, String what) throws IOException {
        try {
            in.skipNBytes(count);
            position += count;
        } catch (java.io.EOFException e) {
            throw new BadAudio(name + " is cut short inside " + what + " before its audio; copy or record it again", e);
        }
    }

    private BadAudio cutShort(String what, long missing) {
        return new BadAudio(name + " is cut short: " + missing + " bytes of " + what + " are missing; copy or record it again");
    }

    private static String printable(String id) {
        return '"' + id.replaceAll("[^ -~]", "?").strip() + '"';
    }

    private static long unsigned(byte[] bytes, int at) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at) & 0xFFFF_FFFFL;
    }
}
