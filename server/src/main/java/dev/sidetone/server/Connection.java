package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Inbox.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client. A single blocking loop reads what comes (frames, and steps of responses and transcriptions) and is the only
 * thread that touches the connection's state; a second thread writes. Both are virtual and end with the connection.
 */
final class Connection {

    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    /** Recorded: the live service pings about every 20 s. */
    private static final Duration PING_EVERY = Duration.ofSeconds(20);

    /** The live service's sentence, in the error and in the close frame. */
    private static final String EXPIRED = "Your session hit the maximum duration of %d minutes.";

    /** How long a close frame may take before the connection is dropped. */
    private static final Duration GOODBYE = Duration.ofSeconds(5);

    private enum State { OPEN, CLOSING, GONE }

    private final Link link;
    private final Inbox inbox;
    private final Outbox outbox;
    private final ModelSession model;
    private final FaultInjection faults;
    private final Conversing parts;
    private final Instant expires;
    private State state = State.OPEN;

    /** @param model closed when the connection ends */
    Connection(Link link, Inbox inbox, String modelName, ModelSession model, ServerSettings settings) {
        var ids = new Ids(settings.clock());
        this.link = link;
        this.inbox = inbox;
        this.outbox = new Outbox(ids, settings.limits().slowReader());
        this.model = model;
        this.faults = new FaultInjection(settings.faults());
        this.expires = settings.clock().instant().plus(settings.limits().session());
        var session = new SessionConfig(ids.session(), modelName, expires);
        this.parts = new Conversing(session, model, settings, new Conversing.Surroundings(ids, this::step, this::emit, faults));
        this.clockOf = settings;
    }

    private final ServerSettings clockOf;

    /** Serves the client until it is gone. */
    void run() {
        var writer = Thread.ofVirtual().name(Thread.currentThread().getName() + "-writer").start(() -> outbox.sendAll(link));
        try {
            parts.hello();
            var nextPing = System.nanoTime() + PING_EVERY.toNanos();
            while (state == State.OPEN) {
                inbox.take(wait(nextPing)).ifPresent(this::handle);
                if (System.nanoTime() - nextPing >= 0) {
                    outbox.put(new Outbox.Parcel.Ping());
                    nextPing += PING_EVERY.toNanos();
                }
                if (state == State.OPEN && !clockOf.clock().instant().isBefore(expires)) expire();
            }
        } catch (Outbox.TooSlow slow) {
            LOG.info("{}", slow.getMessage());
        } catch (Stopped | InterruptedException stopped) {
            LOG.debug("connection interrupted");
        } finally {
            end(writer);
        }
    }
}
