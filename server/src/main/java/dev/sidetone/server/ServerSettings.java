package dev.sidetone.server;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * How a server behaves. Start from {@link #DEFAULT} and replace what should differ.
 *
 * @param detector makes the voice activity detector of each connection
 * @param clock what time it is; ids, expiry and idle timeouts follow it
 * @param quirks what the live service does that looks like its mistakes
 */
public record ServerSettings(
        Listen listen, Access access, Limits limits, Supplier<SpeechDetector> detector, InstantSource clock, Faults faults,
        Quirks quirks) {

    /** On this machine only, any free port, everyone let in, nothing broken. */
    public static final ServerSettings DEFAULT = new ServerSettings(
            new Listen("127.0.0.1", 0, Optional.empty()), new Access.Open(), Limits.DEFAULT, EnergyDetector::new,
            InstantSource.system(), Faults.none(), Quirks.NONE);

    /**
     * Where to listen.
     *
     * @param port 0 for any free one
     */
    public record Listen(String host, int port, Optional<Tls> tls) {
        public Listen {
            Objects.requireNonNull(host, "host");
            checkPort(port);
        }
    }

    /**
     * A TLS listener beside the plain one, for clients that refuse {@code ws://}.
     *
     * @param port 0 for any free one
     * @param keystore absent means a certificate made at the start, for this machine's names, signed by itself
     */
    public record Tls(int port, Optional<Keystore> keystore) {
        public Tls {
            checkPort(port);
        }
    }

    /** A PKCS12 file with the server's key. */
    public record Keystore(Path path, String password) {
        @Override
        public String toString() {
            return "Keystore[" + path + "]";
        }
    }

    /** Who may open a session. */
    public sealed interface Access {

        /** Anyone, with any key or none, any model name or none, and old clients too. */
        record Open() implements Access {}

        /**
         * As the live service does it: a known key, a model that exists, and not the beta's header.
         *
         * @param models names that exist; empty means all do
         */
        record Strict(Set<String> keys, Set<String> models) implements Access {
            public Strict {
                keys = Set.copyOf(keys);
                models = Set.copyOf(models);
            }

            @Override
            public String toString() {
                return "Strict[" + keys.size() + " keys, models " + models + "]";
            }
        }
    }

    /**
     * Bounds.
     *
     * @param connections open at once; more are answered with HTTP 503
     * @param audioBytes kept for the items of one connection, and as much again for audio not yet committed; oldest goes first
     * @param session after this a session expires, as the live service's do
     * @param slowReader how long a client may leave a full queue unread before its connection is dropped
     */
    public record Limits(int connections, long audioBytes, Duration session, Duration slowReader) {

        /** 64 MiB is 23 minutes of audio; 60 minutes is the live service's limit. */
        public static final Limits DEFAULT = new Limits(1_000, 64L << 20, Duration.ofMinutes(60), Duration.ofSeconds(10));

        public Limits {
            if (connections < 1) throw new IllegalArgumentException("connections must be at least 1, not " + connections);
            if (audioBytes < 1) throw new IllegalArgumentException("audioBytes must be positive, not " + audioBytes);
            if (!session.isPositive() || !slowReader.isPositive()) throw new IllegalArgumentException("times must be positive");
        }
    }

    public ServerSettings withListen(Listen other) {
        return new ServerSettings(other, access, limits, detector, clock, faults, quirks);
    }

    public ServerSettings withPort(int port) {
        return withListen(new Listen(listen.host(), port, listen.tls()));
    }

    public ServerSettings withTls(Tls tls) {
        return withListen(new Listen(listen.host(), listen.port(), Optional.of(tls)));
    }

    public ServerSettings withAccess(Access other) {
        return new ServerSettings(listen, other, limits, detector, clock, faults, quirks);
    }

    public ServerSettings withLimits(Limits other) {
        return new ServerSettings(listen, access, other, detector, clock, faults, quirks);
    }

    public ServerSettings withDetector(Supplier<SpeechDetector> other) {
        return new ServerSettings(listen, access, limits, other, clock, faults, quirks);
    }

    public ServerSettings withClock(InstantSource other) {
        return new ServerSettings(listen, access, limits, detector, other, faults, quirks);
    }

    public ServerSettings withFaults(Faults other) {
        return new ServerSettings(listen, access, limits, detector, clock, other, quirks);
    }

    public ServerSettings withQuirks(Quirks other) {
        return new ServerSettings(listen, access, limits, detector, clock, faults, other);
    }

    /**
     * Recorded behaviour that clients should not depend on, off unless wanted.
     *
     * @param forgetsFirstPredecessor the {@code conversation.item.done} of a reply that follows the very first item says
     *         {@code previous_item_id: null}, although its {@code added} named that item (17 of 17 recorded)
     */
    public record Quirks(boolean forgetsFirstPredecessor) {

        public static final Quirks NONE = new Quirks(false);

        /** As the live service behaves. */
        public static final Quirks LIVE = new Quirks(true);
    }

    private static void checkPort(int port) {
        if (port < 0 || port > 65_535) throw new IllegalArgumentException("port " + port + " is outside 0..65535");
    }
}
