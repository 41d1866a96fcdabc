package dev.sidetone.protocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The two audio events without a JSON library: they are nearly all of a call's bytes, and their shape is flat. A scan walks
 * key by key, so a match is a real parse of the flat case; anything else (an escape, a nested value, bad base64) is left to the general reader,
 * which also words the complaint.
 */
final class AudioText {

    private static final String APPEND = "{\"type\":\"input_audio_buffer.append\",\"audio\":\"";
    /** GA name and the one that older servers still send. */
    private static final String DELTA = "response.output_audio.delta", OLDER_DELTA = "response.audio.delta";

    private AudioText() {}

    static String append(byte[] audio) {
        return around(APPEND, audio);
    }

    /** How many bytes {@link #append(byte[], byte[], int)} writes. */
    static int appendLength(byte[] audio) {
        return length(APPEND.length(), audio);
    }

    /** The same as bytes, without a String between. */
    static void append(byte[] audio, byte[] into, int from) {
        var scratch = Scratch.of(appendLength(audio));
        put(APPEND, audio, scratch.base64(), into, from);
        scratch.giveBack();
    }

    static String delta(ServerEvent.AudioDelta delta, String eventId) {
        var place = delta.place();
        var head = "{\"type\":\"" + DELTA + "\",\"event_id\":" + quoted(eventId) + ",\"response_id\":" + quoted(place.responseId())
                + ",\"item_id\":" + quoted(place.itemId()) + ",\"output_index\":" + place.outputIndex() + ",\"content_index\":"
                + place.contentIndex() + ",\"delta\":\"";
        return around(head, delta.audio());
    }

    /**
     * Where a text is put together before it becomes a String: writing through fresh memory three times costs more than the
     * base64 itself (measured). One is kept for whoever finds it free; one who does not makes its own.
     */
    private record Scratch(byte[] base64, byte[] whole) {

        /** Holds a second of PCM16 in base64, five times what services send at once; what is larger has its own. */
        static final Scratch KEPT = new Scratch(new byte[64 << 10], new byte[64 << 10]);
        static final AtomicReference<Scratch> FREE = new AtomicReference<>(KEPT);

        static Scratch of(int size) {
            var free = size > KEPT.whole.length ? null : FREE.getAndSet(null);
            return free == null ? new Scratch(new byte[size], new byte[size]) : free;
        }

        void giveBack() {
            if (this == KEPT) FREE.set(this);
        }
    }

    private static int length(int head, byte[] audio) {
        return head + (audio.length + 2) / 3 * 4 + 2;
    }

    private static String around(String head, byte[] audio) {
        int length = length(head.length(), audio);
        var scratch = Scratch.of(length);
        put(head, audio, scratch.base64(), scratch.whole(), 0);
        var text = new String(scratch.whole(), 0, length, StandardCharsets.ISO_8859_1);
        scratch.giveBack();
        return text;
    }

    /** Text of Latin-1 before base64, and the closing of both. @param scratch for the base64: its encoder writes at the beginning only */
    private static void put(String head, byte[] audio, byte[] scratch, byte[] into, int from) {
        int coded = Base64.getEncoder().encode(audio, scratch);
        System.arraycopy(head.getBytes(StandardCharsets.ISO_8859_1), 0, into, from, head.length());
        System.arraycopy(scratch, 0, into, from + head.length(), coded);
        int end = from + head.length() + coded;
        into[end] = '"';
        into[end + 1] = '}';
    }

    /** Item ids may be a client's own and hold anything; what is not plain ASCII is escaped, so that the text stays Latin-1. */
    private static String quoted(String id) {
        var quoted = new StringBuilder(id.length() + 2).append('"');
        for (int i = 0; i < id.length(); i++) {
            char c = id.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') quoted.append(String.format("\\u%04x", (int) c));
            else quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    static Optional<ClientEvent.AudioAppend> readAppend(String text) {
        var scan = new Scan(text, "audio");
        String type = null;
        byte[] audio = null;
        Optional<String> eventId = Optional.empty();
        while (scan.next()) {
            if (scan.isKey("type")) {
                type = scan.string();
                if (!"input_audio_buffer.append".equals(type)) return Optional.empty();
            } else if (scan.isKey("audio")) {
                audio = scan.base64();
            } else if (scan.isKey("event_id")) {
                eventId = Optional.ofNullable(scan.string());
                if (eventId.isEmpty() || eventId.get().length() > ClientEventReader.LONGEST_EVENT_ID) return Optional.empty();
            } else {
                return Optional.empty();
            }
        }
        return scan.complete() && type != null && audio != null
                ? Optional.of(new ClientEvent.AudioAppend(eventId, audio)) : Optional.empty();
    }

    static Optional<ServerEvent.AudioDelta> readDelta(String text) {
        var scan = new Scan(text, "delta");
        String type = null, responseId = null, itemId = null;
        int outputIndex = 0, contentIndex = 0;
        byte[] audio = null;
        while (scan.next()) {
            if (scan.isKey("type")) {
                type = scan.string();
                if (!DELTA.equals(type) && !OLDER_DELTA.equals(type)) return Optional.empty();
            } else if (scan.isKey("response_id")) {
                responseId = scan.string();
            } else if (scan.isKey("item_id")) {
                itemId = scan.string();
            } else if (scan.isKey("output_index")) {
                outputIndex = scan.number();
            } else if (scan.isKey("content_index")) {
                contentIndex = scan.number();
            } else if (scan.isKey("delta")) {
                audio = scan.base64();
            }
        }
        if (!scan.complete() || type == null || responseId == null || itemId == null || audio == null) return Optional.empty();
        return Optional.of(new ServerEvent.AudioDelta(
                new ServerEvent.Place(responseId, itemId, outputIndex, contentIndex), audio));
    }

    /** Walks a flat object of strings and small numbers. Gives up, for good, at the first thing that is neither. */
    private static final class Scan {
        /** Nine digits always fit an int. */
        private static final int MOST_DIGITS = 9;

        private final String text, audioKey;
        private int at;
        private int keyStart, keyEnd, valueStart, valueEnd;
        private boolean quotedValue, first = true, ended, failed;

        /** @param audioKey whose value is base64, so that its decoder finds a backslash and no pass of ours need look for it */
        Scan(String text, String audioKey) {
            this.text = text;
            this.audioKey = audioKey;
            failed = !expect('{');
        }

        boolean next() {
            if (failed || ended) return false;
            if (accept('}')) {
                ended = true;
                failed = !first || !onlySpaceLeft();
                return false;
            }
            if (!first && !expect(',')) return false;
            first = false;
            if (!expect('"')) return false;
            keyStart = at;
            if (!closeQuote() || escaped(keyStart, at)) return fail();
            keyEnd = at - 1;
            return expect(':') && value();
        }

        private boolean value() {
            skipSpace();
            quotedValue = accept('"');
            valueStart = at;
            if (quotedValue) {
                if (!closeQuote() || !isKey(audioKey) && escaped(valueStart, at)) return fail();
                valueEnd = at - 1;
            } else {
                while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') at++;
                valueEnd = at;
                int digits = valueEnd - valueStart;
                boolean leadingZero = digits > 1 && text.charAt(valueStart) == '0';
                if (digits == 0 || digits > MOST_DIGITS || leadingZero) return fail();
            }
            skipSpace();
            if (at < text.length() && text.charAt(at) == '}') {
                at++;
                ended = true;
                if (!onlySpaceLeft()) return fail();
            }
            return true;
        }

        boolean complete() {
            return ended && !failed;
        }

        boolean isKey(String key) {
            return keyEnd - keyStart == key.length() && text.startsWith(key, keyStart);
        }

        /** The value, or null after giving up because it is none. */
        String string() {
            if (quotedValue) return text.substring(valueStart, valueEnd);
            fail();
            return null;
        }

        int number() {
            if (!quotedValue) return Integer.parseInt(text, valueStart, valueEnd, 10);
            fail();
            return 0;
        }

        byte[] base64() {
            if (!quotedValue) {
                fail();
                return null;
            }
            try {
                // Characters outside Latin-1 become '?', which is not base64 either. The whole text is copied once rather than the value twice.
                var latin = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1), valueStart, valueEnd - valueStart);
                var decoded = Base64.getDecoder().decode(latin);
                return decoded.remaining() == decoded.array().length ? decoded.array() : Arrays.copyOf(decoded.array(), decoded.remaining());
            } catch (IllegalArgumentException notBase64) {
                fail();
                return null;
            }
        }

        private boolean closeQuote() {
            int end = text.indexOf('"', at);
            at = end + 1;
            return end >= 0;
        }

        private boolean escaped(int from, int to) {
            return text.indexOf('\\', from, to) >= 0;
        }

        private boolean expect(char wanted) {
            skipSpace();
            return accept(wanted) || fail();
        }

        private boolean accept(char wanted) {
            if (at >= text.length() || text.charAt(at) != wanted) return false;
            at++;
            return true;
        }

        private void skipSpace() {
            while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\n' || text.charAt(at) == '\r' || text.charAt(at) == '\t')) at++;
        }

        private boolean onlySpaceLeft() {
            skipSpace();
            return at == text.length();
        }

        private boolean fail() {
            failed = true;
            return false;
        }
    }
}
