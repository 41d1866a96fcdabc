package dev.sidetone.server;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.ServerEvent.TranscriptionCompleted;

/**
 * Something that goes wrong on purpose, for tests of clients. Each is a thing that real services, gateways and networks do;
 * {@link Faults} says when. What counts as an occasion depends on where a fault strikes: the interfaces below say it.
 */
public sealed interface Fault {

    /** Strikes what the server says. Occasion: each event of the kind, on one connection. */
    sealed interface OnEvent extends Fault {
        /** {@code ServerEvent.class} for every event. */
        Class<? extends ServerEvent> event();
    }

    /** Strikes the built-in transcription. Occasion: each item with one, on one connection. */
    sealed interface OnTranscript extends Fault {}

    /** Strikes the making of responses that were accepted. Occasion: each of its lane, on one connection. */
    sealed interface OnResponse extends Fault {
        Lane lane();
    }

    /** Strikes clients that knock. Occasion: each knock at this server. */
    sealed interface AtDoor extends Fault {}

    /** Which responses are meant. */
    enum Lane {
        REPLY, OUT_OF_BAND, BOTH;

        boolean holds(boolean outOfBand) {
            return this == BOTH || outOfBand == (this == OUT_OF_BAND);
        }
    }

    /** The TCP connection drops without a close frame, right after this kind of event. */
    record Cut(Class<? extends ServerEvent> event) implements OnEvent {}

    /** The socket stays open, but nothing more is said after this kind of event. */
    record Stall(Class<? extends ServerEvent> event) implements OnEvent {}

    /**
     * The session's time is over right after this kind of event: {@code error} with code {@code session_expired}, then a close
     * frame 1001 with the same sentence.
     */
    record Expire(Class<? extends ServerEvent> event) implements OnEvent {}

    /** A frame of any text comes before this kind of event. */
    record Inject(Class<? extends ServerEvent> event, String frame) implements OnEvent {
        @Override
        public String toString() {
            return "Inject[before " + event.getSimpleName() + ", " + frame.length() + " chars]";
        }
    }

    /** An event of a type that is not in the protocol, {@code {"type":…,"event_id":…}}, comes before this kind of event. */
    record UnknownEvent(Class<? extends ServerEvent> event, String type) implements OnEvent {}

    /** This kind of event comes twice; the second has an {@code event_id} of its own and is the same else. */
    record Duplicate(Class<? extends ServerEvent> event) implements OnEvent {}

    /** {@code completed} comes twice, as recorded from other services. */
    record DuplicateTranscript() implements OnEvent {
        @Override
        public Class<TranscriptionCompleted> event() {
            return TranscriptionCompleted.class;
        }
    }

    /** In place of this kind of event comes the first half of its text: no JSON. */
    record CutOff(Class<? extends ServerEvent> event) implements OnEvent {}

    /**
     * One field of this kind of event has the wrong JSON type: the number 7 where a text belongs, the text {@code "garbled"}
     * anywhere else, also where the field was absent.
     *
     * @param field its name at the top of the event, for instance {@code response}; not {@code type}
     */
    record WrongType(Class<? extends ServerEvent> event, String field) implements OnEvent {
        public WrongType {
            if (field.equals("type")) throw new IllegalArgumentException("without its type it is no such event any more: use UnknownEvent or Inject");
        }
    }

    /**
     * This kind of event is as long as this, by white space after its opening brace: the same event to whoever takes frames of
     * that length, for instance 1 MiB and more. Longer events stay as they are.
     */
    record Oversized(Class<? extends ServerEvent> event, int characters) implements OnEvent {}

    /** The network is slow: this kind of event, and what follows it, leaves after a while. */
    record SlowWriter(Class<? extends ServerEvent> event, Pause pause) implements OnEvent {}

    /**
     * Events of one stream come later than those of another, in an order in which the live service may send them as well. Each
     * stream keeps its own order, and none is lost: one that has ended is let go at the latest when no response is under way.
     * Occasion: each stream of its kind, on one connection.
     *
     * @param until they follow the next event of this kind that is not one of the stream's own
     */
    record Reordered(Stream stream, Class<? extends ServerEvent> until) implements Fault {

        /** What may be overtaken. */
        public enum Stream {
            /**
             * The transcription events of one item. The service gives no promise about their place among a response's events:
             * {@code completed} was recorded in the middle of the deltas, and after {@code response.done}.
             */
            TRANSCRIPT,

            /**
             * The events of one out-of-band response after its {@code response.created}. Parallel responses were recorded to
             * finish in either order, and to interleave. Their {@code created} events keep the order of the requests.
             */
            OUT_OF_BAND
        }
    }

    record LateTranscript(Pause by) implements OnTranscript {}

    /** Neither completed nor failed ever comes. */
    record MissingTranscript() implements OnTranscript {}

    record FailedTranscript(ErrorDetails error) implements OnTranscript {}

    /** {@code response.create} out of band is answered with an {@code error}. Occasion: each such request that is valid. */
    record RefusedOutOfBand(String code, String message) implements Fault {}

    record LateOutOfBand(Pause by) implements OnResponse {
        @Override
        public Lane lane() {
            return Lane.OUT_OF_BAND;
        }
    }

    /** {@code response.done} with status failed. */
    record FailedOutOfBand(String code, String message) implements OnResponse {
        @Override
        public Lane lane() {
            return Lane.OUT_OF_BAND;
        }
    }

    /** {@code response.created} and then nothing, until it is cancelled. */
    record EndlessOutOfBand() implements OnResponse {
        @Override
        public Lane lane() {
            return Lane.OUT_OF_BAND;
        }
    }

    /** A reply of the conversation begins late. */
    record LateReply(Pause by) implements OnResponse {
        @Override
        public Lane lane() {
            return Lane.REPLY;
        }
    }

    /** The response comes word by word, and its voice in pieces of 300 ms, with this pause after each. */
    record SlowResponse(Lane lane, Pause between) implements OnResponse {}

    /**
     * The tokens of this minute are spent: {@code response.done} with status failed and code {@code rate_limit_exceeded}, then
     * {@code rate_limits.updated} with nothing remaining. As reported of the live service: no {@code error}, no close.
     */
    record RateLimited(Lane lane) implements OnResponse {}

    /** The server does not read for a while. Occasion: each frame of the client, on one connection; that one is read afterwards. */
    record SlowReader(Pause pause) implements Fault {}

    /** The upgrade is answered with an HTTP status, as gateways and Azure do, for instance 401, 429 or 503; the live service does not. */
    record HttpRefusal(int status) implements AtDoor {
        public HttpRefusal {
            if (status < 400 || status > 599) throw new IllegalArgumentException("a refusal has a status from 400 to 599, not " + status);
        }
    }

    /** As the live service turns a client away: the upgrade succeeds, then come one {@code error} and a close frame. */
    record TurnedAway(ErrorDetails error, int closeCode) implements AtDoor {

        public static TurnedAway wrongKey() {
            return new TurnedAway(ErrorDetails.invalidRequest("invalid_api_key", "Incorrect API key provided: ****."), Admission.UNAUTHORISED);
        }

        public static TurnedAway unknownModel(String name) {
            return new TurnedAway(ErrorDetails.invalidRequest("invalid_model",
                    "Model \"" + name + "\" is not supported in realtime mode."), Admission.BAD_REQUEST);
        }
    }
}
