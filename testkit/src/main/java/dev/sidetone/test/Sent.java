package dev.sidetone.test;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AssertProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What clients had sent when it was asked for, each event after the server followed or refused it. AssertJ's own {@code
 * assertThat(sent)} gives a {@link SentAssert}.
 *
 * @param events in the order in which the server came to them
 */
public record Sent(List<ClientEvent> events) implements AssertProvider<SentAssert> {

    public Sent {
        events = List.copyOf(events);
    }

    /** The events of one kind, for instance {@code of(ClientEvent.ItemCreate.class)}. */
    public <E extends ClientEvent> List<E> of(Class<E> kind) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    public List<Kind> kinds() {
        return events.stream().map(Kind::of).toList();
    }

    /** All {@code session.update}s merged as the server merges them: the session as the client wants it by now, refused updates included. */
    public Json session() {
        var merged = Json.parse("{}");
        for (var update : of(ClientEvent.SessionUpdate.class)) merge((ObjectNode) merged.node(), update.session().node());
        return merged;
    }

    private static void merge(ObjectNode into, JsonNode more) {
        for (var field : more.properties()) {
            if (field.getValue().isObject() && into.get(field.getKey()) instanceof ObjectNode inner) merge(inner, field.getValue());
            else into.set(field.getKey(), field.getValue().deepCopy());
        }
    }

    /** How long the appended audio is, each append in the format that was wanted then. */
    public Duration audio() {
        var format = AudioFormat.PCM16;
        var length = Duration.ZERO;
        for (var event : events) {
            if (event instanceof ClientEvent.AudioAppend append) length = length.plus(format.durationOf(append.audio().length));
            if (event instanceof ClientEvent.SessionUpdate update) {
                format = AudioFormat.named(update.session().node().at("/audio/input/format/type").asString("")).orElse(format);
            }
        }
        return length;
    }

    @Override
    public SentAssert assertThat() {
        return new SentAssert(this);
    }

    /** Kinds and numbers only: what was said does not print. */
    @Override
    public String toString() {
        return events.isEmpty() ? "nothing" : Runs.of(kinds());
    }

    /** Lists what came, runs of the same taken together. */
    static final class Runs {

        private Runs() {}

        static String of(List<?> names) {
            var runs = new ArrayList<String>();
            for (int from = 0, to; from < names.size(); from = to) {
                for (to = from + 1; to < names.size() && names.get(to).equals(names.get(from)); ) to++;
                runs.add((to - from == 1 ? "" : to - from + " x ") + names.get(from));
            }
            return String.join(", ", runs);
        }
    }
}
