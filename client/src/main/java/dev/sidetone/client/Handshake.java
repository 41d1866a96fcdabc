package dev.sidetone.client;

import dev.sidetone.frames.Frames;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Connects, by the system's proxy where one is set, and asks for a WebSocket (RFC 6455, 4.1). */
final class Handshake {

    /** @param tcp what {@code way} goes over; to close it never waits */
    record Done(Socket tcp, Way way) {}

    /** RFC 9110, 5.6.2 and 5.5. */
    private static final Pattern NAME = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern VALUE = Pattern.compile("[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** Ours to write. */
    private static final Set<String> TAKEN = Set.of("host", "connection", "upgrade", "content-length", "transfer-encoding",
            "sec-websocket-key", "sec-websocket-version", "sec-websocket-extensions", "sec-websocket-accept");

    private static final int WSS = 443, WS = 80;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Endpoint endpoint;
    private final URI address;
    private final long deadline;

    private Handshake(Endpoint endpoint, URI address) {
        this.endpoint = endpoint;
        this.address = address;
        this.deadline = System.nanoTime() + endpoint.connectTimeout().toNanos();
    }

    /**
     * @throws RealtimeException when the server answers, but not with a WebSocket
     * @throws IOException when there is no connection, or what answers is no web server
     */
    static Done with(Endpoint endpoint, URI address) throws IOException {
        return new Handshake(endpoint, address).run();
    }

    private Done run() throws IOException {
        var key = new byte[16];
        RANDOM.nextBytes(key);
        var nonce = Base64.getEncoder().encodeToString(key);
        var request = request(nonce);
        var tcp = connect();
        try {
            var way = secure() ? Way.secured(tcp, new Way.Peer(host(), port(), endpoint.trust()), this::left) : Way.plain(tcp);
            tcp.setSoTimeout(left());
            way.out().write(request.getBytes(StandardCharsets.ISO_8859_1));
            way.out().flush();
            var response = HttpAnswer.read(way.in(), () -> tcp.setSoTimeout(left()));
            if (response.status() != 101) throw Refusals.http(endpoint, response.status(), response.body(way.in()));
            check(response, nonce);
            tcp.setSoTimeout(0);
            return new Done(tcp, way);
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /** @throws SocketTimeoutException when the time for connecting is over */
    private int left() throws SocketTimeoutException {
        long millis = (deadline - System.nanoTime()) / 1_000_000;
        if (millis <= 0) throw new SocketTimeoutException("no answer in time");
        return (int) Math.min(Integer.MAX_VALUE, millis);
    }

    private boolean secure() {
        return address.getScheme().equals("wss");
    }

    private int port() {
        if (address.getPort() >= 0) return address.getPort();
        return secure() ? WSS : WS;
    }

    private Socket connect() throws IOException {
        var proxy = proxy();
        // A host name goes to the proxy as it is: inside a closed network only that knows it.
        var target = proxy.type() == Proxy.Type.DIRECT
                ? new InetSocketAddress(host(), port()) : InetSocketAddress.createUnresolved(host(), port());
        if (proxy.type() == Proxy.Type.DIRECT && target.isUnresolved()) throw new UnknownHostException(host());
        var tcp = proxy.type() == Proxy.Type.DIRECT ? SocketChannel.open().socket() : new Socket(proxy);
        try {
            // Frames are small and late ones useless: none waits to be joined with the next.
            tcp.setTcpNoDelay(true);
            tcp.connect(target, left());
            return tcp;
        } catch (IOException | RuntimeException e) {
            tcp.close();
            throw e;
        }
    }

    /** Without the brackets of an IPv6 address. */
    private String host() {
        return address.getHost().replaceAll("^\\[|]$", "");
    }

    private Proxy proxy() {
        var selector = ProxySelector.getDefault();
        if (selector == null) return Proxy.NO_PROXY;
        var asked = URI.create((secure() ? "https://" : "http://") + address.getHost() + ":" + port() + "/");
        return selector.select(asked).stream().findFirst().orElse(Proxy.NO_PROXY);
    }

    private String request(String nonce) {
        var path = address.getRawPath() == null || address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        var query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        var standard = port() == (secure() ? WSS : WS);
        var headers = endpoint.headers().entrySet().stream().map(header -> line(header.getKey(), header.getValue())).collect(Collectors.joining());
        return "GET " + path + query + " HTTP/1.1\r\n"
                + "Host: " + address.getHost() + (standard ? "" : ":" + port()) + "\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: " + nonce + "\r\n"
                + endpoint.key().map(key -> line("Authorization", "Bearer " + key.reveal())).orElse("") + headers + "\r\n";
    }

    private String line(String name, String value) {
        if (!NAME.matcher(name).matches() || !VALUE.matcher(value).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
            throw new RealtimeException.Rejected(RealtimeException.Rejected.Kind.ADDRESS,
                    "a header of the request to " + endpoint.place() + " cannot be sent: check the names and values given");
        }
        return name + ": " + value + "\r\n";
    }

    private static void check(HttpAnswer response, String nonce) throws IOException {
        var headers = response.headers();
        if (!headers.says("upgrade", "websocket") || !headers.says("connection", "upgrade")) throw new IOException("it upgrades to something else");
        if (!headers.value("sec-websocket-accept").orElse("").equals(Frames.accept(nonce))) throw new IOException("it does not prove that it read the request");
        if (headers.words("sec-websocket-extensions").findAny().isPresent()) throw new IOException("it uses an extension that nobody asked for");
        if (headers.words("sec-websocket-protocol").findAny().isPresent()) throw new IOException("it chose a protocol that nobody offered");
    }
}
