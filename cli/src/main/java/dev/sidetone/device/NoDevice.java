package dev.sidetone.device;

/** A sound device that is wanted is not there or cannot be opened. The message is one line and says what to do. */
public final class NoDevice extends RuntimeException {

    private static final long serialVersionUID = 1;

    NoDevice(String message) {
        super(message);
    }

    NoDevice(String message, Throwable cause) {
        super(message, cause);
    }
}
