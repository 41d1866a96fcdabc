package dev.sidetone.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes one recording as it happens: 16-bit mono WAV at {@link Pcm#RATE}. Until it is closed the header carries the
 * sizes of a streamed file (all ones), and each write goes to the operating system at once: if the process dies,
 * everything written up to then can be read. Beyond 4 GB (24 hours) those sizes stay.
 *
 * <p>For one thread.
 */
public final class WavWriter implements AutoCloseable {
    private static final int HEADER_BYTES = 44;
    private static final long STREAMED = 0xFFFF_FFFFL;

    private final Path path;
    private final FileChannel file;
    private long dataBytes;

    private WavWriter(Path path, FileChannel file) {
        this.path = path;
        this.file = file;
    }

    /**
     * Starts a recording, over an older file of that name.
     *
     * @throws BadAudio if the file cannot be written
     */
    public static WavWriter to(Path path) {
        try {
            if (Files.isDirectory(path)) throw new BadAudio(path + " is a directory; name a file to write");
            var file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            var writer = new WavWriter(path, file);
            writer.put(header(STREAMED, STREAMED), 0);
            return writer;
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /**
     * Writes a whole clip, resampled to {@link Pcm#RATE} if need be.
     *
     * @throws BadAudio if the file cannot be written
     */
    public static void write(Path path, Pcm audio) {
        var resampled = Resampler.resample(audio, Pcm.RATE);
        try (var writer = to(path)) {
            writer.write(resampled);
        }
    }

    /**
     * Appends audio at {@link Pcm#RATE}.
     *
     * @throws BadAudio if the file cannot be written
     * @throws IllegalArgumentException for audio at another rate; resample the whole stream first
     */
    public void write(Pcm audio) {
        if (audio.rate() != Pcm.RATE) throw new IllegalArgumentException("a WavWriter takes " + Pcm.RATE + " Hz, not " + audio.rate());
        var bytes = audio.bytes();
        try {
            put(ByteBuffer.wrap(bytes), HEADER_BYTES + dataBytes);
            dataBytes += bytes.length;
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    /** Fills in the sizes and closes the file; does nothing the second time. */
    @Override
    public void close() {
        if (!file.isOpen()) return;
        try (file) {
            long riffBytes = HEADER_BYTES - 8 + dataBytes;
            if (riffBytes < STREAMED) put(header(riffBytes, dataBytes), 0);
        } catch (IOException e) {
            throw unwritable(path, e);
        }
    }

    private void put(ByteBuffer bytes, long at) throws IOException {
        long start = at;
        while (bytes.hasRemaining()) start += file.write(bytes, start);
    }

    private static ByteBuffer header(long riffBytes, long dataBytes) {
        return ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN)
            .put(ascii("RIFF")).putInt((int) riffBytes).put(ascii("WAVE"))
            .put(ascii("fmt ")).putInt(16)
            .putShort((short) 1).putShort((short) 1)              // linear PCM, mono
            .putInt(Pcm.RATE).putInt(Pcm.RATE * 2)                // samples and bytes a second
            .putShort((short) 2).putShort((short) 16)             // bytes a frame, bits a sample
            .put(ascii("data")).putInt((int) dataBytes)
            .flip();
    }

    private static byte[] ascii(String id) {
        return id.getBytes(StandardCharsets.US_ASCII);
    }

    private static BadAudio unwritable(Path path, IOException e) {
        var why = switch (e) {
            case NoSuchFileException missing -> "its directory does not exist; create it";
            case AccessDeniedException denied -> "this user may not write there; choose another directory";
            case FileSystemException other when other.getReason() != null -> other.getReason() + "; choose another directory";
            default -> e.getMessage() + "; check the disk";
        };
        return new BadAudio(path + " cannot be written: " + why, e);
    }
}
