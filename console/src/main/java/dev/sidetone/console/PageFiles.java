package dev.sidetone.console;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The page's parts, out of the jar. Each is read and compressed once. */
final class PageFiles {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*(\\.[A-Za-z0-9_-]+)*\\.([a-z0-9]+)");

    private static final Map<String, String> TYPES = Map.of("html", "text/html;charset=utf-8", "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8", "svg", "image/svg+xml", "png", "image/png", "json", "application/json",
            "txt", "text/plain;charset=utf-8", "webmanifest", "application/manifest+json");

    /** @param tag changes with the content */
    private record Part(String type, byte[] plain, byte[] zipped, String tag) {}

    private final Map<String, Part> parts = new ConcurrentHashMap<>();

    /**
     * @param zipped whether the browser takes gzip
     * @param known the tags of what the browser has
     */
    Optional<Answer> answer(String name, boolean zipped, Optional<String> known) {
        // Only what there is gets a place: anybody may ask for anything.
        return Optional.ofNullable(parts.computeIfAbsent(name, one -> read(one).orElse(null))).map(part -> {
            var tag = '"' + part.tag + (zipped ? "-z\"" : "\"");
            var answer = known.filter(tags -> tags.contains(tag)).isPresent() ? new Answer(304, "", new byte[0], Map.of())
                    : new Answer(200, part.type, zipped ? part.zipped : part.plain, zipped ? Map.of("Content-Encoding", "gzip") : Map.of());
            return answer.with("ETag", tag).with("Vary", "Accept-Encoding");
        });
    }

    private static Optional<Part> read(String name) {
        var known = NAME.matcher(name);
        if (!known.matches() || !TYPES.containsKey(known.group(2))) return Optional.empty();
        try (var in = PageFiles.class.getResourceAsStream("page/" + name)) {
            if (in == null) return Optional.empty();
            var plain = in.readAllBytes();
            return Optional.of(new Part(TYPES.get(known.group(2)), plain, zipped(plain), tag(plain)));
        } catch (IOException e) {
            throw new UncheckedIOException("the page's part " + name + " cannot be read from the jar", e);
        }
    }

    private static byte[] zipped(byte[] plain) throws IOException {
        var zipped = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(zipped)) {
            out.write(plain);
        }
        return zipped.toByteArray();
    }

    private static String tag(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
