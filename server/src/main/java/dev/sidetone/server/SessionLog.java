package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line for each session that opens, closes or breaks, and for each client turned away, as key-value pairs. Never what was
 * said, never a key.
 */
final class SessionLog implements Witness {

    private static final Logger LOG = LoggerFactory.getLogger("dev.sidetone.server.sessions");

    @Override
    public OfConnection opened(long number) {
        return new OneSession(System.nanoTime());
    }

    @Override
    public void refused(String reason) {
        LOG.atWarn().addKeyValue("reason", reason).log("client refused");
    }

    /** A defect as a log may show it: where it happened, and of which kind, without the message. */
    static final class Hushed extends Exception {

        private static final long serialVersionUID = 1;

        Hushed(Throwable defect) {
            super(defect.getClass().getName(), defect.getCause() == null ? null : new Hushed(defect.getCause()), false, true);
            setStackTrace(defect.getStackTrace());
        }

        @Override
        public String toString() {
            return getMessage();
        }
    }

    /** Used by the connection's thread. */
    private static final class OneSession implements OfConnection {
        private final long begun;
        private Optional<Session> session = Optional.empty();
        private Farewell why = Farewell.FAILED;
        private int turns;
        private int responses;

        OneSession(long begun) {
            this.begun = begun;
        }

        @Override
        public void received(ClientEvent event) {}

        @Override
        public void said(ServerEvent event) {
            if (event instanceof ServerEvent.SessionCreated created) {
                session = Optional.of(created.session());
                LOG.atInfo().addKeyValue("session", id()).addKeyValue("model", created.session().model().orElse("none")).log("session opened");
            }
            if (event instanceof ServerEvent.AudioCommitted) turns++;
            if (event instanceof ServerEvent.ResponseCreated) responses++;
        }

        @Override
        public void failed(Throwable defect) {
            LOG.atError().addKeyValue("session", id()).setCause(new Hushed(defect)).log("session met a defect");
        }

        @Override
        public void ending(Farewell farewell) {
            why = farewell;
        }

        @Override
        public void closed() {
            LOG.atInfo().addKeyValue("session", id()).addKeyValue("lasted_ms", Duration.ofNanos(System.nanoTime() - begun).toMillis())
                    .addKeyValue("turns", turns).addKeyValue("responses", responses)
                    .addKeyValue("reason", why.name().toLowerCase(Locale.ROOT)).log("session closed");
        }

        private String id() {
            return session.map(Session::id).orElse("none");
        }
    }
}
