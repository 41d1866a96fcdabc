package dev.sidetone.cli;

import dev.sidetone.server.ServerSettings.Keystore;
import dev.sidetone.server.ServerSettings.Listen;
import dev.sidetone.server.ServerSettings.Tls;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the server listens. What cannot be had is said before the speech models are loaded. */
final class ListenOptions {

    private static final int HIGHEST_PORT = 65_535;

    @Option(names = "--host", defaultValue = "127.0.0.1", paramLabel = "H",
            description = "Address to listen on; 0.0.0.0 lets the whole network in (default: ${DEFAULT-VALUE}).")
    private String host;

    @Option(names = "--port", defaultValue = "8765", paramLabel = "P", description = "Port; 0 is any free one (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--tls", description = "Listen with TLS as well, on the next port, with a certificate made at the start.")
    private boolean tls;

    @Option(names = "--keystore", paramLabel = "FILE", description = "Listen with TLS, with the certificate in this PKCS12 file.")
    private Optional<Path> keystore;

    @Option(names = "--keystore-password-from-env", paramLabel = "NAME",
            description = "The environment variable that holds the file's password (default: no password).")
    private Optional<String> passwordFrom;

    Listen listen(Surroundings surroundings) {
        boolean secured = tls || keystore.isPresent();
        int securePort = port == 0 ? 0 : port + 1;
        int highest = secured ? HIGHEST_PORT - 1 : HIGHEST_PORT;
        if (port < 0 || port > highest) {
            throw new Failure(ExitCode.USAGE, "port " + port + " does not exist" + (secured ? " with a next one for TLS" : "") + "; use 0 to " + highest);
        }
        var given = keystore.map(file -> checked(file, surroundings));
        checkFree(port);
        if (secured) checkFree(securePort);
        return new Listen(host, port, secured ? Optional.of(new Tls(securePort, given)) : Optional.empty());
    }

    boolean selfSigned() {
        return keystore.isEmpty();
    }

    private Keystore checked(Path file, Surroundings surroundings) {
        var password = passwordFrom.map(name -> surroundings.variable(name).orElseThrow(() -> new Failure(ExitCode.KEYSTORE,
                "there is no password in the environment variable " + name + "; set it"))).orElse("");
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (var names = store.aliases(); names.hasMoreElements(); ) {
                if (store.isKeyEntry(names.nextElement())) return new Keystore(file, password);
            }
            throw new Failure(ExitCode.KEYSTORE, "the keystore " + file + " holds no private key; make it with keytool -genkeypair");
        } catch (IOException | GeneralSecurityException e) {
            var why = Files.isReadable(file) ? "is no PKCS12 file, or --keystore-password-from-env names another password" : "cannot be read";
            throw new Failure(ExitCode.KEYSTORE, "the keystore " + file + " " + why + "; name another --keystore", e);
        }
    }

    /** The server itself decides a moment later. */
    private void checkFree(int wanted) {
        if (wanted == 0) return;
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, wanted));
        } catch (IOException | IllegalArgumentException e) {
            throw new Failure(ExitCode.PORT, "cannot listen on " + host + ":" + wanted + " (" + e.getMessage()
                    + "); choose another --port, or 0 for any free one", e);
        }
    }
}
