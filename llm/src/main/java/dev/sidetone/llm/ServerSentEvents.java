package dev.sidetone.llm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the data of server-sent events (HTML standard, 9.2.6) from bytes that are cut anywhere. Names, ids and comments are
 * passed over: chat completions do not use them.
 */
final class ServerSentEvents {

    /** Thrown when a line or an event is larger than any chunk of a chat completion. */
    static final class TooLarge extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A whole answer in one chunk is some ten kilobytes. */
    static final int LARGEST = 1 << 20;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final StringBuilder data = new StringBuilder();
    private boolean any;
    private boolean afterReturn;

    /** @return the data of the events that these bytes complete */
    List<String> feed(ByteBuffer bytes) {
        var events = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            byte next = bytes.get();
            // A line ends with \n, \r or both.
            boolean secondHalf = afterReturn && next == '\n';
            afterReturn = next == '\r';
            if (secondHalf) continue;
            if (next == '\n' || next == '\r') endLine().ifPresent(events::add);
            else if (line.size() + data.length() < LARGEST) line.write(next);
            else throw new TooLarge();
        }
        return events;
    }

    /** The event that the end of the stream completes: many servers leave out the last empty line. */
    Optional<String> end() {
        if (line.size() > 0) endLine();
        return endLine();
    }

    private Optional<String> endLine() {
        var text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (text.isEmpty()) return dispatched();
        if (text.startsWith("data:")) {
            if (any) data.append('\n');
            data.append(text, text.startsWith("data: ") ? 6 : 5, text.length());
            any = true;
        }
        return Optional.empty();
    }

    private Optional<String> dispatched() {
        if (!any) return Optional.empty();
        var event = data.toString();
        data.setLength(0);
        any = false;
        return Optional.of(event);
    }
}
