package dev.sidetone.client;

import dev.sidetone.tcp.Ears;
import dev.sidetone.tcp.HeardSocket;
import dev.sidetone.tcp.Tls;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.Optional;

/**
 * The connection under a WebSocket: both ways, and how to drop it.
 *
 * @param readAhead how many bytes to read at once
 * @param drop never waits
 */
record Track(InputStream in, Exit exit, int readAhead, Runnable drop) {

    /** Through a proxy: holds any delta of up to 120 ms whole, so that it takes one call of the system. */
    private static final int READ_AHEAD = 8 << 10;

    /** Enough for a frame's head: the ears have read already. */
    private static final int READ_AHEAD_OF_EARS = 256;

    /** Of all connections of this process that have a channel, from the first one on: a thread that rests costs nothing. Guarded by the class. */
    private static Optional<Ears> ears = Optional.empty();

    /** A connection of our own has a channel, which needs no thread that waits to write; the JDK's ways through a proxy have streams. */
    static Track of(Handshake.Done shaken) throws IOException {
        if (shaken.tcp().getChannel() == null) {
            return new Track(shaken.way().in(), new Exit.OfStream(shaken.way().out()), READ_AHEAD, () -> close(shaken.tcp()));
        }
        try {
            var socket = new HeardSocket(shaken.tcp().getChannel(), ears());
            var in = shaken.way().tls().map(tls -> secured(socket, tls)).orElse(socket.in());
            socket.open();
            return new Track(in, new Exit.OfSocket(socket.out()), READ_AHEAD_OF_EARS, socket::close);
        } catch (IOException e) {
            close(shaken.tcp());
            throw e;
        }
    }

    /** TLS goes on where the handshake left it. */
    private static InputStream secured(HeardSocket socket, Tls tls) {
        socket.out().sealWith(tls);
        tls.over(socket.in(), () -> socket.out().putCopyOf(Tls.NOTHING.duplicate()));
        return tls.in();
    }

    private static synchronized Ears ears() throws IOException {
        if (ears.filter(Ears::isOpen).isEmpty()) ears = Optional.of(new Ears());
        return ears.get();
    }

    private static void close(Socket tcp) {
        try {
            tcp.close();
        } catch (IOException e) {
            // It is gone either way.
        }
    }
}
