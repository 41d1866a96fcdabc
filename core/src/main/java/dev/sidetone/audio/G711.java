package dev.sidetone.audio;

/**
 * The two companding laws of telephony, ITU-T G.711, between one code byte and one 16-bit linear sample. Input
 * samples are taken as uniform code left-justified in 16 bits, as the ITU-T software library (G.191) takes them: 14 bits
 * for the µ-law, 12 for the A-law (no decision level needs the 13th), negative ones folded by one's complement.
 *
 * <p>Decoding and encoding again gives the same code, but for the µ-law's negative zero (0x7F), which is 0 and
 * encodes as positive zero (0xFF).
 */
enum G711 {
    MU_LAW(2) {
        // Tables 2a and 2b: eight segments of sixteen steps, shifted by a bias of 33 (14-bit units), all bits inverted.
        @Override
        int magnitude(int code) {
            int bits = ~code & 0x7f, segment = bits >> 4, step = bits & 0x0f;
            return ((2 * step + 33 << segment) - 33) << 2;
        }

        @Override
        int code(int magnitude) {
            int biased = Math.min(magnitude + 33, 0x1fff);
            int segment = 26 - Integer.numberOfLeadingZeros(biased);
            return ~(segment << 4 | biased >> segment + 1 & 0x0f) & 0x7f;
        }
    },

    A_LAW(4) {
        // Tables 1a and 1b: the lowest two segments share one step size, every even bit inverted (0x55).
        @Override
        int magnitude(int code) {
            int bits = (code ^ 0x55) & 0x7f, segment = bits >> 4, step = bits & 0x0f;
            return segment == 0 ? (2 * step + 1) << 3 : (2 * step + 33) << segment + 2;
        }

        @Override
        int code(int magnitude) {
            int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude));
            int step = magnitude >> Math.max(0, segment - 1) & 0x0f;
            return (segment << 4 | step) ^ 0x55;
        }
    };

    /** Bits of a 16-bit sample that lie below the law's uniform code. */
    private final int unused;
    private final short[] linear = new short[256];
    private final byte[] codes;

    G711(int unused) {
        this.unused = unused;
        int half = 0x8000 >> unused;
        codes = new byte[2 * half];
        for (int code = 0; code < 128; code++) {
            linear[code] = (short) -magnitude(code);
            linear[code | 0x80] = (short) magnitude(code);
        }
        for (int magnitude = 0; magnitude < half; magnitude++) {
            codes[half + magnitude] = (byte) (code(magnitude) | 0x80);
            codes[half + ~magnitude] = (byte) code(magnitude);
        }
    }

    /** The 16-bit magnitude that the low seven bits of a code stand for. */
    abstract int magnitude(int code);

    /** The low seven bits for a magnitude in units of the law's uniform code. */
    abstract int code(int magnitude);

    short decode(byte code) {
        return linear[code & 0xff];
    }

    byte encode(short sample) {
        return codes[(sample >> unused) + codes.length / 2];
    }

    short[] decode(byte[] bytes) {
        var samples = new short[bytes.length];
        for (int i = 0; i < samples.length; i++) samples[i] = decode(bytes[i]);
        return samples;
    }

    byte[] encode(short[] samples) {
        var bytes = new byte[samples.length];
        for (int i = 0; i < bytes.length; i++) bytes[i] = encode(samples[i]);
        return bytes;
    }
}
