package dev.sidetone.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.Optional;

/**
 * What a fmt chunk says, checked: how to read frames. Layout and tags: Microsoft's {@code WAVEFORMATEX} and
 * {@code WAVEFORMATEXTENSIBLE}, RFC 2361.
 *
 * @param frameBytes bytes of one sample of every channel
 */
record WavFormat(Sample sample, int channels, int rate, int frameBytes) {
    static final String CONVERT = "convert it, e.g. ffmpeg -i in -ar 24000 -ac 1 out.wav";

    // The widest range that recorders and telephone gear use; outside it the header is damaged.
    private static final int LOWEST_RATE = 4_000;
    private static final int HIGHEST_RATE = 384_000;

    private static final int EXTENSIBLE = 0xFFFE;
    /** The last fourteen bytes of a sub format whose first two are an ordinary tag (KSDATAFORMAT_SUBTYPE). */
    private static final long SUBTYPE_LOW = 0x0010_0000_0000L, SUBTYPE_HIGH = 0x719B_3800_AA00_0080L;

    private static final Map<Integer, String> COMPRESSED = Map.ofEntries(
        Map.entry(0x0002, "Microsoft ADPCM"), Map.entry(0x0011, "IMA ADPCM"), Map.entry(0x0014, "G.723 ADPCM"),
        Map.entry(0x0022, "TrueSpeech"), Map.entry(0x0031, "GSM 6.10"), Map.entry(0x0040, "G.721 ADPCM"),
        Map.entry(0x0042, "G.723.1"), Map.entry(0x0045, "G.726 ADPCM"), Map.entry(0x0050, "MPEG layer 2"),
        Map.entry(0x0055, "MP3"), Map.entry(0x0064, "G.726 ADPCM"), Map.entry(0x0065, "G.722 ADPCM"),
        Map.entry(0x0083, "G.729"), Map.entry(0x00FF, "AAC"), Map.entry(0x0160, "Windows Media Audio"),
        Map.entry(0x0161, "Windows Media Audio"), Map.entry(0x0162, "Windows Media Audio"), Map.entry(0x0200, "Creative ADPCM"),
        Map.entry(0x1600, "AAC"), Map.entry(0x2000, "AC-3"), Map.entry(0x2001, "DTS"), Map.entry(0x566F, "Vorbis"),
        Map.entry(0x674F, "Vorbis"), Map.entry(0x6750, "Vorbis"), Map.entry(0x6751, "Vorbis"), Map.entry(0x704F, "Opus"),
        Map.entry(0x7A21, "AMR"), Map.entry(0xA109, "Speex"), Map.entry(0xF1AC, "FLAC"));

    /** How one sample of one channel is stored; each is read on the scale of 16-bit samples. */
    enum Sample {
        UNSIGNED_8 {
            @Override
            double next(ByteBuffer bytes) {
                return ((bytes.get() & 0xff) - 128) * 256;
            }
        },
        SIGNED_16 {
            @Override
            double next(ByteBuffer bytes) {
                return bytes.getShort();
            }
        },
        SIGNED_24 {
            @Override
            double next(ByteBuffer bytes) {
                int low = bytes.get() & 0xff;
                return bytes.getShort() + low / 256.0;
            }
        },
        SIGNED_32 {
            @Override
            double next(ByteBuffer bytes) {
                return bytes.getInt() / 65_536.0;
            }
        },
        FLOAT_32 {
            @Override
            double next(ByteBuffer bytes) {
                return bytes.getFloat() * 32_768.0;
            }
        },
        FLOAT_64 {
            @Override
            double next(ByteBuffer bytes) {
                return bytes.getDouble() * 32_768.0;
            }
        },
        MU_LAW {
            @Override
            double next(ByteBuffer bytes) {
                return G711.MU_LAW.decode(bytes.get());
            }
        },
        A_LAW {
            @Override
            double next(ByteBuffer bytes) {
                return G711.A_LAW.decode(bytes.get());
            }
        };

        abstract double next(ByteBuffer bytes);

        static Optional<Sample> of(int tag, int bytes) {
            return Optional.ofNullable(switch (tag << 8 | bytes) {
                case 0x0101 -> UNSIGNED_8;
                case 0x0102 -> SIGNED_16;
                case 0x0103 -> SIGNED_24;
                case 0x0104 -> SIGNED_32;
                case 0x0304 -> FLOAT_32;
                case 0x0308 -> FLOAT_64;
                case 0x0601 -> A_LAW;
                case 0x0701 -> MU_LAW;
                default -> null;
            });
        }
    }

    /**
     * Reads the body of a fmt chunk.
     *
     * @param name what messages call the file
     * @throws BadAudio if it describes nothing that can be read
     */
    static WavFormat of(byte[] fmt, String name) {
        if (fmt.length < 16) throw damaged(name, "its fmt chunk has " + fmt.length + " bytes instead of 16 or more");
        var in = ByteBuffer.wrap(fmt).order(ByteOrder.LITTLE_ENDIAN);
        int tag = in.getShort(0) & 0xffff, channels = in.getShort(2) & 0xffff, rate = in.getInt(4);
        int frameBytes = in.getShort(12) & 0xffff, bits = in.getShort(14) & 0xffff;
        if (tag == EXTENSIBLE) tag = subFormat(in, name);
        if (COMPRESSED.containsKey(tag)) {
            throw new BadAudio(name + " is a WAV file compressed with " + COMPRESSED.get(tag) + "; " + CONVERT);
        }
        if (tag != 1 && tag != 3 && tag != 6 && tag != 7) {
            throw new BadAudio(name + " is a WAV file in an unknown format (tag 0x" + "%04X".formatted(tag) + "); " + CONVERT);
        }
        if (channels == 0) throw damaged(name, "it says 0 channels");
        if (rate < LOWEST_RATE || rate > HIGHEST_RATE) {
            throw damaged(name, "it says " + Integer.toUnsignedString(rate) + " samples a second; " + LOWEST_RATE + " to " + HIGHEST_RATE + " can be read");
        }
        int bytes = Math.ceilDiv(bits, 8);
        if (bits == 0 || frameBytes != channels * bytes) {
            throw damaged(name, channels + " channels of " + bits + " bits do not make its frames of " + frameBytes + " bytes");
        }
        var sample = Sample.of(tag, bytes).orElseThrow(() ->
            new BadAudio(name + " has samples of " + bits + " bits, which cannot be read; " + CONVERT));
        return new WavFormat(sample, channels, rate, frameBytes);
    }

    /** Reads {@code frames} frames into {@code mono} from {@code at} on, each the average of its channels. */
    void mix(ByteBuffer in, short[] mono, int at, int frames) {
        for (int i = at; i < at + frames; i++) {
            double sum = 0;
            for (int channel = 0; channel < channels; channel++) sum += sample.next(in);
            mono[i] = Resampler.clip(sum / channels);
        }
    }

    private static int subFormat(ByteBuffer fmt, String name) {
        if (fmt.limit() < 40) throw damaged(name, "its extensible fmt chunk has " + fmt.limit() + " bytes instead of 40");
        if (fmt.getLong(24) >>> 16 != SUBTYPE_LOW || fmt.getLong(32) != SUBTYPE_HIGH) {
            throw new BadAudio(name + " is a WAV file in a vendor's own format; " + CONVERT);
        }
        return fmt.getShort(24) & 0xffff;
    }

    private static BadAudio damaged(String name, String what) {
        return new BadAudio(name + " has a damaged header: " + what + "; export it again or " + CONVERT);
    }
}
