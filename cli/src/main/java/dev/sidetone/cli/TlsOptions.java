package dev.sidetone.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The certificate of what listens. What cannot be used is said before the speech models are loaded. */
final class TlsOptions {

    /** A file that could be read. */
    record Opened(Path file, String password, KeyStore store) {
        @Override
        public String toString() {
            return "Opened[" + file + "]";
        }
    }

    @Option(names = "--tls", description = "Listen with TLS, with a certificate made at the start (serve: on the next port, as well).")
    private boolean made;

    @Option(names = "--keystore", paramLabel = "FILE", description = "Listen with TLS, with the certificate in this PKCS12 file.")
    private Optional<Path> keystore;

    @Option(names = "--keystore-password-from-env", paramLabel = "NAME",
            description = "The environment variable that holds the file's password (default: no password).")
    private Optional<String> passwordFrom;

    boolean wanted() {
        return made || keystore.isPresent();
    }

    boolean selfSigned() {
        return keystore.isEmpty();
    }

    /** @throws Failure when the file cannot be used */
    Optional<Opened> given(Surroundings surroundings) {
        return keystore.map(file -> opened(file, surroundings));
    }

    private Opened opened(Path file, Surroundings surroundings) {
        var password = passwordFrom.map(name -> surroundings.variable(name).orElseThrow(() -> new Failure(ExitCode.KEYSTORE,
                "there is no password in the environment variable " + name + "; set it"))).orElse("");
        try (var in = Files.newInputStream(file)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (var names = store.aliases(); names.hasMoreElements(); ) {
                if (store.isKeyEntry(names.nextElement())) return new Opened(file, password, store);
            }
            throw new Failure(ExitCode.KEYSTORE, "the keystore " + file + " holds no private key; make it with keytool -genkeypair");
        } catch (IOException | GeneralSecurityException e) {
            var why = Files.isReadable(file) ? "is no PKCS12 file, or --keystore-password-from-env names another password" : "cannot be read";
            throw new Failure(ExitCode.KEYSTORE, "the keystore " + file + " " + why + "; name another --keystore", e);
        }
    }
}
