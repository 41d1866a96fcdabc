package dev.sidetone.speech;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * The C library's memory pools. By default glibc makes up to eight pools a core and hands little back from any of them;
 * the recogniser's many short-lived lattices then leave hundreds of megabytes of holes. Two pools are as fast here.
 */
final class NativeMemory {

    /** {@code M_ARENA_MAX} of glibc's {@code malloc.h}. */
    private static final int ARENA_MAX = -8;

    private NativeMemory() {}

    /** Asks the C library to be frugal where it knows how; elsewhere does nothing. */
    static void keepLow() {
        if (!Platform.isLinux()) return;
        try {
            NativeLibrary.getInstance("c").getFunction("mallopt").invokeInt(new Object[] {ARENA_MAX, 2});
        } catch (UnsatisfiedLinkError e) {
            // Not glibc (musl has one pool anyway): nothing to ask for.
        }
    }
}
