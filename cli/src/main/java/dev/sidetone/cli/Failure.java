package dev.sidetone.cli;

import dev.sidetone.audio.BadAudio;
import dev.sidetone.client.RealtimeException;
import dev.sidetone.cost.PriceBookException;
import dev.sidetone.device.NoDevice;

/** The end of a command: an exit code, and one line for the user that says what happened, to what, and what to do. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final ExitCode exit;

    Failure(ExitCode exit, String message) {
        this(exit, message, null);
    }

    Failure(ExitCode exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    ExitCode exit() {
        return exit;
    }

    /** What any exception means to the user. */
    static Failure of(Throwable thrown) {
        return switch (thrown) {
            case Failure failure -> failure;
            case RealtimeException refused -> new Failure(exit(refused), refused.getMessage(), refused);
            case NoDevice none -> new Failure(ExitCode.DEVICE, none.getMessage(), none);
            case BadAudio bad -> new Failure(ExitCode.AUDIO, bad.getMessage(), bad);
            case PriceBookException bad -> new Failure(ExitCode.INPUT, bad.getMessage(), bad);
            case InterruptedException stopped -> new Failure(ExitCode.INTERRUPTED, "interrupted before the call stood", stopped);
            default -> new Failure(ExitCode.BUG, "failed unexpectedly (" + thrown.getClass().getSimpleName()
                    + "); run again with SIDETONE_DEBUG=1 and report what it prints", thrown);
        };
    }

    private static ExitCode exit(RealtimeException refused) {
        return switch (refused) {
            case RealtimeException.Unreachable ignored -> ExitCode.UNREACHABLE;
            case RealtimeException.TlsTrouble ignored -> ExitCode.TLS;
            case RealtimeException.WireLost ignored -> ExitCode.LOST;
            case RealtimeException.ProtocolBreach ignored -> ExitCode.REFUSED;
            case RealtimeException.Rejected rejected -> switch (rejected.kind()) {
                case KEY -> ExitCode.KEY;
                case MODEL -> ExitCode.MODEL;
                case SETTINGS -> ExitCode.SETTINGS;
                case ADDRESS, QUOTA, OTHER -> ExitCode.REFUSED;
            };
        };
    }
}
