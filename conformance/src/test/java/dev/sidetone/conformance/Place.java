package dev.sidetone.conformance;

import dev.sidetone.server.RealtimeServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Where a client finds a server, and the certificate to trust there: that one alone, with its host name checked. */
record Place(URI uri, Optional<X509Certificate> certificate) {

    static Place plain(RealtimeServer server) {
        return new Place(server.uri(), Optional.empty());
    }

    static Place secure(RealtimeServer server) {
        return new Place(server.secureUri().orElseThrow(), server.certificate());
    }

    /** @param query behind the address */
    Place at(String query) {
        return new Place(URI.create(uri + query), certificate);
    }

    boolean secured() {
        return certificate.isPresent();
    }

    /** For clients in Java; in the clear it trusts nobody. */
    SSLContext context() {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(null, trust().getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    X509TrustManager manager() {
        return (X509TrustManager) trust().getTrustManagers()[0];
    }

    private TrustManagerFactory trust() {
        try {
            var store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            if (certificate.isPresent()) store.setCertificateEntry("server", certificate.get());
            var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(store);
            return trust;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** For programs in other languages. @param folder to write it to */
    Path pem(Path folder) throws IOException {
        try {
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.orElseThrow().getEncoded());
            return Files.writeString(folder.resolve("server.pem"), "-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
        } catch (CertificateEncodingException e) {
            throw new IOException(e);
        }
    }
}
