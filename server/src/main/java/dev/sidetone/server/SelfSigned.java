package dev.sidetone.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * A certificate for this machine, signed by itself and made anew at each start. The JDK can make one, but only through its
 * {@code keytool}: the classes behind it are not public.
 */
public final class SelfSigned {

    private SelfSigned() {}

    /** A key with its certificate. @param password that opens it */
    public record Made(KeyStore keystore, String password) {
        @Override
        public String toString() {
            return "Made[…]";
        }
    }

    /** @throws ServerRefused when this JDK cannot make one */
    public static Made certificate() {
        var password = UUID.randomUUID().toString();
        try {
            var folder = Files.createTempDirectory("sidetone-tls");
            var file = folder.resolve("server.p12");
            try {
                make(file, password);
                var keystore = KeyStore.getInstance("PKCS12");
                try (var in = Files.newInputStream(file)) {
                    keystore.load(in, password.toCharArray());
                }
                return new Made(keystore, password);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(folder);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new ServerRefused("cannot make a TLS certificate with this JDK's keytool (" + e.getMessage()
                    + "): give a PKCS12 keystore instead, or do without TLS", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerRefused("interrupted while making a TLS certificate", e);
        }
    }

    private static void make(Path file, String password) throws IOException, InterruptedException {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var command = List.of(keytool, "-genkeypair", "-alias", "sidetone", "-keyalg", "EC", "-groupname", "secp256r1",
                "-dname", "CN=localhost", "-ext", "SAN=dns:localhost,ip:127.0.0.1,ip:0:0:0:0:0:0:0:1",
                "-validity", "365", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", password);
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("keytool did not finish");
        }
        if (process.exitValue() != 0) throw new IOException("keytool ended with " + process.exitValue());
    }
}
