package dev.sidetone.client;

import java.time.Duration;

/**
 * When a silent connection is taken for dead. A network that drops everything says nothing, and a transport may miss the end of
 * a connection; only an unanswered question tells.
 *
 * @param quiet after so long without anything from the peer it is sent a WebSocket ping
 * @param patience if nothing comes for so long after the ping, the connection is lost
 */
public record Liveness(Duration quiet, Duration patience) {

    /**
     * Ten seconds are longer than any pause while somebody speaks, so that a ping is rare, and shorter than the pings that the
     * live service sends by itself every 20 s. Twenty more outlast a mobile network's change of cell and a stopped virtual
     * machine; a caller has hung up by then.
     */
    public static final Liveness DEFAULT = new Liveness(Duration.ofSeconds(10), Duration.ofSeconds(20));

    public Liveness {
        if (!quiet.isPositive() || !patience.isPositive()) {
            throw new IllegalArgumentException("both times of liveness must be positive: " + quiet + ", " + patience);
        }
    }
}
