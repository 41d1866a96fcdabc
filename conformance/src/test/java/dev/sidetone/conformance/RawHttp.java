package dev.sidetone.conformance;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A TCP connection on which a client asks by HTTP, byte by byte as the test says. */
final class RawHttp implements AutoCloseable {

    /** @param head in lower case */
    record Answer(int status, String head, String body) {
        boolean has(String header) {
            return head.contains("\r\n" + header.toLowerCase(Locale.ROOT));
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    RawHttp(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        // Only bounds how long a failing test takes.
        socket.setSoTimeout(30_000);
        in = new DataInputStream(socket.getInputStream());
    }

    RawHttp write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    /** An answer whose body has a length. */
    Answer read() throws IOException {
        return read(true);
    }

    Answer readHead() throws IOException {
        return read(false);
    }

    private Answer read(boolean withBody) throws IOException {
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) head.append((char) in.readUnsignedByte());
        var lower = head.toString().toLowerCase(Locale.ROOT);
        int status = Integer.parseInt(lower.substring("http/1.1 ".length(), "http/1.1 ".length() + 3));
        var length = lower.replaceAll("(?s).*\r\ncontent-length: (\\d+)\r\n.*", "$1");
        var body = withBody && !length.equals(lower) ? new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8) : "";
        return new Answer(status, lower, body);
    }

    /** Whether the server has hung up, with nothing said before. */
    boolean ended() throws IOException {
        try {
            return in.read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
