package dev.sidetone.client;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ServerSocketFactory;

/** The least of a WebSocket server, byte by byte, so that it can misbehave in every way. One connection after another, each handled alike. */
final class RawServer implements AutoCloseable {

    /** What a connection does. */
    interface Script {
        void run(Connection connection) throws Exception;
    }

    /** One connection, seen from the server. */
    static final class Connection {
        private final Socket socket;
        private final DataInputStream in;
        private final OutputStream out;
        String request = "";

        private Connection(Socket socket) throws IOException {
            this.socket = socket;
            in = new DataInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        }

        void readRequest() throws IOException {
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                int next = in.read();
                if (next < 0) throw new IOException("the client left");
                head.append((char) next);
            }
            request = head.toString();
        }

        Connection upgrade() throws IOException, NoSuchAlgorithmException {
            return upgrade("");
        }

        /** @param headers further lines of the answer */
        Connection upgrade(String headers) throws IOException, NoSuchAlgorithmException {
            readRequest();
            var key = request.replaceAll("(?is).*sec-websocket-key: *([^\r]+)\r.*", "$1") + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
            var accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest(key.getBytes(StandardCharsets.US_ASCII)));
            raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + "\r\n" + headers + "\r\n");
            return this;
        }

        void http(int status, String body) throws IOException {
            readRequest();
            raw("HTTP/1.1 " + status + " Some Reason\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\nConnection: close\r\n\r\n" + body);
        }

        void raw(String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        void text(String text) throws IOException {
            frame(0x81, text.getBytes(StandardCharsets.UTF_8));
        }

        void frame(int firstByte, byte[] payload) throws IOException {
            var frame = new ByteArrayOutputStream();
            frame.write(firstByte);
            if (payload.length < 126) {
                frame.write(payload.length);
            } else if (payload.length <= 0xffff) {
                // The shortest form is the only right one.
                frame.write(126);
                frame.write(payload.length >> 8);
                frame.write(payload.length);
            } else {
                frame.write(127);
                for (int shift = 56; shift >= 0; shift -= 8) frame.write((int) ((long) payload.length >>> shift));
            }
            frame.write(payload);
            out.write(frame.toByteArray());
            out.flush();
        }

        void close(int code, String reason) throws IOException {
            var payload = new ByteArrayOutputStream();
            payload.write(code >> 8);
            payload.write(code);
            payload.write(reason.getBytes(StandardCharsets.UTF_8));
            frame(0x88, payload.toByteArray());
        }

        /** Bytes as they are. */
        void bytes(int... bytes) throws IOException {
            for (int b : bytes) out.write(b);
            out.flush();
        }

        /** Drops the connection as a broken cable does. */
        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }

        /** The next frame of the client: its opcode as a character, then its text. */
        String read() throws IOException {
            int opcode = in.readUnsignedByte() & 0xf;
            long length = in.readUnsignedByte() & 0x7f;
            if (length == 126) length = in.readUnsignedShort();
            else if (length == 127) length = in.readLong();
            var mask = in.readNBytes(4);
            var payload = in.readNBytes((int) length);
            for (int i = 0; i < payload.length; i++) payload[i] ^= mask[i % 4];
            if (opcode == 8) return "close " + ((payload[0] & 0xff) << 8 | payload[1] & 0xff);
            return opcode + " " + new String(payload, StandardCharsets.UTF_8);
        }
    }

    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final ServerSocket server;

    RawServer(Script script) throws IOException {
        this(ServerSocketFactory.getDefault(), script);
    }

    RawServer(ServerSocketFactory sockets, Script script) throws IOException {
        server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> {
            while (!server.isClosed()) {
                try (var socket = server.accept()) {
                    script.run(new Connection(socket));
                } catch (Exception e) {
                    heard.add("over " + e);
                }
            }
        });
    }

    URI uri(String scheme) {
        return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + "/v1/realtime");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
