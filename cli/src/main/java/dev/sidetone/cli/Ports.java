package dev.sidetone.cli;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Whether a port can be had, looked at before anything is loaded; who listens decides a moment later. */
final class Ports {

    private static final int HIGHEST = 65_535;

    private Ports() {}

    /** @throws Failure when it is taken or not allowed */
    static void checkFree(String host, int port) {
        if (port < 0 || port > HIGHEST) throw new Failure(ExitCode.USAGE, "port " + port + " does not exist; use 0 to " + HIGHEST);
        if (port == 0) return;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(ExitCode.PORT, "cannot listen on " + host + ":" + port + " (" + e.getMessage()
                    + "); choose another --port, or 0 for any free one", e);
        }
    }
}
