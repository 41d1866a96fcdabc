package dev.sidetone.client;

import dev.sidetone.frames.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The head of a web server's answer (RFC 9112), and what there is of a body when the answer is no. */
record HttpAnswer(int status, Headers headers) {

    private static final Pattern STATUS = Pattern.compile("HTTP/1\\.[01] (\\d{3})( .*)?");

    /** More than the head of any answer to a handshake; cookies of gateways take 4 kB at times. */
    private static final int LARGEST_HEAD = 64 << 10;

    /** Enough to quote from. */
    private static final int LARGEST_BODY = 16 << 10;

    /** Before each read: how long it may take is for the caller to say. */
    interface Patience {
        void renew() throws IOException;
    }

    /** Reads the head byte by byte, so that nothing of the frames behind it is taken. */
    static HttpAnswer read(InputStream in, Patience patience) throws IOException {
        var head = new ByteArrayOutputStream(512);
        for (int end = 0; end < 4; ) {
            patience.renew();
            int next = in.read();
            if (next < 0) throw new IOException("it closed the connection without an answer");
            head.write(next);
            end = next == (end % 2 == 0 ? '\r' : '\n') ? end + 1 : next == '\r' ? 1 : 0;
            checkBeginning(head);
        }
        var lines = head.toString(StandardCharsets.ISO_8859_1).split("\r\n");
        var status = STATUS.matcher(lines[0]);
        if (!status.matches()) throw new IOException("its answer begins with no HTTP status");
        return new HttpAnswer(Integer.parseInt(status.group(1)), Headers.of(List.of(lines).subList(1, lines.length)));
    }

    /** A server of another kind may say something and then wait for ever. */
    private static void checkBeginning(ByteArrayOutputStream head) throws IOException {
        if (head.size() > LARGEST_HEAD) throw new IOException("the head of its answer does not end");
        if (head.size() == 5 && !head.toString(StandardCharsets.ISO_8859_1).equals("HTTP/")) throw new IOException("its answer begins with no HTTP status");
    }

    /** What can be had of the body in the time that is left; a body that breaks off is still worth quoting. */
    String body(InputStream in) {
        var body = new ByteArrayOutputStream();
        try {
            if (headers.says("transfer-encoding", "chunked")) {
                for (int size = chunk(in); size > 0 && body.size() < LARGEST_BODY; size = chunk(in)) {
                    body.write(in.readNBytes(Math.min(size, LARGEST_BODY)));
                    line(in);
                }
            } else {
                var length = headers.value("content-length").orElse("");
                body.write(in.readNBytes(length.matches("\\d{1,8}") ? Math.min(Integer.parseInt(length), LARGEST_BODY) : LARGEST_BODY));
            }
        } catch (IOException | NumberFormatException broken) {
            // The status says the main thing.
        }
        return body.toString(StandardCharsets.UTF_8);
    }

    private static int chunk(InputStream in) throws IOException {
        return Integer.parseInt(line(in).split(";")[0].strip(), 16);
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next >= 0 && next != '\n' && line.length() < 1_000; next = in.read()) line.append((char) next);
        return line.toString();
    }
}
