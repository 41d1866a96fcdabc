package dev.sidetone.cost;

/** A price file that cannot be used. The message is one line for the user: which file, what is wrong, what to do. */
public final class PriceBookException extends RuntimeException {
    PriceBookException(String message) {
        super(message);
    }
}
