package dev.sidetone.audio;

/** An audio file that cannot be read or written. The message is one line for the user: which file, what is wrong, what to do. */
public final class BadAudio extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadAudio(String message) {
        super(message);
    }

    BadAudio(String message, Throwable cause) {
        super(message, cause);
    }
}
