package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * What the wire calls an event, as a label: a bounded set of words, whatever clients write. Learnt from the codec, which
 * alone knows the names, at the first event of each kind. Thread-safe.
 */
final class EventTypes {

    private static final String BEFORE = "{\"type\":\"";

    private final Map<Class<?>, String> names = new ConcurrentHashMap<>();

    String of(ServerEvent event) {
        return named(event.getClass(), () -> Codec.write(event, ""));
    }

    String of(ClientEvent event) {
        return switch (event) {
            case ClientEvent.Unknown ignored -> "unknown";
            case ClientEvent.Malformed ignored -> "malformed";
            case ClientEvent.AudioAppend append -> named(append.getClass(), () -> Codec.write(new ClientEvent.AudioAppend(new byte[0])));
            case ClientEvent known -> named(known.getClass(), () -> Codec.write(known));
        };
    }

    private String named(Class<?> kind, Supplier<String> written) {
        var name = names.get(kind);
        return name != null ? name : names.computeIfAbsent(kind, ignored -> typeOf(written.get()));
    }

    private static String typeOf(String json) {
        if (!json.startsWith(BEFORE)) return "unknown";
        return json.substring(BEFORE.length(), json.indexOf('"', BEFORE.length()));
    }
}
