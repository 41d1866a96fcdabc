package dev.sidetone.turn;

/** How a call came to its end. */
public sealed interface EndReason {

    /** A word for records and scripts; stable. */
    String word();

    /** One clause for people. */
    String inWords();

    /** We ended it, in order. */
    record HungUp() implements EndReason {
        @Override
        public String word() {
            return "call_ended";
        }

        @Override
        public String inWords() {
            return "the call was ended";
        }
    }

    /**
     * The server closed the connection. 1001 is also its answer to a session that reached its time limit.
     *
     * @param code WebSocket close code
     * @param reason the peer's own words, possibly empty
     */
    record ClosedByPeer(int code, String reason) implements EndReason {
        @Override
        public String word() {
            return "closed_by_peer";
        }

        @Override
        public String inWords() {
            return "the server closed the connection (" + code + (reason.isBlank() ? "" : ", " + reason.strip()) + ")";
        }
    }

    /** The connection went away without a close. @param detail what the transport said */
    record ConnectionLost(String detail) implements EndReason {
        @Override
        public String word() {
            return "connection_lost";
        }

        @Override
        public String inWords() {
            return "the connection was lost" + (detail.isBlank() ? "" : " (" + detail.strip() + ")");
        }
    }

    /** The program itself failed or was stopped while the call was open. @param detail what happened, without content */
    record Stopped(String detail) implements EndReason {
        @Override
        public String word() {
            return "stopped";
        }

        @Override
        public String inWords() {
            return "the program stopped" + (detail.isBlank() ? "" : " (" + detail.strip() + ")");
        }
    }
}
