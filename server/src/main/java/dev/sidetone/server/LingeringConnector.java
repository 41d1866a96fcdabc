package dev.sidetone.server;

import java.io.IOException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A listener whose connections close in two steps: first it says that nothing more comes, and listens to no purpose until the
 * client hangs up. A TCP connection closed while the client still talks is reset, and takes with it what the client has not
 * read yet: the close frame that says why (RFC 6455, 7.1.1).
 */
final class LingeringConnector extends ServerConnector {

    /** For a client that talks on: long enough to read why it should not, on any network. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** As much as Jetty reads at once. */
    private static final int READ_AT_ONCE = 16 << 10;

    LingeringConnector(Server server, ConnectionFactory... protocols) {
        super(server, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new Lingering(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    private static final class Lingering extends SocketChannelEndPoint {

        private final SelectionKey key;

        Lingering(SocketChannel channel, ManagedSelector selector, SelectionKey key, Scheduler scheduler) {
            super(channel, selector, key, scheduler);
            this.key = key;
        }

        @Override
        public void doClose() {
            try {
                key.cancel();
                getChannel().configureBlocking(true);
                getChannel().shutdownOutput();
            } catch (IOException | IllegalBlockingModeException gone) {
                super.doClose();
                return;
            }
            Thread.ofVirtual().name("lingering").start(this::linger);
        }

        private void linger() {
            var unheard = new byte[READ_AT_ONCE];
            long end = System.nanoTime() + LONGEST.toNanos();
            try (var socket = getChannel().socket()) {
                do {
                    // 0 would be for ever.
                    socket.setSoTimeout(Math.max(1, (int) Duration.ofNanos(end - System.nanoTime()).toMillis()));
                } while (socket.getInputStream().read(unheard) >= 0 && System.nanoTime() < end);
            } catch (IOException goneOrTooLong) {
                // Either way the socket is closed now.
            }
        }
    }
}
