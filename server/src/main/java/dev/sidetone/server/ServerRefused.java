package dev.sidetone.server;

/** The server cannot start. Its message is one line that says why and what to do. */
public final class ServerRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    ServerRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
