package dev.sidetone.client;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.protocol.SessionSettings;
import java.time.Duration;
import java.util.Optional;

/** The first words of a session: wait for it to stand, say what we want of it, wait for that to hold. On the caller's thread. */
final class Opening {

    private static final String UPDATE = "sidetone:session";
    private static final Duration TICK = Duration.ofMillis(50);

    private final Endpoint endpoint;
    private final Line line;
    private final RealtimeSession session;
    private Optional<ErrorDetails> lastError = Optional.empty();

    Opening(Endpoint endpoint, Line line, RealtimeSession session) {
        this.endpoint = endpoint;
        this.line = line;
        this.session = session;
    }

    /** @throws RealtimeException when the session does not come to stand */
    Session open(SessionSettings wanted) throws InterruptedException {
        if (!await(ServerEvent.SessionCreated.class)) {
            throw new RealtimeException.ProtocolBreach(endpoint.place() + " took the connection but opened no session within "
                    + seconds() + " s: check that it is a Realtime server");
        }
        line.outbox().offer(new ClientEvent.SessionUpdate(Optional.of(UPDATE), wanted.toJson()));
        // A peer that does not confirm may still have understood: its deeds will show.
        await(ServerEvent.SessionUpdated.class);
        return session.session().orElseThrow();
    }

    private String seconds() {
        return Double.toString(endpoint.connectTimeout().toMillis() / 1000.0);
    }

    private boolean await(Class<? extends ServerEvent> wanted) throws InterruptedException {
        var deadline = line.now().plus(endpoint.connectTimeout());
        while (line.now().isBefore(deadline)) {
            switch (line.wire().receive(TICK)) {
                case Wire.Received.Event frame -> {
                    var event = session.hear(frame.text());
                    if (wanted.isInstance(event)) return true;
                    if (event instanceof ServerEvent.ErrorReported reported) refused(reported.error());
                }
                case Wire.Received.Closed closed -> throw closed(closed);
                case Wire.Received.Lost lost -> throw new RealtimeException.WireLost(
                        "the connection to " + endpoint.place() + " broke before the session stood (" + lost.cause() + "): try again");
                case Wire.Received.Nothing ignored -> {}
            }
        }
        return false;
    }

    private void refused(ErrorDetails error) {
        if (error.eventId().equals(Optional.of(UPDATE))) throw Refusals.settings(endpoint, error);
        lastError = Optional.of(error);
    }

    private RealtimeException closed(Wire.Received.Closed closed) {
        if (lastError.isPresent()) return Refusals.afterUpgrade(endpoint, lastError.get(), closed.code());
        if (closed.code() == 3000 || closed.code() == 4000) {
            var code = closed.reason().contains(".") ? closed.reason().substring(closed.reason().indexOf('.') + 1) : closed.reason();
            return Refusals.afterUpgrade(endpoint, ErrorDetails.invalidRequest(code, ""), closed.code());
        }
        return new RealtimeException.WireLost(endpoint.place() + " closed the connection before the session stood (" + closed.code() + "): try again");
    }
}
