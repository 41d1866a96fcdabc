package dev.sidetone.console;

/** The console cannot be opened. The message is one line: what happened, to what, what to do. */
public final class ConsoleRefused extends RuntimeException {

    private static final long serialVersionUID = 1;

    ConsoleRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
