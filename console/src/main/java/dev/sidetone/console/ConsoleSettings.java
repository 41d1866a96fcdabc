package dev.sidetone.console;

import dev.sidetone.client.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * How a console behaves.
 *
 * @throws IllegalArgumentException where everybody on the network would be let in
 */
public record ConsoleSettings(Listen listen, Door door, Limits limits, Agent agent) {

    public ConsoleSettings {
        if (door instanceof Door.Open && !listen.loopback()) {
            throw new IllegalArgumentException("the console on " + listen.host() + " would let everybody in who can reach this machine:"
                    + " give it a token, or TLS and a password, or listen on 127.0.0.1");
        }
        if (door instanceof Door.Locked(var kind, var ignored) && kind == Door.Kind.PASSWORD && listen.tls().isEmpty()) {
            throw new IllegalArgumentException("a password would cross the network in the clear: add TLS, or use a token");
        }
    }

    /**
     * Where to listen.
     *
     * @param port 0 for any free one
     * @param names under which browsers may reach it besides this machine's own name and addresses, as behind a proxy
     */
    public record Listen(String host, int port, Optional<Tls> tls, Set<String> names) {
        public Listen {
            if (port < 0 || port > 65_535) throw new IllegalArgumentException("port " + port + " is outside 0..65535");
            names = Set.copyOf(names);
        }

        /** Whether only this machine can reach it. */
        boolean loopback() {
            try {
                return InetAddress.getByName(host).isLoopbackAddress();
            } catch (UnknownHostException e) {
                // Whether it can be listened on at all shows a moment later.
                return false;
            }
        }
    }

    /** The server's key, and what opens it. With it the console speaks https only. */
    public record Tls(KeyStore keystore, String password) {
        @Override
        public String toString() {
            return "Tls[…]";
        }
    }

    /** Who may use the page. */
    public sealed interface Door {

        /** How the secret is called to the user. */
        enum Kind { TOKEN, PASSWORD }

        record Open() implements Door {}

        record Locked(Kind kind, Secret secret) implements Door {}
    }

    /**
     * Bounds.
     *
     * @param calls at once
     * @param call how long one may last
     * @param uploadBytes of a recording
     * @param past calls that are remembered; the oldest goes first
     * @param audioBytes kept of all calls together; the audio of the oldest that has ended goes first
     */
    public record Limits(int calls, Duration call, long uploadBytes, int past, long audioBytes) {

        // A half-hour call is 86 MB a side; 64 MiB of upload are 23 minutes of 24 kHz.
        public static final Limits DEFAULT = new Limits(8, Duration.ofMinutes(30), 64L << 20, 50, 256L << 20);

        public Limits {
            if (calls < 1 || past < 1) throw new IllegalArgumentException("at least one call must be possible, and one remembered");
            if (!call.isPositive()) throw new IllegalArgumentException("a call must be allowed to last some time");
            if (uploadBytes < 1 || audioBytes < 1) throw new IllegalArgumentException("bounds of bytes must be positive");
        }
    }

    public ConsoleSettings withLimits(Limits other) {
        return new ConsoleSettings(listen, door, other, agent);
    }

    public ConsoleSettings withDoor(Door other) {
        return new ConsoleSettings(listen, other, limits, agent);
    }
}
