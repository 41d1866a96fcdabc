package dev.sidetone.turn;

/** A call reference that cannot be used. The message is one line for the user: which file, what is wrong, what to do. */
public final class CallReferenceException extends RuntimeException {
    CallReferenceException(String message) {
        super(message);
    }
}
