package dev.sidetone.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What no peer can be made to do. Peers that are there: the tests of client and server. */
@Timeout(10)
class TlsTest {

    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    private static Tls client() throws NoSuchAlgorithmException {
        var engine = SSLContext.getDefault().createSSLEngine("example.invalid", 443);
        engine.setUseClientMode(true);
        return new Tls(engine);
    }

    private void over(Tls tls, InputStream from) {
        tls.over(from, () -> tls.seal(Tls.NOTHING.duplicate(), sealed -> said.write(sealed.array(), sealed.position(), sealed.remaining())));
    }

    @Test
    void a_handshake_to_which_nothing_can_be_said_any_more_ends() throws Exception {
        var tls = client();
        tls.over(InputStream.nullInputStream(), () -> {});
        assertThatThrownBy(tls::shakeHands).isInstanceOf(SSLException.class).hasMessageContaining("in the middle of the handshake");
    }

    @Test
    void one_that_cannot_be_sent_fails_as_the_way_out_does() throws Exception {
        var tls = client();
        tls.over(InputStream.nullInputStream(), () -> {
            throw new IOException("the cable is cut");
        });
        assertThatThrownBy(tls::shakeHands).hasMessage("the cable is cut");
    }

    @Test
    void a_peer_that_says_nothing_or_something_else_is_told_of() throws Exception {
        var silent = client();
        over(silent, InputStream.nullInputStream());
        assertThatThrownBy(silent::shakeHands).isInstanceOf(SSLException.class).hasMessageContaining("in the middle of the handshake");
        // A handshake record with a greeting.
        assertThat(said.toByteArray()).startsWith(22, 3);
        var other = client();
        over(other, new ByteArrayInputStream("SSH-2.0-OpenSSH_9.2\r\n".getBytes()));
        assertThatThrownBy(other::shakeHands).isInstanceOf(SSLException.class);
    }

    @Test
    void half_a_greeting_ends_with_the_connection() throws Exception {
        var tls = client();
        over(tls, new ByteArrayInputStream(new byte[] {22, 3, 3, 1, 0, 2, 0, 0}));
        assertThatThrownBy(tls::shakeHands).isInstanceOf(SSLException.class).hasMessageContaining("in the middle of the handshake");
    }
}
