package dev.sidetone.server;

/** A script that cannot be followed. The message is one line: file, line, what is wrong and what is allowed. */
public final class ScriptMistake extends RuntimeException {

    private static final long serialVersionUID = 1;

    ScriptMistake(String message) {
        super(message);
    }

    ScriptMistake(String message, Throwable cause) {
        super(message, cause);
    }
}
