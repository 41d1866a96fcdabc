package dev.sidetone.frames;

import dev.sidetone.frames.Peer.Packing;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads a peer's frames (RFC 6455) and puts messages together. One thread only, which also closes it. */
public final class FrameReader implements AutoCloseable {

    /** Something whole that came. */
    public sealed interface Came {
        record Text(String text) implements Came {
            /** Messages hold speech: only the size is printed. */
            @Override
            public String toString() {
                return "Text[" + text.length() + " chars]";
            }
        }

        record Binary() implements Came {}

        record Ping(byte[] payload) implements Came {}

        record Pong() implements Came {}

        /** @param code {@link Frames#NO_CODE} when the peer gave none */
        record Close(int code, String reason) implements Came {}

        /** The stream ended where a frame might have begun. */
        record End() implements Came {}
    }

    private static final int RESERVED = 0x70, OPCODE = 0x0f;

    private final Octets octets;
    private final Peer peer;
    private Message message = new Message();
    private Optional<Inflation> inflation = Optional.empty();

    /** @param heard told whenever bytes come */
    public FrameReader(InputStream in, Peer peer, Runnable heard) {
        this.octets = new Octets(in, peer, heard);
        this.peer = peer;
    }

    /**
     * Blocks until something is whole.
     *
     * @throws Breach when what comes is no frame that this peer may send, as soon as that can be known
     */
    public Came next() throws IOException {
        while (true) {
            if (!octets.more()) return new Came.End();
            int first = octets.next();
            int opcode = first & OPCODE;
            boolean last = first >= Frames.LAST;
            checkReserved(first & RESERVED, opcode);
            int second = octets.next();
            if (second >= Frames.MASKED != peer.masks()) {
                throw Breach.protocol(peer.masks() ? "the client does not mask its frames" : "the server masks its frames");
            }
            if (opcode >= Frames.CLOSE) return control(opcode, last, second & ~Frames.MASKED);
            message.begin(opcode, (first & Frames.PACKED) != 0);
            int length = length(second & ~Frames.MASKED);
            message.add(octets, length, mask(), last);
            if (last) return whole();
        }
    }

    private void checkReserved(int bits, int opcode) throws Breach {
        boolean mayBePacked = peer.packing() != Packing.NONE && opcode < Frames.CLOSE;
        if (bits == 0 || bits == Frames.PACKED && mayBePacked) return;
        throw Breach.protocol("the " + peer.word() + " uses an extension that nobody agreed on, or what comes is no WebSocket frame");
    }

    private int length(int written) throws IOException {
        long length = switch (written) {
            case Frames.IN_TWO -> octets.number(Short.BYTES);
            case Frames.IN_EIGHT -> octets.number(Long.BYTES);
            default -> written;
        };
        if (length < 0) throw Breach.protocol("a frame has no possible length");
        boolean shortest = written == Frames.IN_EIGHT ? length > 0xffff : written < Frames.IN_TWO || length >= Frames.IN_TWO;
        if (!shortest) throw Breach.protocol("the length of a frame is not written in its shortest form");
        if (length > peer.largest() - message.length()) throw Breach.tooBig(peer.largest());
        return (int) length;
    }

    private int mask() throws IOException {
        return peer.masks() ? (int) octets.number(Integer.BYTES) : 0;
    }

    private Came whole() throws Breach {
        var done = message;
        message = new Message();
        var bytes = done.bytes();
        int length = done.length();
        if (done.isPacked()) {
            if (inflation.isEmpty()) inflation = Optional.of(new Inflation(peer.packing(), peer.largest()));
            bytes = inflation.get().unpack(bytes, length);
            length = bytes.length;
        }
        return done.isText() ? new Came.Text(Message.text(bytes, 0, length)) : new Came.Binary();
    }

    private Came control(int opcode, boolean last, int length) throws IOException {
        if (!last) throw Breach.protocol("a control frame came in parts");
        if (length > Frames.LARGEST_CONTROL) throw Breach.protocol("a control frame is too long");
        if (opcode > Frames.PONG) throw Breach.protocol("a frame is of the unknown kind " + opcode);
        int mask = mask();
        var payload = new byte[length];
        octets.read(payload, 0, length);
        Frames.mask(payload, 0, length, mask);
        return switch (opcode) {
            case Frames.PING -> new Came.Ping(payload);
            case Frames.PONG -> new Came.Pong();
            default -> close(payload);
        };
    }

    private static Came close(byte[] payload) throws Breach {
        if (payload.length == 0) return new Came.Close(Frames.NO_CODE, "");
        if (payload.length == 1) throw Breach.protocol("a goodbye has half a code");
        int code = (payload[0] & 0xff) << 8 | payload[1] & 0xff;
        // RFC 6455, 7.4: 1004 to 1006 and 1015 never stand on the wire, the rest below 3000 is not given out.
        boolean possible = code >= 1000 && code <= 1014 && (code < 1004 || code > 1006) || code >= 3000 && code <= 4999;
        if (!possible) throw Breach.protocol("a goodbye has the impossible code " + code);
        return new Came.Close(code, Message.text(payload, Short.BYTES, payload.length - Short.BYTES));
    }

    /** Gives back what unpacking holds outside the heap. */
    @Override
    public void close() {
        inflation.ifPresent(Inflation::close);
    }
}
