package dev.sidetone.server;

import dev.sidetone.server.Inbox.Delivery;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.exception.BadPayloadException;
import org.eclipse.jetty.websocket.core.exception.MessageTooLargeException;

/** Puts a client's frames together. Touched by one thread of Jetty at a time. */
final class Message {

    /** 15 MiB of audio in one append (API reference) are 20 MiB of base64. */
    static final int LARGEST = 24 << 20;

    private static final byte[] NONE = {};

    private byte[] parts = NONE;
    private int filled;
    private boolean text;

    /** @return what is whole now */
    Optional<Delivery> add(Frame frame) {
        if (frame.getOpCode() != OpCode.CONTINUATION) text = frame.getOpCode() == OpCode.TEXT;
        int length = frame.getPayloadLength();
        if (length > LARGEST - filled) throw new MessageTooLargeException("A message may have " + LARGEST + " bytes at most.");
        boolean alone = filled == 0 && frame.isFin();
        if (filled + length > parts.length) parts = Arrays.copyOf(parts, alone ? length : Math.max(filled + length, 2 * parts.length));
        if (length > 0) frame.getPayload().slice().get(parts, filled, length);
        filled += length;
        return frame.isFin() ? Optional.of(whole()) : Optional.empty();
    }

    private Delivery whole() {
        var delivery = text ? new Delivery.Frame(text(parts, filled)) : new Delivery.BinaryFrame();
        parts = NONE;
        filled = 0;
        return delivery;
    }

    private static String text(byte[] bytes, int length) {
        var text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // The quick way above puts U+FFFD for what is no UTF-8; only a text with that character needs the strict one.
        if (text.indexOf('\uFFFD') < 0) return text;
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
        } catch (CharacterCodingException e) {
            throw new BadPayloadException("Invalid UTF-8.");
        }
    }
}
