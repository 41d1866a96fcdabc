package dev.sidetone.client;

/**
 * Something the client cannot do. What a peer says in the middle of a call is data, not an exception. Each message is one
 * line: what happened, to what, what to do; never a key and never what was said.
 */
public abstract sealed class RealtimeException extends RuntimeException {

    RealtimeException(String message) {
        super(message);
    }

    RealtimeException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The server refused the session. Fix the request. */
    public static final class Rejected extends RealtimeException {

        public enum Kind { KEY, MODEL, ADDRESS, SETTINGS, QUOTA, OTHER }

        private final Kind kind;

        public Rejected(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** The connection went away. Open a new session. */
    public static final class WireLost extends RealtimeException {
        public WireLost(String message) {
            super(message);
        }
    }

    /** What answers is not a Realtime server, or breaks the protocol. Trying again will not help. */
    public static final class ProtocolBreach extends RealtimeException {
        public ProtocolBreach(String message) {
            super(message);
        }
    }

    /** Nobody answers at the address. */
    public static final class Unreachable extends RealtimeException {

        public enum Kind { UNKNOWN_HOST, REFUSED, TIMEOUT, OTHER }

        private final Kind kind;

        public Unreachable(Kind kind, String message, Throwable cause) {
            super(message, cause);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** The peers could not agree on TLS. */
    public static final class TlsTrouble extends RealtimeException {
        public TlsTrouble(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
