package dev.sidetone.server;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Inbox.Delivery;
import dev.sidetone.server.ServerSettings.Access;
import java.io.IOException;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A Realtime server on this machine, true to the wire of the live service, with a {@link SpeechModel} behind it. Thread-safe.
 *
 * <pre>{@code
 * try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withPort(8765), model)) {
 *     System.out.println(server.uri());
 *     …
 * }
 * }</pre>
 */
public final class RealtimeServer implements AutoCloseable {

    /** How long connections may take to say goodbye when the server stops: they give their clients five seconds. */
    private static final Duration GOODBYE = Duration.ofSeconds(6);

    /** A connection being served. */
    private record Served(Inbox inbox, Thread thread) {}

    private final ServerSettings settings;
    private final SpeechModel model;
    private final Witness witness;
    private final DoorFaults doorFaults;
    private final ClientSecrets secrets;
    private final Door door;
    private final Set<Served> serving = ConcurrentHashMap.newKeySet();
    private final AtomicLong served = new AtomicLong();

    private RealtimeServer(ServerSettings settings, SpeechModel model, Witness witness) {
        this.settings = settings;
        this.model = model;
        this.witness = new SessionLog().and(witness);
        this.doorFaults = new DoorFaults(settings.faults());
        this.secrets = new ClientSecrets(settings.clock());
        // Last: clients come in from now on.
        this.door = new Door(settings.listen(), settings.limits().connections(), new Reception());
    }

    /**
     * Starts to listen.
     *
     * @param model stays the caller's: close it after the server
     * @throws ServerRefused when the port is taken, or TLS cannot be set up
     */
    public static RealtimeServer start(ServerSettings settings, SpeechModel model) {
        return start(settings, model, Witness.NONE);
    }

    /** The same, seen by somebody. */
    public static RealtimeServer start(ServerSettings settings, SpeechModel model, Witness witness) {
        TokenMeter.warmUp();
        return new RealtimeServer(settings, model, witness);
    }

    /** The port of the plain listener. */
    public int port() {
        return door.port();
    }

    /** Where clients connect: {@code ws://…/v1/realtime}. */
    public URI uri() {
        return URI.create("ws://" + host() + ":" + port() + Door.PATH);
    }

    /** The same with TLS: {@code wss://…}; empty when there is no TLS listener. */
    public Optional<URI> secureUri() {
        return door.securePort().map(port -> URI.create("wss://" + host() + ":" + port + Door.PATH));
    }

    /** What the TLS listener shows, for clients that are to trust it; empty when there is none. */
    public Optional<X509Certificate> certificate() {
        return door.certificate();
    }

    private String host() {
        var host = settings.listen().host();
        if (host.equals("0.0.0.0") || host.equals("::")) return "localhost";
        return host.contains(":") ? "[" + host + "]" : host;
    }

    /** How many connections are being served. */
    public int connections() {
        return serving.size();
    }

    /** Says goodbye to every client and stops; responses under way end as failed. */
    @Override
    public void close() {
        close(Duration.ZERO);
    }

    /**
     * Says goodbye to every client and stops. Blocks for little longer than {@code grace} at most.
     *
     * @param grace how long responses under way may take to finish; after that they end as failed
     */
    public void close(Duration grace) {
        serving.forEach(one -> one.inbox().putFirst(new Delivery.GoAway(grace)));
        try {
            long deadline = System.nanoTime() + GOODBYE.plus(grace).toNanos();
            for (var one : serving) one.thread().join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        door.close();
    }

    /** Answers whoever comes to the door. */
    private final class Reception implements Door.Porter {

        private final HttpDesk desk = new HttpDesk(clerk());

        @Override
        public Door.Answer knocked(Admission.Knock knock) {
            return RealtimeServer.this.knocked(knock);
        }

        @Override
        public Reply asked(HttpRequest request, byte[] body) {
            return desk.answer(request, body);
        }

        @Override
        public void unsecured() {
            witness.refused("tls_failed");
        }
    }

    private HttpDesk.Clerk clerk() {
        return new HttpDesk.Clerk() {
            @Override
            public Reply mint(Optional<String> key, String body) {
                if (settings.access() instanceof Access.Strict strict) {
                    var unknown = Admission.unknown(key, strict);
                    if (unknown.isPresent()) return Reply.error(401, unknown.get());
                }
                try {
                    return Reply.json(200, secrets.mint(body));
                } catch (Refusal refusal) {
                    return Reply.error(400, refusal.causedBy(Optional.empty()));
                }
            }

            @Override
            public Optional<String> metrics() {
                return witness.metrics();
            }

            @Override
            public void lost() {
                witness.refused("no_such_path");
            }

            @Override
            public Reply health() {
                return Reply.json(200, "{\"status\":\"ok\",\"connections\":" + connections() + ",\"room_for\":" + settings.limits().connections()
                        + ",\"served\":" + served.get() + "}");
            }
        };
    }

    /** A client knocks. */
    private Door.Answer knocked(Admission.Knock knock) {
        var fault = doorFaults.strike();
        if (fault.isPresent() && fault.get() instanceof Fault.HttpRefusal(int status)) {
            return new Door.Answer.No(status, "This server refuses connections on purpose.");
        }
        if (serving.size() >= settings.limits().connections()) {
            witness.refused("no_room");
            return new Door.Answer.No(503, "This server has no room for more connections; try again later.");
        }
        var admission = fault.isPresent() && fault.get() instanceof Fault.TurnedAway(ErrorDetails error, int code)
                ? new Admission.TurnedAway(error, code)
                : Admission.of(knock, settings.access(), secrets);
        var inbox = doorFaults.inbox();
        return new Door.Answer.Yes(inbox, link -> opened(link, inbox, admission));
    }

    private void opened(Link link, Inbox inbox, Admission admission) {
        long number = served.incrementAndGet();
        var name = "connection-" + number;
        switch (admission) {
            case Admission.Admitted admitted -> {
                var thread = Thread.ofVirtual().name(name).unstarted(() -> serve(number, link, inbox, admitted));
                serving.add(new Served(inbox, thread));
                thread.start();
            }
            case Admission.TurnedAway away -> {
                // Whatever it says now is read to no purpose.
                inbox.close();
                Thread.ofVirtual().name(name).start(() -> turnAway(link, away));
            }
        }
    }

    private void serve(long number, Link link, Inbox inbox, Admission.Admitted admitted) {
        var seen = witness.opened(number);
        try {
            var session = model.open(admitted.kind().modelName().orElse(Admission.DEFAULT_MODEL));
            seen.ending(new Connection(new Connection.Line(link, inbox, seen), admitted, session, settings).run());
        } catch (RuntimeException | Error broken) {
            // A defect of ours or of the model: this client's connection ends, the server goes on.
            seen.failed(broken);
            seen.ending(Witness.Farewell.FAILED);
            link.close(1011, "The server failed.");
        } finally {
            seen.closed();
            serving.removeIf(one -> one.thread() == Thread.currentThread());
        }
    }

    private void turnAway(Link link, Admission.TurnedAway away) {
        witness.refused(away.error().code().orElse("no_key"));
        try {
            link.send(Codec.write(new ServerEvent.ErrorReported(away.error()), new Ids(settings.clock()).event()));
            link.close(away.closeCode(), away.reason());
        } catch (IOException gone) {
            link.cut();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
