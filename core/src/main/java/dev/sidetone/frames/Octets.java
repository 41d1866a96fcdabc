package dev.sidetone.frames;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** A stream read a little ahead, so that the head of a frame and a short frame as a whole take one call. */
final class Octets {

    private final InputStream in;
    private final String peer;
    private final Runnable heard;
    private final byte[] buffer;
    private int at;
    private int filled;

    /**
     * @param peer for error messages
     * @param heard told whenever bytes come
     */
    Octets(InputStream in, Peer peer, Runnable heard) {
        this.in = in;
        this.peer = peer.word();
        this.heard = heard;
        this.buffer = new byte[peer.readAhead()];
    }

    /** Waits. @return false when nothing more comes */
    boolean more() throws IOException {
        if (at < filled) return true;
        at = 0;
        filled = Math.max(0, in.read(buffer));
        if (filled > 0) heard.run();
        return filled > 0;
    }

    int next() throws IOException {
        if (!more()) throw gone();
        return buffer[at++] & 0xff;
    }

    /** @param octets how many, at most eight */
    long number(int octets) throws IOException {
        long number = 0;
        for (int i = 0; i < octets; i++) number = number << 8 | next();
        return number;
    }

    void read(byte[] into, int from, int length) throws IOException {
        int there = Math.min(length, filled - at);
        System.arraycopy(buffer, at, into, from, there);
        at += there;
        while (there < length) {
            int more = in.read(into, from + there, length - there);
            if (more < 0) throw gone();
            heard.run();
            there += more;
        }
    }

    private EOFException gone() {
        return new EOFException("the " + peer + " went away in the middle of a frame");
    }
}
