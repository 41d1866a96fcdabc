package dev.sidetone.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP connection from its first byte on, on a thread of its own: requests by HTTP, one after the other, or a WebSocket in the end. */
final class Visit implements Runnable {

    /** For each step before a WebSocket: to secure the connection, to ask, to send what belongs to it, to take the answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);

    private final Tcp tcp;
    private final Door.Porter porter;
    private final Runnable moved;
    private boolean waits = true;

    /** @param moved told once: the client does not wait any more, for it has a WebSocket, or has left */
    Visit(Tcp tcp, Door.Porter porter, Runnable moved) {
        this.tcp = tcp;
        this.porter = porter;
        this.moved = moved;
    }

    @Override
    public void run() {
        try (tcp) {
            tcp.curfew().in(PATIENCE);
            shakeHands();
            // What was asked is not kept for as long as the WebSocket is.
            follow().ifPresent(SocketLink::follow);
            tcp.linger();
        } catch (IOException gone) {
            // Nobody is there to be told.
        } finally {
            move();
        }
    }

    private void shakeHands() throws IOException {
        try {
            tcp.shakeHands();
        } catch (SSLException e) {
            porter.unsecured();
            throw e;
        }
    }

    private void move() {
        if (waits) moved.run();
        waits = false;
    }

    /** @return the WebSocket that the client asked for and got, at last */
    private Optional<SocketLink> follow() throws IOException {
        try {
            while (true) {
                tcp.curfew().in(PATIENCE);
                var request = HttpRequest.read(tcp.in());
                if (request.isEmpty()) return Optional.empty();
                if (Door.SOCKETS.containsKey(request.get().path()) && Upgrade.wantedBy(request.get())) return upgrade(Upgrade.of(request.get()));
                if (!follow(request.get())) return Optional.empty();
            }
        } catch (HttpRefusal refusal) {
            say(HttpDesk.refusal(refusal).bytes(true, false));
            return Optional.empty();
        }
    }

    /** @return whether the client may ask for more */
    private boolean follow(HttpRequest request) throws IOException, HttpRefusal {
        tcp.curfew().in(PATIENCE);
        var body = request.body(tcp.in(), HttpDesk.LARGEST_BODY, () -> tcp.out().put(CONTINUE));
        say(answer(request, body).bytes(!request.staysOpen(), request.method().equals("HEAD")));
        return request.staysOpen();
    }

    private Reply answer(HttpRequest request, byte[] body) {
        try {
            return porter.asked(request, body);
        } catch (RuntimeException defect) {
            LOG.error("a request for {} could not be answered: {}", request.path(), defect.getClass().getSimpleName());
            return Reply.text(500, "The server failed.");
        }
    }

    private Optional<SocketLink> upgrade(Upgrade upgrade) throws IOException {
        return switch (porter.knocked(upgrade.knock())) {
            case Door.Answer.No(int status, String why) -> {
                say(Reply.text(status, why).bytes(true, false));
                yield Optional.empty();
            }
            case Door.Answer.Yes(Inbox inbox, Door.Opening opening) -> {
                var link = new SocketLink(tcp, inbox, upgrade.compression());
                tcp.out().put(upgrade.answer().getBytes(StandardCharsets.US_ASCII));
                // From now on the connection looks after itself.
                tcp.curfew().close();
                opening.opened(link);
                move();
                yield Optional.of(link);
            }
        };
    }

    private void say(byte[] answer) throws IOException {
        tcp.curfew().in(PATIENCE);
        tcp.out().put(answer);
        try {
            tcp.out().awaitIdle();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
