package dev.sidetone.server;

import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault.Reordered.Stream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Holds streams of events back until others have passed ({@link Fault.Reordered} says why that is legal). Owner of what is
 * held. Used by the connection's thread.
 */
final class Reordering {

    /** A stream by the item or response it is about. */
    private record Key(Stream stream, String id) {}

    private record Held(Key key, Class<? extends ServerEvent> until, List<ServerEvent> events) {

        boolean ended() {
            return !events.isEmpty() && (events.getLast() instanceof ServerEvent.TranscriptionCompleted
                    || events.getLast() instanceof ServerEvent.TranscriptionFailed || events.getLast() instanceof ServerEvent.RateLimitsUpdated);
        }
    }

    private final Occasions occasions;
    /** Streams that had their occasion. */
    private final Set<Key> met = new HashSet<>();
    private final List<Held> held = new ArrayList<>();
    /** Responses that were created and have not ended, whether their events are held or not. */
    private final Set<String> underWay = new HashSet<>();
    /** Where the end of a response went, for what belongs to it without naming it. */
    private Optional<Held> lastEnd = Optional.empty();

    Reordering(Faults faults) {
        occasions = new Occasions(faults);
    }

    /** @return what goes out now that this event came, in order */
    List<ServerEvent> pass(ServerEvent event) {
        var key = keyOf(event);
        key.filter(met::add).ifPresent(this::begin);
        // response.created keeps its place: it begins the stream but is not held.
        var keeper = event instanceof ServerEvent.RateLimitsUpdated ? lastEnd
                : event instanceof ServerEvent.ResponseCreated ? Optional.<Held>empty() : key.flatMap(this::keeper);
        lastEnd = event instanceof ServerEvent.ResponseDone ? keeper : Optional.empty();
        if (event instanceof ServerEvent.ResponseCreated created) underWay.add(created.responseId());
        if (event instanceof ServerEvent.ResponseDone done) underWay.remove(done.responseId());
        var out = new ArrayList<ServerEvent>();
        if (keeper.isPresent()) {
            keeper.get().events().add(event);
        } else {
            out.add(event);
            release(out, one -> one.until().isInstance(event) && key.filter(one.key()::equals).isEmpty());
        }
        // Nothing comes any more that could release them: whoever waits for their end must get it.
        if (underWay.isEmpty()) release(out, Held::ended);
        return out;
    }

    private void begin(Key key) {
        for (var fault : occasions.strike(Fault.Reordered.class, one -> one.stream() == key.stream())) {
            held.add(new Held(key, fault.until(), new ArrayList<>()));
        }
    }

    private Optional<Held> keeper(Key key) {
        return held.stream().filter(one -> one.key().equals(key)).findFirst();
    }

    private void release(List<ServerEvent> out, Predicate<Held> due) {
        for (var one : List.copyOf(held)) {
            if (!due.test(one)) continue;
            held.remove(one);
            out.addAll(one.events());
        }
    }

    /** Empty for everything that keeps its place: events of the conversation and of replies in it. */
    private Optional<Key> keyOf(ServerEvent event) {
        if (event instanceof ServerEvent.TranscriptionDelta delta) return Optional.of(new Key(Stream.TRANSCRIPT, delta.itemId()));
        if (event instanceof ServerEvent.TranscriptionCompleted done) return Optional.of(new Key(Stream.TRANSCRIPT, done.itemId()));
        if (event instanceof ServerEvent.TranscriptionFailed failed) return Optional.of(new Key(Stream.TRANSCRIPT, failed.itemId()));
        if (!(event instanceof ServerEvent.OfResponse part)) return Optional.empty();
        var key = new Key(Stream.OUT_OF_BAND, part.responseId());
        boolean begins = event instanceof ServerEvent.ResponseCreated created && created.response().conversationId().isEmpty();
        return begins || met.contains(key) ? Optional.of(key) : Optional.empty();
    }
}
