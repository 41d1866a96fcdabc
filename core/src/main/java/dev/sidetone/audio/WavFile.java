package dev.sidetone.audio;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads recordings: RIFF/WAVE with 8 to 32-bit linear samples, 32 or 64-bit floats or G.711, any number of channels
 * (averaged to mono), 4 to 384 kHz. Whatever cannot be read whole is {@link BadAudio}: half a caller is never taken for one.
 *
 * <p>A file whose writer could not go back to fill in the sizes (a pipe, a crash) has 0 or a "streamed" figure there; it is
 * read to its end, less a last frame that is cut.
 */
public final class WavFile {
    private WavFile() {}

    /**
     * The recording as mono at {@link Pcm#RATE}.
     *
     * @throws BadAudio if it cannot be read as described above
     */
    public static Pcm open(Path file) {
        return Resampler.resample(read(file), Pcm.RATE);
    }

    /**
     * The recording as mono at its own rate.
     *
     * @throws BadAudio if it cannot be read as described above
     */
    public static Pcm read(Path file) {
        if (Files.isDirectory(file)) throw new BadAudio(file + " is a directory; name a WAV file in it");
        try (var in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
            return read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw new BadAudio(file + " does not exist; check the name and the current directory", e);
        } catch (AccessDeniedException e) {
            throw new BadAudio(file + " may not be read by this user; change its permissions or copy it", e);
        } catch (IOException e) {
            throw new BadAudio(file + " could not be read (" + e.getMessage() + "); check the disk or copy it anew", e);
        }
    }

    /**
     * The recording in a file's bytes, as mono at its own rate.
     *
     * @param name what messages shall call it
     * @throws BadAudio if it cannot be read as described above
     */
    public static Pcm read(byte[] bytes, String name) {
        try {
            return read(new ByteArrayInputStream(bytes), name);
        } catch (IOException e) {
            throw new BadAudio(name + " could not be read (" + e.getMessage() + ")", e);
        }
    }

    /**
     * The recording in a stream, as mono at its own rate. Reads in small steps (give it a buffered stream) and not past
     * the samples; does not close it.
     *
     * @param name what messages shall call it
     * @throws BadAudio if it cannot be read as described above
     * @throws IOException if the stream fails
     */
    public static Pcm read(InputStream in, String name) throws IOException {
        return new WavReader(in, name).read();
    }
}
