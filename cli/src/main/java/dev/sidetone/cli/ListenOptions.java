package dev.sidetone.cli;

import dev.sidetone.server.ServerSettings.Keystore;
import dev.sidetone.server.ServerSettings.Listen;
import dev.sidetone.server.ServerSettings.Tls;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where the server listens. What cannot be had is said before the speech models are loaded. */
final class ListenOptions {

    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--host", defaultValue = "127.0.0.1", paramLabel = "H",
            description = "Address to listen on; 0.0.0.0 lets the whole network in (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8765", paramLabel = "P", description = "Port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Mixin
    private TlsOptions tls;

    Listen listen(Surroundings surroundings) {
        boolean secured = tls.wanted();
        int securePort = port == 0 ? 0 : port + 1;
        int highest = secured ? HIGHEST_PORT - 1 : HIGHEST_PORT;
        if (port < 0 || port > highest) {
            throw new Failure(ExitCode.USAGE, "port " + port + " does not exist" + (secured ? " with a next one for TLS" : "") + "; use 0 to " + highest);
        }
        var given = tls.given(surroundings).map(opened -> new Keystore(opened.file(), opened.password()));
        Ports.checkFree(host, port);
        if (secured) Ports.checkFree(host, securePort);
        return new Listen(host, port, secured ? Optional.of(new Tls(securePort, given)) : Optional.empty());
    }

    boolean selfSigned() {
        return tls.selfSigned();
    }
}
