package dev.sidetone.server;

import dev.sidetone.frames.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client asks for by HTTP/1.1 (RFC 9112), its body aside.
 *
 * @param query as it stands in the target; empty without one
 * @param minor of the version: 1, or 0
 */
record HttpRequest(String method, String path, String query, int minor, Headers headers) {

    /** Many times what clients of this protocol send; keys and cookies have room. */
    private static final int LARGEST_HEAD = 16 << 10;

    /** RFC 9110, 5.6.2. */
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

    private static final Pattern LINE = Pattern.compile("(" + TOKEN + ") ([!-~]+) HTTP/(\\d)\\.(\\d)");

    /** A name with its colon at once, and no control character in the value (RFC 9112, 5.1; RFC 9110, 5.5). */
    private static final Pattern FIELD = Pattern.compile(TOKEN + ":[\\t\\x20-\\x7e\\x80-\\xff]*");

    /** @return empty when the client has nothing more to ask */
    static Optional<HttpRequest> read(InputStream in) throws IOException, HttpRefusal {
        var head = new Head(in);
        var first = head.line();
        // RFC 9112, 2.2: an empty line or more before the request is passed over.
        while (first.isPresent() && first.get().isEmpty()) first = head.line();
        if (first.isEmpty()) return Optional.empty();
        var line = LINE.matcher(first.get());
        if (!line.matches()) throw bad("The first line is no request of HTTP/1.1.");
        if (!line.group(3).equals("1")) throw new HttpRefusal(505, "This server speaks HTTP/1.1.");
        int minor = line.group(4).equals("0") ? 0 : 1;
        var headers = headers(head);
        if (minor == 1 && (headers.value("host").isEmpty() || headers.words("host").count() > 1)) throw bad("A request has one Host header.");
        var target = line.group(2).split("\\?", 2);
        return Optional.of(new HttpRequest(line.group(1), path(target[0]), target.length == 2 ? target[1] : "", minor, headers));
    }

    private static Headers headers(Head head) throws IOException, HttpRefusal {
        var lines = new ArrayList<String>();
        for (var line = head.line().orElseThrow(EOFException::new); !line.isEmpty(); line = head.line().orElseThrow(EOFException::new)) {
            if (!FIELD.matcher(line).matches()) throw bad("A line of the head is no header.");
            lines.add(line);
        }
        return Headers.of(lines);
    }

    /** Proxies are sent the whole address, and some send it on (RFC 9112, 3.2.2). */
    private static String path(String target) throws HttpRefusal {
        var path = target.startsWith("/") ? target : target.replaceFirst("(?i)^https?://[^/]*", "");
        try {
            // A plus sign means itself here. Base addresses that end with a slash give paths with one too many.
            return decoded(path.replace("+", "%2B")).replaceAll("/{2,}", "/").replaceFirst("(?<=.)/$", "");
        } catch (IllegalArgumentException e) {
            throw bad("The path of the target is not encoded as it should be.");
        }
    }

    static HttpRefusal bad(String why) {
        return new HttpRefusal(400, why);
    }

    /** The lines before the body, read byte by byte: what follows is for somebody else. */
    private static final class Head {
        private final InputStream in;
        private int left = LARGEST_HEAD;

        Head(InputStream in) {
            this.in = in;
        }

        /** @return empty at the end of the stream */
        Optional<String> line() throws IOException, HttpRefusal {
            var line = new StringBuilder();
            for (int next = in.read(); next != '\n'; next = in.read()) {
                if (next < 0 && line.isEmpty()) return Optional.empty();
                if (next < 0) throw new EOFException("the client left in the middle of a request");
                if (--left < 0) throw new HttpRefusal(431, "The head of a request may have " + LARGEST_HEAD + " bytes.");
                line.append((char) next);
            }
            if (!line.isEmpty() && line.charAt(line.length() - 1) == '\r') line.setLength(line.length() - 1);
            return Optional.of(line.toString());
        }
    }

    /** The first value of a parameter of the query; empty when it is absent. */
    Optional<String> parameter(String name) throws HttpRefusal {
        try {
            return Stream.of(query.split("&")).map(pair -> pair.split("=", 2)).filter(pair -> decoded(pair[0]).equals(name))
                    .findFirst().map(pair -> pair.length == 2 ? decoded(pair[1]) : "");
        } catch (IllegalArgumentException e) {
            throw bad("The query of the target is not encoded as it should be.");
        }
    }

    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    /** Whether the client may ask for more on this connection. */
    boolean staysOpen() {
        return minor == 1 && !headers.says("connection", "close");
    }

    /**
     * Reads the body; call it once.
     *
     * @param largest in bytes
     * @param go told when the client waits for a word before it sends one (RFC 9110, 10.1.1)
     */
    byte[] body(InputStream in, int largest, Runnable go) throws IOException, HttpRefusal {
        var coding = headers.value("transfer-encoding");
        var length = headers.value("content-length");
        if (coding.isPresent() && length.isPresent()) throw bad("A request has a length or is chunked, not both.");
        if (coding.isPresent() && !coding.get().equalsIgnoreCase("chunked")) throw new HttpRefusal(501, "Bodies may be chunked and nothing else.");
        int announced = length.isPresent() ? number(length.get(), 10, largest) : 0;
        if ((coding.isPresent() || announced > 0) && headers.says("expect", "100-continue")) go.run();
        return coding.isPresent() ? chunks(in, largest) : exactly(in, announced);
    }

    /** As chunks (RFC 9112, 7.1); trailers are read and left aside. */
    private static byte[] chunks(InputStream in, int largest) throws IOException, HttpRefusal {
        var body = new ByteArrayOutputStream();
        var lines = new Head(in);
        while (true) {
            var size = lines.line().orElseThrow(EOFException::new).split(";")[0].strip();
            int length = number(size, 16, largest - body.size());
            if (length == 0) break;
            body.writeBytes(exactly(in, length));
            if (!lines.line().orElseThrow(EOFException::new).isEmpty()) throw bad("A chunk is longer than it says.");
        }
        while (!lines.line().orElseThrow(EOFException::new).isEmpty()) {}
        return body.toByteArray();
    }

    private static byte[] exactly(InputStream in, int length) throws IOException {
        var bytes = in.readNBytes(length);
        if (bytes.length < length) throw new EOFException("the client left in the middle of a body");
        return bytes;
    }

    private static int number(String written, int base, int most) throws HttpRefusal {
        // Sixteen digits are more than any body has bytes.
        if (!written.matches("[0-9A-Fa-f]{1,15}")) throw bad("A length is no number.");
        try {
            long number = Long.parseLong(written, base);
            if (number <= most) return (int) number;
        } catch (NumberFormatException e) {
            throw bad("A length is no number.");
        }
        throw new HttpRefusal(413, "The body is too large.");
    }
}
