package dev.sidetone.test;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What nobody expects of a client that knows the protocol. */
final class Unexpected {

    private Unexpected() {}

    /** A line for each, with the connection it happened on. */
    static List<String> in(Traffic traffic, Set<String> expectedErrors) {
        var found = new ArrayList<String>();
        for (long connection : traffic.connections()) {
            for (var event : traffic.sent(connection)) oddEvent(event).ifPresent(what -> found.add("connection " + connection + ": " + what));
            for (var what : errors(traffic.said(connection), expectedErrors)) found.add("connection " + connection + ": " + what);
            // A client that hangs up in the middle of a response does not want its end.
            if (traffic.closed(connection)) continue;
            for (var id : unanswered(traffic.said(connection))) found.add("connection " + connection + ": the response " + id + " was begun and is not done");
        }
        return found;
    }

    private static Optional<String> oddEvent(ClientEvent event) {
        if (event instanceof ClientEvent.Unknown unknown) return Optional.of("the client sent an event of the unknown type " + unknown.type());
        if (event instanceof ClientEvent.Malformed malformed) return Optional.of("the client sent a malformed event: " + malformed.problem().message());
        return Optional.empty();
    }

    private static List<String> errors(List<ServerEvent> said, Set<String> expected) {
        return said.stream().filter(ServerEvent.ErrorReported.class::isInstance).map(event -> ((ServerEvent.ErrorReported) event).error())
                .filter(error -> error.code().filter(expected::contains).isEmpty())
                .map(error -> "the client was told an error: " + inWords(error)).toList();
    }

    private static List<String> unanswered(List<ServerEvent> said) {
        var open = new ArrayList<String>();
        for (var event : said) {
            if (event instanceof ServerEvent.ResponseCreated created) open.add(created.responseId());
            if (event instanceof ServerEvent.ResponseDone done) open.remove(done.responseId());
        }
        return open;
    }

    private static String inWords(ErrorDetails error) {
        return error.code().orElse(error.type()) + error.param().map(param -> " at " + param).orElse("")
                + error.eventId().map(id -> ", caused by event " + id).orElse("") + ": " + error.message();
    }
}
