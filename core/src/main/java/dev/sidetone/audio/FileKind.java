package dev.sidetone.audio;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What a file that is not a WAV looks like, by its first bytes, so that a message can name it. */
final class FileKind {
    private record Mark(int at, String text, String kind) {
        boolean on(byte[] start) {
            var bytes = text.getBytes(StandardCharsets.ISO_8859_1);
            if (start.length < at + bytes.length) return false;
            for (int i = 0; i < bytes.length; i++) {
                if (start[at + i] != bytes[i]) return false;
            }
            return true;
        }
    }

    private static final Mark RIFF = new Mark(0, "RIFF", "another RIFF file, such as AVI");
    private static final Mark WAVE = new Mark(8, "WAVE", "a WAV file");

    private static final List<Mark> MARKS = List.of(
        RIFF,
        new Mark(0, "RF64", "an RF64 file (a WAV for more than 4 GB)"),
        new Mark(0, "BW64", "a BW64 file (a WAV for more than 4 GB)"),
        new Mark(0, "RIFX", "a RIFX file (a big-endian WAV)"),
        new Mark(0, "ID3", "an MP3 file"),
        new Mark(0, "OggS", "an Ogg file (Vorbis or Opus)"),
        new Mark(0, "fLaC", "a FLAC file"),
        new Mark(4, "ftyp", "an M4A or MP4 file"),
        new Mark(0, "FORM", "an AIFF file"),
        new Mark(0, ".snd", "a Sun AU file"),
        new Mark(0, "caff", "a Core Audio file"),
        new Mark(0, "#!AMR", "an AMR file"),
        new Mark(0, "#!SILK", "a SILK file"),
        new Mark(0, "\u001a\u0045\u00df\u00a3", "a Matroska or WebM file"),
        new Mark(0, "\u0030\u0026\u00b2\u0075", "a Windows Media file"),
        new Mark(0, "wvpk", "a WavPack file"),
        new Mark(0, "PK\u0003\u0004", "a ZIP archive"),
        new Mark(0, "\u001f\u008b", "a gzip archive"));

    private FileKind() {}

    static boolean isWave(byte[] start) {
        return RIFF.on(start) && WAVE.on(start);
    }

    /** A noun phrase for the kind of file that starts like this. */
    static String of(byte[] start) {
        if (start.length < 12 && RIFF.on(start)) return "only the first " + start.length + " bytes of one";
        for (var mark : MARKS) {
            if (mark.on(start)) return mark.kind();
        }
        if (start.length > 1 && start[0] == -1 && (start[1] & 0xe0) == 0xe0) {
            // MPEG audio frame sync; layer bits 00 are AAC in ADTS frames.
            return (start[1] & 0x06) == 0 ? "an AAC file" : "an MP3 file";
        }
        return isText(start) ? "text" : "of a kind that is not known here";
    }

    private static boolean isText(byte[] start) {
        for (byte b : start) {
            boolean control = b >= 0 && b < ' ' && b != '\t' && b != '\n' && b != '\r' && b != '\f';
            if (control || b == 127) return false;
        }
        return true;
    }
}
