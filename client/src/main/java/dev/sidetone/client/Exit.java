package dev.sidetone.client;

import dev.sidetone.tcp.Outgoing;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** The way out of a connection, frame by frame. One thread at a time. */
sealed interface Exit {

    /** Whether {@link #begin} would not wait now. */
    boolean free();

    /** Hands over a frame, which is the caller's again at once; {@link #finish} tells when it has been taken, or that it never will be. */
    void begin(ByteBuffer frame) throws IOException;

    /** Waits until the transport has taken all. */
    void finish() throws IOException, InterruptedException;

    /** TLS may wait for the network at any time, and so may the way through a proxy. */
    record OfStream(OutputStream stream) implements Exit {
        @Override
        public boolean free() {
            return false;
        }

        @Override
        public void begin(ByteBuffer frame) throws IOException {
            stream.write(frame.array(), frame.arrayOffset() + frame.position(), frame.remaining());
            stream.flush();
        }

        @Override
        public void finish() {}
    }

    /** What the network does not take at once is kept. */
    record OfSocket(Outgoing out) implements Exit {
        @Override
        public boolean free() {
            return out.idle();
        }

        @Override
        public void begin(ByteBuffer frame) {
            out.putCopyOf(frame);
        }

        @Override
        public void finish() throws IOException, InterruptedException {
            out.awaitIdle();
        }
    }
}
