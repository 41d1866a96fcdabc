package dev.sidetone.frames;

/**
 * Who is read: what the RFC asks of that side, and how much of it is taken.
 *
 * @param side who it is
 * @param largest bytes of a message, all its frames together, unpacked
 * @param readAhead bytes; kept for as long as the connection is
 * @param packing what was agreed in the handshake
 */
public record Peer(Side side, int largest, int readAhead, Packing packing) {

    /** Clients mask their frames and servers do not (RFC 6455, 5.1). */
    public enum Side {
        CLIENT, SERVER;

        private String word() {
            return this == CLIENT ? "client" : "server";
        }
    }

    /** Whether messages may come packed (RFC 7692). */
    public enum Packing {
        NONE,
        /** Each message by itself. */
        EACH,
        /** Messages refer to earlier ones. */
        ON_AND_ON
    }

    boolean masks() {
        return side == Side.CLIENT;
    }

    String word() {
        return side.word();
    }
}
