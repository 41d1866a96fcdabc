package dev.sidetone.tcp;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * TLS over any connection, for either side. To seal waits for nobody, so that whoever writes can do it himself; the JDK's secure sockets may
 * wait for the network at any time. One thread shakes hands and reads; sealing is for one thread at a time.
 */
public final class Tls implements Outgoing.Seal {

    /** The way to the peer while somebody reads. */
    public interface Answers {

        /** Sends what TLS itself has to say: seals nothing, and sends what comes of it. */
        void say() throws IOException;
    }

    public static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    /** The largest record, and a little more. */
    private static final Room SEALED = new Room(20 << 10);

    /** Most records of an audio session are smaller; it grows for the others. */
    private static final int FIRST_ROOM = 4 << 10;

    private final SSLEngine engine;
    private final InputStream in = new Opened();
    // The reading thread's own. Both ready to be read from.
    private ByteBuffer sealed = ByteBuffer.allocate(FIRST_ROOM).flip();
    private ByteBuffer opened = ByteBuffer.allocate(FIRST_ROOM).flip();
    private InputStream source = InputStream.nullInputStream();
    private Answers answers = () -> {};

    /** @param engine as its side is to use it, which nobody has begun to use */
    public Tls(SSLEngine engine) {
        this.engine = engine;
    }

    /** What is read from now on comes from there. By the reading thread; what was read before and not opened yet is kept. */
    public void over(InputStream from, Answers to) {
        source = from;
        answers = to;
    }

    /** @throws SSLException when the two cannot agree, or the peer leaves */
    public void shakeHands() throws IOException {
        engine.beginHandshake();
        try {
            while (shaking()) if (!receive()) throw new EOFException();
        } catch (EOFException e) {
            throw new SSLException("the connection ended in the middle of the handshake", e);
        } catch (SSLException e) {
            complain();
            throw e;
        }
    }

    /** Does what is to be done before anything can be read. @return whether something must be read for the handshake to go on */
    private boolean shaking() throws IOException {
        while (true) {
            switch (engine.getHandshakeStatus()) {
                case NEED_TASK -> engine.getDelegatedTask().run();
                case NEED_WRAP -> answer();
                case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                    return true;
                }
                case FINISHED, NOT_HANDSHAKING -> {
                    return false;
                }
            }
        }
    }

    private void answer() throws IOException {
        answers.say();
        // All is sealed at once, or goes nowhere because this side has ended: to try again would never end.
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) throw new EOFException("nothing more can be said to the peer");
    }

    /** What the peer says. Ends where it ends, with or without a goodbye of TLS: what is spoken here has its own. */
    public InputStream in() {
        return in;
    }

    /** Opens the next record. @return false when nothing more comes */
    private boolean receive() throws IOException {
        while (true) {
            var result = open();
            switch (result.getStatus()) {
                case OK -> {
                    if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING) shaking();
                    return true;
                }
                case BUFFER_UNDERFLOW -> {
                    if (!readMore()) return false;
                }
                case BUFFER_OVERFLOW -> opened = ByteBuffer.allocate(Math.max(2 * opened.capacity(), engine.getSession().getApplicationBufferSize())).flip();
                case CLOSED -> {
                    return false;
                }
            }
        }
    }

    private SSLEngineResult open() throws IOException {
        try {
            opened.clear();
            return engine.unwrap(sealed, opened);
        } catch (SSLException e) {
            complain();
            throw e;
        } finally {
            opened.flip();
        }
    }

    /** The peer should know what we found wrong, if it can still be told. */
    private void complain() {
        try {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) answers.say();
        } catch (IOException gone) {
            // What was wrong counts.
        }
    }

    private boolean readMore() throws IOException {
        sealed.compact();
        try {
            if (!sealed.hasRemaining()) sealed = ByteBuffer.allocate(Math.max(2 * sealed.capacity(), FIRST_ROOM)).put(sealed.flip());
            int read = source.read(sealed.array(), sealed.position(), sealed.remaining());
            if (read > 0) sealed.position(sealed.position() + read);
            return read >= 0;
        } finally {
            sealed.flip();
        }
    }

    @Override
    public void seal(ByteBuffer plain, Outgoing.Taking to) throws IOException {
        var room = SEALED.take(engine.getSession().getPacketBufferSize());
        try {
            var more = true;
            while (more) more = sealOne(plain, ByteBuffer.wrap(room), to);
        } finally {
            SEALED.giveBack(room);
        }
    }

    /** @return whether there is more to seal */
    private boolean sealOne(ByteBuffer plain, ByteBuffer record, Outgoing.Taking to) throws IOException {
        var result = engine.wrap(plain, record);
        if (result.getStatus() == Status.BUFFER_OVERFLOW) throw new SSLException("a record of TLS is larger than it says");
        to.take(record.flip());
        if (result.getStatus() == Status.CLOSED) return false;
        if (result.bytesProduced() == 0 && plain.hasRemaining()) throw new SSLException("the peer began another handshake, which is not served");
        return plain.hasRemaining() || engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP;
    }

    @Override
    public void end(Outgoing.Taking to) throws IOException {
        engine.closeOutbound();
        if (!engine.isOutboundDone()) seal(NOTHING.duplicate(), to);
    }

    private final class Opened extends InputStream {

        @Override
        public int read() throws IOException {
            return some() ? opened.get() & 0xff : -1;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            if (length == 0) return 0;
            if (!some()) return -1;
            int there = Math.min(length, opened.remaining());
            opened.get(into, from, there);
            return there;
        }

        /** A record may hold nothing, or something of TLS itself. */
        private boolean some() throws IOException {
            while (!opened.hasRemaining()) if (!receive()) return false;
            return true;
        }
    }
}
