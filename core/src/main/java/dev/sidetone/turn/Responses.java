package dev.sidetone.turn;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which response is what. Each is classified once, when it is first seen, by the marks it carries; afterwards its id is
 * enough. Owned by the {@link TurnLedger}.
 */
final class Responses {

    sealed interface Route {
        /** Ours, beside the conversation. */
        record Beside(Mark mark) implements Route {}

        /** The agent's answer to a turn. */
        record Answer(String itemId) implements Route {}

        /** @param inBand false for a request beside the conversation that is not ours */
        record Nobody(boolean inBand) implements Route {}
    }

    /** One response: what it is, what its deltas said so far, and whether it has ended. */
    static final class Known {
        final Route route;
        private final StringBuilder streamed = new StringBuilder();
        final SpokenReply spoken = new SpokenReply();
        private String said = "";
        private boolean ended;

        private Known(Route route) {
            this.route = route;
        }

        String streamed() {
            return streamed.toString();
        }

        /** It is complete: what it says, also by peers whose final response is empty. */
        void complete(Response response) {
            said = response.text().isEmpty() ? streamed() : response.text();
        }

        /** All that it says, once it is complete. */
        String said() {
            return said;
        }

        /** What was heard of that, as far as anybody knows by now. */
        String heard() {
            return spoken.cutOff(said).map(Reply.CutOff::heard).orElse(said);
        }
    }

    private final Map<String, Known> byId = new LinkedHashMap<>();
    private final Map<String, String> byItem = new HashMap<>();
    /** Some peers leave every conversation id out; only where one was seen does its absence mean anything. */
    private boolean peerNamesConversations;

    /** The response, classified now if it is new. @param addressee the turn that the conversation's next answer belongs to */
    Known know(Response response, Supplier<Optional<String>> addressee) {
        var known = byId.get(response.id());
        if (known != null) return known;
        if (!response.outOfBand()) peerNamesConversations = true;
        known = new Known(route(response, addressee));
        byId.put(response.id(), known);
        return known;
    }

    private Route route(Response response, Supplier<Optional<String>> addressee) {
        var mark = Mark.of(response);
        if (mark.filter(Mark::isAnswer).isPresent()) return new Route.Answer(mark.get().subject());
        if (mark.isPresent()) return new Route.Beside(mark.get());
        var foreign = response.outOfBand() && (peerNamesConversations || !response.metadata().isEmpty());
        if (foreign) return new Route.Nobody(false);
        return addressee.get().<Route>map(Route.Answer::new).orElse(new Route.Nobody(true));
    }

    /**
     * What a response beside the conversation says; a task's function call, which has the task's name, by its arguments.
     *
     * @param streamed for peers whose final response is empty
     */
    static Heard heard(Mark mark, Response response, String streamed, Instant at) {
        var details = response.statusDetails().map(Response.StatusDetails::inShort);
        return switch (response.status()) {
            case COMPLETED -> {
                var message = response.output().stream().anyMatch(Item.Message.class::isInstance);
                var written = response.text().isEmpty() ? streamed : response.text();
                var called = mark.isTranscript() ? ForcedCall.transcript(response) : ForcedCall.arguments(mark.task(), response);
                var text = called.orElse(written);
                yield message || called.isPresent() || !text.isEmpty() ? new Heard.Text(text.strip(), at) : new Heard.Nothing(new Reason.NoText());
            }
            case CANCELLED -> new Heard.Nothing(new Reason.Cancelled(details.orElse("no reason given")));
            case INCOMPLETE -> new Heard.Nothing(new Reason.Incomplete(details.orElse("no reason given")));
            case FAILED -> new Heard.Nothing(new Reason.Failed(details.orElse("no reason given")));
            case IN_PROGRESS -> new Heard.Nothing(new Reason.Failed("ended while in progress"));
        };
    }

    boolean isNew(String responseId) {
        return !byId.containsKey(responseId);
    }

    /** @return whether this is the first end of it: some peers repeat themselves */
    boolean end(Response response) {
        var known = byId.get(response.id());
        if (known.ended) return false;
        known.ended = true;
        response.output().forEach(item -> item.id().ifPresent(id -> byItem.put(id, response.id())));
        return true;
    }

    /** Frees what an ended response had streamed. */
    void forget(String responseId) {
        byId.get(responseId).streamed.setLength(0);
    }

    void streamed(String responseId, String delta) {
        var known = byId.get(responseId);
        if (known != null && !known.ended) known.streamed.append(delta);
    }

    /** Words, with the place of their voice. */
    void spoken(ServerEvent.SpokenDelta delta) {
        streamed(delta.responseId(), delta.delta());
        agents(delta.responseId()).ifPresent(known -> known.spoken.say(delta.place().itemId(), delta.place().contentIndex(), delta.delta()));
    }

    void sounded(ServerEvent.AudioDelta delta, Duration voice) {
        agents(delta.responseId()).ifPresent(known -> known.spoken.sound(delta.place().itemId(), delta.place().contentIndex(), voice));
    }

    /** One with which the agent speaks in the conversation, to a turn or of itself. */
    Optional<Known> agents(String responseId) {
        return Optional.ofNullable(byId.get(responseId)).filter(known -> inBand(responseId));
    }

    /** The response that an assistant's item is of. */
    Optional<String> ofItem(String assistantItemId) {
        return Optional.ofNullable(byItem.get(assistantItemId));
    }

    void produced(ServerEvent.OutputItemAdded added) {
        added.item().id().ifPresent(id -> byItem.put(id, added.responseId()));
    }

    Optional<String> answers(String responseId) {
        return byId.get(responseId) instanceof Known known && known.route instanceof Route.Answer answer
                ? Optional.of(answer.itemId()) : Optional.empty();
    }

    /** The answers to a turn that still run. */
    List<Known> running(String itemId) {
        return byId.values().stream()
                .filter(known -> !known.ended && known.route instanceof Route.Answer answer && answer.itemId().equals(itemId)).toList();
    }

    /** Our requests about an item that still run. */
    List<String> runningBeside(String itemId) {
        return byId.entrySet().stream()
                .filter(e -> !e.getValue().ended && e.getValue().route instanceof Route.Beside beside && beside.mark().isTranscript()
                        && beside.mark().subject().equals(itemId))
                .map(Map.Entry::getKey).toList();
    }

    /** Whether the agent speaks in the conversation: it would not be asked a second time. */
    boolean agentSpeaks() {
        return byId.entrySet().stream().anyMatch(known -> !known.getValue().ended && inBand(known.getKey()));
    }

    Optional<Mark> mark(String responseId) {
        return byId.get(responseId) instanceof Known known && known.route instanceof Route.Beside beside
                ? Optional.of(beside.mark()) : Optional.empty();
    }

    /** One nobody announced counts as the conversation's: ours always are announced, and are text. */
    boolean inBand(String responseId) {
        if (!(byId.get(responseId) instanceof Known known)) return true;
        return switch (known.route) {
            case Route.Answer ignored -> true;
            case Route.Nobody nobody -> nobody.inBand();
            case Route.Beside ignored -> false;
        };
    }
}
