package dev.sidetone.server;

import dev.sidetone.protocol.Json;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;

/**
 * What a picture costs. A guess: that it goes by size and {@code detail} is documented for Realtime; the figures are those
 * published for the GPT-4o family. A picture whose size cannot be read counts as the smallest.
 */
final class ImageTokens {

    private static final long BASE = 85, A_TILE = 170;

    /** Shrunk to fit such a square, then until the shorter side is this, then cut in tiles of that side. */
    private static final double SQUARE = 2_048, SHORTER = 768, TILE = 512;

    /** Of base64: a JPEG may tell its size behind a few metadata segments of 64 KiB each. */
    private static final int HEAD = 1 << 19;

    private static final int PNG = 0x89504e47, JPEG = 0xffd8;

    /** Of a PNG: where its width stands, and its height after it. */
    private static final int PNG_WIDTH = 16;

    record Size(int width, int height) {}

    private ImageTokens() {}

    /** @param part an {@code input_image} */
    static long of(Json part) {
        if (part.node().path("detail").asString("").equals("low")) return BASE;
        return BASE + A_TILE * size(head(part.node().path("image_url").asString(""))).map(ImageTokens::tiles).orElse(1L);
    }

    private static long tiles(Size size) {
        double shrink = Math.min(1, SQUARE / Math.max(size.width(), size.height()));
        shrink = Math.min(shrink, SHORTER / Math.min(size.width(), size.height()));
        return (long) (Math.ceil(size.width() * shrink / TILE) * Math.ceil(size.height() * shrink / TILE));
    }

    private static ByteBuffer head(String uri) {
        int from = uri.indexOf(',') + 1;
        // Whole groups of four characters decode by themselves.
        int length = Math.min(uri.length() - from, HEAD) / 4 * 4;
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(uri.substring(from, from + length)));
        } catch (IllegalArgumentException noBase64) {
            return ByteBuffer.allocate(0);
        }
    }

    static Optional<Size> size(ByteBuffer image) {
        if (image.limit() >= PNG_WIDTH + 8 && image.getInt(0) == PNG) return size(image.getInt(PNG_WIDTH), image.getInt(PNG_WIDTH + 4));
        if (image.limit() < 4 || (image.getShort(0) & 0xffff) != JPEG) return Optional.empty();
        return jpeg(image);
    }

    /** The frame header (markers C0 to CF but for three of them) tells the size; each segment before it tells its own length. */
    private static Optional<Size> jpeg(ByteBuffer image) {
        for (int at = 2; at + 9 <= image.limit(); at += 2 + (image.getShort(at + 2) & 0xffff)) {
            int marker = image.getShort(at) & 0xffff;
            if (marker < 0xff01) return Optional.empty();
            boolean frame = marker >= 0xffc0 && marker <= 0xffcf && marker != 0xffc4 && marker != 0xffc8 && marker != 0xffcc;
            if (frame) return size(image.getShort(at + 7) & 0xffff, image.getShort(at + 5) & 0xffff);
        }
        return Optional.empty();
    }

    private static Optional<Size> size(int width, int height) {
        return width > 0 && height > 0 ? Optional.of(new Size(width, height)) : Optional.empty();
    }
}
