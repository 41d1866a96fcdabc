package dev.sidetone.frames;

import java.io.IOException;

/** The peer broke the framing. Its message is one line, and never holds what the peer said. */
public final class Breach extends IOException {

    private static final long serialVersionUID = 1;

    static final int PROTOCOL_ERROR = 1002, BAD_PAYLOAD = 1007, TOO_BIG = 1009;

    private final int code;

    Breach(int code, String what) {
        super(what);
        this.code = code;
    }

    static Breach protocol(String what) {
        return new Breach(PROTOCOL_ERROR, what);
    }

    static Breach tooBig(int largest) {
        return new Breach(TOO_BIG, "a message is longer than " + largest + " bytes");
    }

    /** To close with (RFC 6455, 7.4.1). */
    public int code() {
        return code;
    }
}
