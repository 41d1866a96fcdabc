package dev.sidetone.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * The secured way to a server, and its certificate in the forms in which clients are told to trust one from outside.
 *
 * @param pem for Node and Python
 * @param store for Java
 */
record Secured(URI uri, Path pem, Path store) {

    private static final String PASSWORD = "changeit";

    /** @param answer an address and a certificate, as {@link LoadServer} has them */
    static Secured of(String answer) throws IOException {
        var parts = answer.split(" ");
        var folder = Files.createTempDirectory("certificate");
        var pem = folder.resolve("server.pem");
        Files.writeString(pem, "-----BEGIN CERTIFICATE-----\n" + parts[1].replaceAll(".{64}", "$0\n") + "\n-----END CERTIFICATE-----\n");
        var path = folder.resolve("server.p12");
        try (var out = Files.newOutputStream(path)) {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            var certificate = new ByteArrayInputStream(Base64.getDecoder().decode(parts[1]));
            store.setCertificateEntry("server", CertificateFactory.getInstance("X.509").generateCertificate(certificate));
            store.store(out, PASSWORD.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        // Deleted in the reverse order.
        for (var left : List.of(folder, pem, path)) left.toFile().deleteOnExit();
        return new Secured(URI.create(parts[0]), pem, path);
    }

    List<String> javaOptions() {
        return List.of("-Djavax.net.ssl.trustStore=" + store, "-Djavax.net.ssl.trustStorePassword=" + PASSWORD);
    }

    Map<String, String> environment() {
        return Map.of("NODE_EXTRA_CA_CERTS", pem.toString(), "SSL_CERT_FILE", pem.toString());
    }
}
