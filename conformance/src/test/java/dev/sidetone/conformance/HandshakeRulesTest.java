package dev.sidetone.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ServerSettings;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP/1.1 as far as the server speaks it (RFC 9110, RFC 9112), and the handshake of a WebSocket (RFC 6455, 4.2). */
class HandshakeRulesTest {

    private static final String HOST = "Host: localhost\r\n", KEY = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n", VERSION = "Sec-WebSocket-Version: 13\r\n";
    private static final String UPGRADE = "Upgrade: websocket\r\nConnection: Upgrade\r\n";
    private static final String GET = "GET /v1/realtime?model=gpt-realtime HTTP/1.1\r\n";
    private static final String HEALTH = "GET /healthz HTTP/1.1\r\n" + HOST;

    private static RealtimeServer server;

    @BeforeAll
    static void start() {
        server = RealtimeServer.start(ServerSettings.DEFAULT, new EchoModel());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static RawHttp.Answer answer(String request) throws IOException {
        try (var http = new RawHttp(server.port())) {
            return http.write(request).read();
        }
    }

    @Test
    void the_proof_is_the_one_of_the_rfc() throws IOException {
        var answer = answer(GET + HOST + UPGRADE + KEY + VERSION + "\r\n");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.head()).contains("\r\nsec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo=\r\n").contains("\r\nupgrade: websocket\r\n")
                .contains("\r\nconnection: upgrade\r\n").doesNotContain("sec-websocket-extensions").doesNotContain("sec-websocket-protocol");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "uPgRaDe: WebSocket|cOnNeCtIoN: keep-alive, UPGRADE|SEC-WEBSOCKET-VERSION:13|sec-websocket-key:dGhlIHNhbXBsZSBub25jZQ==",
        "Upgrade: h2c, websocket|Connection:\tUpgrade\t|Sec-WebSocket-Version:   13   |Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Connection: keep-alive|Connection: Upgrade|Upgrade: websocket|Sec-WebSocket-Version: 13|Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==|X-Empty:|X-Odd: \u00e4;\"=",
    })
    void headers_may_be_written_oddly(String headers) throws IOException {
        assertThat(answer(GET + HOST + headers.replace("|", "\r\n") + "\r\n\r\n").status()).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/realtime?model=gpt-realtime", "/realtime", "/openai/v1/realtime?model=gpt-realtime", "/v1/realtime?model=a%20b&x=%C3%A4+b&&=&y", "http://example.org/v1/realtime?model=gpt-realtime",
        "/v1/%72ealtime", "/v1/realtime?odd=[{|}]^", "/v1/realtime/", "//v1//realtime?model=gpt-realtime"})
    void the_address_may_be_written_oddly(String target) throws IOException {
        assertThat(answer("GET " + target + " HTTP/1.1\r\n" + HOST + UPGRADE + KEY + VERSION + "\r\n").status()).isEqualTo(101);
    }

    @Test
    void lines_may_end_without_a_carriage_return_and_empty_ones_come_first() throws IOException {
        assertThat(answer("\r\n\n" + (GET + HOST + UPGRADE + KEY + VERSION + "\r\n").replace("\r\n", "\n")).status()).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "400 | GET /v1/realtime HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13",
        "400 | GET /v1/realtime HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: c2hvcnQ=",
        "400 | GET /v1/realtime HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: ***",
        "426 | GET /v1/realtime HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 8;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "426 | GET /v1/realtime HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "426 | GET /v1/realtime HTTP/1.1 | Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "426 | GET /v1/realtime HTTP/1.1 | Upgrade: websocket;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "400 | POST /v1/realtime HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "400 | GET /v1/realtime HTTP/1.0 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "400 | GET /v1/realtime?model=%zz HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "400 | GET /%zz HTTP/1.1 | X: y",
        "404 | GET /v1/nothing HTTP/1.1 | Upgrade: websocket;Connection: Upgrade;Sec-WebSocket-Version: 13;Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "404 | OPTIONS * HTTP/1.1 | X: y",
        "405 | DELETE /healthz HTTP/1.1 | X: y",
        "405 | GET /v1/realtime/client_secrets HTTP/1.1 | X: y",
        "505 | PRI * HTTP/2.0 | X: y",
        "400 | GET /healthz | X: y",
        "400 | GET  /healthz HTTP/1.1 | X: y",
        "400 | what is this | X: y",
        "400 | GET /healthz HTTP/1.1 | no header",
        "400 | GET /healthz HTTP/1.1 | Space : before the colon",
        "400 | GET /healthz HTTP/1.1 | : no name",
        "400 | GET /healthz HTTP/1.1 | Host: twice",
        "400 | GET /healthz HTTP/1.1 | Content-Length: 1x",
        "400 | GET /healthz HTTP/1.1 | Content-Length: 1;Content-Length: 2",
        "400 | GET /healthz HTTP/1.1 | Content-Length: -1",
        "400 | GET /healthz HTTP/1.1 | Content-Length: 2;Transfer-Encoding: chunked",
        "501 | GET /healthz HTTP/1.1 | Transfer-Encoding: gzip",
        "413 | POST /v1/realtime/client_secrets HTTP/1.1 | Content-Length: 1048577",
    })
    void what_cannot_be_followed_is_told_by_its_status(int status, String line, String headers) throws IOException {
        var answer = answer(line + "\r\n" + HOST + headers.replace(";", "\r\n") + "\r\n\r\n");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).isNotBlank();
        assertThat(answer.has("WWW-Authenticate")).isFalse();
        assertThat(answer.has("Sec-WebSocket-Version: 13")).isEqualTo(status == 426);
        assertThat(answer.has("Allow:")).isEqualTo(status == 405);
    }

    @Test
    void a_folded_header_and_a_missing_host_are_bad_requests() throws IOException {
        assertThat(answer(HEALTH + "X-Folded: one\r\n two\r\n\r\n").status()).isEqualTo(400);
        assertThat(answer("GET /healthz HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
        assertThat(answer("GET /healthz HTTP/1.1\r\nHost: a\rb\r\n\r\n").status()).isEqualTo(400);
        assertThat(answer("GET /healthz HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }

    @Test
    void too_long_a_head_is_refused_and_the_answer_can_be_read() throws IOException {
        assertThat(answer(HEALTH + ("X-Long: " + "x".repeat(1_000) + "\r\n").repeat(1_000) + "\r\n").status()).isEqualTo(431);
        assertThat(answer("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\n\r\n").status()).isEqualTo(431);
    }

    @Test
    void a_connection_answers_one_request_after_the_other() throws IOException {
        try (var http = new RawHttp(server.port())) {
            for (int i = 0; i < 3; i++) assertThat(http.write(HEALTH + "\r\n").read().body()).contains("\"ok\"");
            assertThat(http.write("HEAD /healthz HTTP/1.1\r\n" + HOST + "\r\n").readHead().status()).isEqualTo(200);
            http.write(HEALTH + "\r\n" + HEALTH + "Connection: close\r\n\r\n");
            assertThat(http.read().has("Connection: close")).isFalse();
            assertThat(http.read().has("Connection: close")).isTrue();
            assertThat(http.ended()).isTrue();
        }
    }

    @Test
    void a_web_socket_may_follow_other_requests_and_an_offer_of_http_2_is_passed_over() throws IOException {
        try (var http = new RawHttp(server.port())) {
            assertThat(http.write(HEALTH + "Upgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nConnection: Upgrade, HTTP2-Settings\r\n\r\n").read().status()).isEqualTo(200);
            assertThat(http.write(GET + HOST + UPGRADE + KEY + VERSION + "\r\n").read().status()).isEqualTo(101);
        }
    }

    @Test
    void a_body_may_be_chunked_and_waited_for() throws IOException {
        var post = "POST /v1/realtime/client_secrets HTTP/1.1\r\n" + HOST;
        try (var http = new RawHttp(server.port())) {
            http.write(post + "Transfer-Encoding: chunked\r\n\r\n1;x=y\r\n{\r\n00001\r\n}\r\n0\r\nTrailer: t\r\n\r\n");
            assertThat(http.read().status()).isEqualTo(200);
            assertThat(http.write(post + "Content-Length: 2\r\nExpect: 100-continue\r\n\r\n").readHead().status()).isEqualTo(100);
            assertThat(http.write("{}").read().status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100001\r\n", "fffffffffffffff\r\n"})
    void too_large_a_chunk_is_refused_before_it_comes(String chunk) throws IOException {
        assertThat(answer("POST /v1/realtime/client_secrets HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunk).status()).isEqualTo(413);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x\r\n", "\r\n", "ffffffffffffffffffff\r\n", "1\r\nab\r\n"})
    void a_chunk_that_is_none_is_a_bad_request(String chunk) throws IOException {
        assertThat(answer("POST /v1/realtime/client_secrets HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n" + chunk + "\r\n").status()).isEqualTo(400);
    }
}
