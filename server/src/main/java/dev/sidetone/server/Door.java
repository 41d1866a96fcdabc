package dev.sidetone.server;

import dev.sidetone.server.ServerSettings.Listen;
import dev.sidetone.tcp.Ears;
import java.io.IOException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where clients come in: the listeners, and each TCP connection until it is over. */
final class Door implements AutoCloseable {

    static final String PATH = "/v1/realtime";

    /** Where the same service is: some clients append {@code /realtime} to a base address without a version, and Azure has its own. */
    static final Set<String> PATHS = Set.of(PATH, "/realtime", "/openai/v1/realtime");

    /** Where clients ask for a WebSocket, and what they expect to be spoken there. */
    static final Map<String, Dialect> SOCKETS = Map.of(PATH, Dialect.GA, "/realtime", Dialect.GA, "/openai/v1/realtime", Dialect.GA,
            // Azure's clients go there when they are given a version of its API.
            "/openai/realtime", Dialect.BETA,
            "/voice-live/realtime", Dialect.VOICE_LIVE);

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    /** Where few are served, those who come in between can still be told so. */
    private static final int LEAST_ROOM = 64;

    /** When a connection cannot be taken in, for want of descriptors for instance: there may be one soon. */
    private static final Duration BREATHER = Duration.ofMillis(100);

    /** What a client that knocks is told. */
    sealed interface Answer {
        /**
         * @param inbox where its frames go
         * @param opening starts whoever serves it
         */
        record Yes(Inbox inbox, Opening opening) implements Answer {}

        /** By HTTP: there is no WebSocket. */
        record No(int status, String why) implements Answer {}
    }

    /** Told when a WebSocket is open. */
    interface Opening {
        void opened(Link link);
    }

    /** Who is at the door. */
    interface Porter {
        /** Somebody wants a WebSocket. */
        Answer knocked(Admission.Knock knock);

        /** Somebody wants something else. */
        Reply asked(HttpRequest request, byte[] body);

        /** Somebody could not agree with us on TLS. */
        void unsecured();
    }

    private final Porter porter;
    private final int room;
    private final Ears ears;
    private final Listener plain;
    private final Optional<Listener.Secure> secure;
    private final Set<Tcp> inside = ConcurrentHashMap.newKeySet();
    private final AtomicInteger waiting = new AtomicInteger();

    /**
     * Opens it.
     *
     * @param connections may be served at once; as many more may be without a WebSocket so far, and the rest is hung up on
     * @throws ServerRefused when a port is taken, or TLS cannot be set up
     */
    Door(Listen listen, int connections, Porter porter) {
        this.porter = porter;
        this.room = Math.max(connections, LEAST_ROOM);
        this.ears = ears();
        try {
            plain = Listener.plain(listen.host(), listen.port(), ears);
            try {
                secure = listen.tls().map(tls -> Listener.secure(listen.host(), tls, ears));
            } catch (ServerRefused e) {
                shut(plain);
                throw e;
            }
        } catch (ServerRefused e) {
            ears.close();
            throw e;
        }
        listeners().forEach(listener -> Thread.ofVirtual().name("sidetone-door").start(() -> let(listener)));
    }

    private static Ears ears() {
        try {
            return new Ears();
        } catch (IOException e) {
            throw new ServerRefused("cannot watch any connection (" + e.getMessage() + "): allow this process more open files", e);
        }
    }

    private List<Listener> listeners() {
        return Stream.<Listener>concat(Stream.of(plain), secure.stream()).toList();
    }

    int port() {
        return plain.port();
    }

    Optional<Integer> securePort() {
        return secure.map(Listener::port);
    }

    Optional<X509Certificate> certificate() {
        return secure.map(listener -> listener.identity().certificate());
    }

    /** Lets clients in until the listener is closed. */
    private void let(Listener listener) {
        while (listener.isOpen()) {
            try {
                enter(listener.accept());
            } catch (IOException | RuntimeException | OutOfMemoryError e) {
                // One who comes while the door closes finds nobody to hear it.
                if (listener.isOpen()) rest(e);
            }
        }
    }

    private static void rest(Throwable trouble) {
        LOG.warn("a client could not be let in: {}", trouble.getMessage());
        try {
            Thread.sleep(BREATHER);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void enter(Tcp tcp) {
        if (waiting.incrementAndGet() > room) {
            waiting.decrementAndGet();
            tcp.close();
            return;
        }
        inside.add(tcp);
        Thread.ofVirtual().name("sidetone-visit").start(() -> {
            try {
                new Visit(tcp, porter, waiting::decrementAndGet).run();
            } finally {
                inside.remove(tcp);
            }
        });
        // The door may have been closed in between.
        if (!plain.isOpen()) tcp.leave();
    }

    /** Nobody comes in any more; whoever is inside is shown out. Does not wait for them. */
    @Override
    public void close() {
        listeners().forEach(Door::shut);
        inside.forEach(Tcp::leave);
        ears.close();
    }

    private static void shut(Listener listener) {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("the port {} was not closed cleanly: {}", listener.port(), e.getMessage());
        }
    }
}
