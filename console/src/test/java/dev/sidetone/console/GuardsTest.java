package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.console.ConsoleSettings.Door;
import dev.sidetone.console.ConsoleSettings.Listen;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets in, by which name, and what every answer carries. */
@Timeout(60)
class GuardsTest {

    private static final String TOKEN = "quiet-otter-7";

    private static String plain(String host, String path, String more) {
        return "GET " + path + " HTTP/1.1\nHost: " + host + "\nConnection: close\n" + more + "\n";
    }

    private static String upgrade(String host, String path, String more) {
        return plain(host, path, "").replace("Connection: close\n\n", "Connection: Upgrade\nUpgrade: websocket\nSec-WebSocket-Version: 13\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n" + more + "\n");
    }

    @Test
    void every_answer_lets_the_page_load_nothing_from_elsewhere_and_run_nothing_inline() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            for (var path : List.of("", "assets/style.css", "assets/none.js", "nowhere", "api/setup", "api/calls", "api/calls/c9", "api/nothing", "api/calls/c9/line")) {
                var got = stand.get(path);
                assertThat(got.header("Content-Security-Policy")).as(path).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                        .doesNotContain("unsafe");
                assertThat(got.header("X-Content-Type-Options")).as(path).isEqualTo("nosniff");
                assertThat(got.header("Referrer-Policy")).as(path).isEqualTo("no-referrer");
                assertThat(got.header("Server")).as(path).isEmpty();
            }
        }
    }

    @Test
    void a_name_that_is_not_ours_is_refused_whatever_is_asked() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            for (var path : List.of("/", "/api/setup", "/api/calls/c1/line")) {
                assertThat(stand.raw(plain("rebound.example:80", path, ""))).as(path).startsWith("HTTP/1.1 403").contains("does not go by this name", "default-src 'none'");
            }
            assertThat(stand.raw(plain("localhost:" + stand.console().port(), "/api/setup", ""))).startsWith("HTTP/1.1 200");
            assertThat(stand.raw(plain("192.168.1.7:8787", "/api/setup", ""))).startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_page_of_another_origin_may_neither_ask_nor_open_a_line() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            assertThat(stand.post("api/calls", "{}", "Origin", "https://evil.example").status()).isEqualTo(403);
            assertThat(stand.post("api/calls", "{}", "Origin", "null").status()).isEqualTo(403);
            var own = stand.address().toString().replaceFirst("/$", "");
            var given = stand.post("api/calls", "{}", "Origin", own);
            assertThat(given.status()).isEqualTo(201);
            var offer = "Sec-WebSocket-Protocol: sidetone.console.1, ticket." + given.json().path("ticket").asString() + "\nOrigin: http://evil.example\n";
            var host = stand.address().getAuthority();
            assertThat(stand.raw(upgrade(host, "/api/calls/c1/line", offer) )).startsWith("HTTP/1.1 403").contains("another page");
        }
    }

    @Test
    void a_form_of_another_page_cannot_ask_for_a_call() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            var form = stand.raw("POST /api/calls HTTP/1.1\nHost: localhost\nContent-Type: text/plain\nContent-Length: 2\nConnection: close\n\n{}");
            assertThat(form).startsWith("HTTP/1.1 415");
            assertThat(stand.post("api/calls", "no json").status()).isEqualTo(415);
        }
    }

    @Test
    void a_ticket_opens_its_own_call_once() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            var one = stand.post("api/calls", "{}").json();
            var other = stand.post("api/calls", "{}").json();
            var ticket = one.path("ticket").stringValue();
            assertThatThrownBy(() -> Page.on(stand.address(), other.path("call").stringValue(), ticket)).hasMessageContaining("WebSocketHandshakeException");
            assertThatThrownBy(() -> Page.on(stand.address(), one.path("call").stringValue(), ticket)).hasMessageContaining("WebSocketHandshakeException");
            try (var page = Page.on(stand.address(), other.path("call").stringValue(), other.path("ticket").stringValue())) {
                page.await("connected");
                assertThatThrownBy(() -> Page.on(stand.address(), other.path("call").stringValue(), other.path("ticket").stringValue()))
                        .hasMessageContaining("WebSocketHandshakeException");
            }
        }
    }

    @Test
    void a_locked_console_answers_nobody_without_its_cookie_and_shows_its_page() throws Exception {
        try (var stand = Stand.with(Stand.locked(TOKEN))) {
            assertThat(stand.get("").status()).isEqualTo(200);
            for (var path : List.of("api/setup", "api/calls", "api/calls/c1", "api/calls/c1/transcript.txt")) {
                assertThat(stand.get(path).status()).as(path).isEqualTo(401);
            }
            assertThat(stand.post("api/calls", "{}").json().path("error").asString()).isEqualTo("the console is locked: give its token");
            assertThat(stand.post("api/door", "{\"token\":\"quiet-otter-8\"}").status()).isEqualTo(403);
            var door = stand.post("api/door", "{\"token\":\"" + TOKEN + "\"}");
            assertThat(door.status()).isEqualTo(204);
            assertThat(door.header("Set-Cookie")).contains("; HttpOnly", "; SameSite=Strict", "; Path=/").doesNotContain(TOKEN);
            var cookie = door.header("Set-Cookie").replaceFirst(";.*", "");
            assertThat(stand.get("api/setup", "Cookie", cookie).status()).isEqualTo(200);
            assertThat(stand.get("api/setup", "Cookie", cookie + "x").status()).isEqualTo(401);
            var given = stand.post("api/calls", "{}", "Cookie", cookie).json();
            assertThatThrownBy(() -> Page.on(stand.address(), given.path("call").stringValue(), given.path("ticket").stringValue()))
                    .hasMessageContaining("WebSocketHandshakeException");
        }
    }

    @Test
    void the_network_is_let_in_with_a_token_or_with_tls_and_a_password_only() {
        var settings = Stand.settings(URI.create("ws://127.0.0.1:1/"));
        var everywhere = new Listen("0.0.0.0", 0, Optional.empty(), Set.of());
        var password = new Door.Locked(Door.Kind.PASSWORD, new dev.sidetone.client.Secret("a secret"));
        assertThatThrownBy(() -> new ConsoleSettings(everywhere, new Door.Open(), settings.limits(), settings.agent()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0.0.0.0").hasMessageContaining("give it a token");
        assertThatThrownBy(() -> new ConsoleSettings(everywhere, password, settings.limits(), settings.agent())).hasMessageContaining("in the clear");
        assertThat(new ConsoleSettings(everywhere, new Door.Locked(Door.Kind.TOKEN, new dev.sidetone.client.Secret("a secret")), settings.limits(), settings.agent())
                .toString()).doesNotContain("a secret");
    }

    @Test
    void a_taken_port_is_said_in_one_line() {
        try (var stand = Stand.of(Stand.script())) {
            var settings = Stand.settings(stand.server().uri());
            var same = new ConsoleSettings(new Listen("127.0.0.1", stand.console().port(), Optional.empty(), Set.of()), settings.door(), settings.limits(), settings.agent());
            assertThatThrownBy(() -> ConsoleServer.start(same)).isInstanceOf(ConsoleRefused.class)
                    .hasMessageContaining("cannot listen on 127.0.0.1:" + stand.console().port()).hasMessageContaining("choose another port");
        }
    }

    @Test
    void what_the_browser_has_is_not_sent_again_and_the_rest_is_compressed() throws Exception {
        try (var stand = Stand.of(Stand.script())) {
            var first = stand.get("", "Accept-Encoding", "gzip, br");
            assertThat(first.header("Content-Encoding")).isEqualTo("gzip");
            assertThat(first.header("Cache-Control")).isEqualTo("no-cache");
            var again = stand.get("", "Accept-Encoding", "gzip", "If-None-Match", first.header("ETag"));
            assertThat(again.status()).isEqualTo(304);
            assertThat(again.bytes()).isEmpty();
            assertThat(stand.get("").text()).startsWith("<!doctype html>");
            assertThat(stand.get("assets/../ConsoleServer.class").status()).isEqualTo(404);
            assertThat(stand.get("assets/%2e%2e/ConsoleServer.class").status()).isIn(400, 404);
        }
    }
}
