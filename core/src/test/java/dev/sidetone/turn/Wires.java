package dev.sidetone.turn;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.ResponseSettings;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.ServerEvent.Place;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Server events as tests write them. */
final class Wires {

    private Wires() {}

    static ServerEvent started(String item, long ms) {
        return new ServerEvent.SpeechStarted(Duration.ofMillis(ms), item);
    }

    static ServerEvent stopped(String item, long ms) {
        return new ServerEvent.SpeechStopped(Duration.ofMillis(ms), item);
    }

    static ServerEvent committed(String item) {
        return new ServerEvent.AudioCommitted(Optional.empty(), item);
    }

    static ServerEvent added(String item) {
        return new ServerEvent.ItemAdded(Optional.empty(), userAudio(item, Item.Status.COMPLETED));
    }

    static Item.Message userAudio(String item, Item.Status status) {
        return new Item.Message(Optional.of(item), Optional.of(status), Item.Role.USER,
                List.of(new ContentPart.InputAudio(Optional.empty(), Optional.empty())));
    }

    static Item.Message assistant(String item, String text) {
        return new Item.Message(Optional.of(item), Optional.of(Item.Status.COMPLETED), Item.Role.ASSISTANT,
                List.of(new ContentPart.OutputAudio(Optional.empty(), text)));
    }

    static ServerEvent asr(String item, String text, int seconds) {
        return new ServerEvent.TranscriptionCompleted(item, 0, text, new TranscriptionUsage.Seconds(BigDecimal.valueOf(seconds)));
    }

    static ServerEvent asrFailed(String item, String code) {
        return new ServerEvent.TranscriptionFailed(item, 0, new ErrorDetails("transcription_error", Optional.of(code), "", Optional.empty(), Optional.empty()));
    }

    static ServerEvent refused(Mark mark, String code) {
        return new ServerEvent.ErrorReported(
                new ErrorDetails("invalid_request_error", Optional.of(code), "", Optional.empty(), Optional.of(mark.eventId())));
    }

    static Mark mark(String item) {
        return new Mark(Mark.TRANSCRIPT, item, 1);
    }

    static Usage usage(int inputText) {
        return new Usage(inputText + 1L, new Usage.Tokens(inputText, 0, 0), 0, Optional.of(Usage.Tokens.NONE), new Usage.Tokens(1, 0, 0), 0);
    }

    /** A response beside the conversation. */
    static Response beside(String id, Mark mark, Status status, List<Item> output, Optional<Usage> usage) {
        return new Response(id, status, details(status), output, Optional.empty(), settings(), usage, mark.metadata());
    }

    static Response inBand(String id, Status status, List<Item> output, Optional<Usage> usage) {
        return new Response(id, status, details(status), output, Optional.of("conv_1"), settings(), usage, Map.of());
    }

    private static Optional<Response.StatusDetails> details(Status status) {
        return switch (status) {
            case COMPLETED, IN_PROGRESS -> Optional.empty();
            case CANCELLED -> Optional.of(new Response.StatusDetails("cancelled", Optional.of("turn_detected"), Optional.empty()));
            case INCOMPLETE -> Optional.of(new Response.StatusDetails("incomplete", Optional.of("max_output_tokens"), Optional.empty()));
            case FAILED -> Optional.of(new Response.StatusDetails("failed", Optional.empty(), Optional.of(
                    new ErrorDetails("server_error", Optional.of("rate_limit_exceeded"), "", Optional.empty(), Optional.empty()))));
        };
    }

    static ResponseSettings settings() {
        return new ResponseSettings(List.of(), OptionalInt.empty(), AudioFormat.PCM16, Optional.empty());
    }

    static ServerEvent created(Response response) {
        return new ServerEvent.ResponseCreated(
                new Response(response.id(), Status.IN_PROGRESS, Optional.empty(), List.of(), response.conversationId(),
                        response.settings(), Optional.empty(), response.metadata()));
    }

    static ServerEvent done(Response response) {
        return new ServerEvent.ResponseDone(response);
    }

    static ServerEvent audio(String response) {
        return new ServerEvent.AudioDelta(new Place(response, "a", 0, 0), new byte[4800]);
    }

    static ServerEvent text(String response, String delta) {
        return new ServerEvent.TextDelta(new Place(response, "a", 0, 0), delta);
    }

    static Response transcript(String id, String item, String text) {
        return beside(id, mark(item), Status.COMPLETED, List.of(assistant("o" + id, text)), Optional.of(usage(450)));
    }

    static Response reply(String id, String text) {
        return inBand(id, Status.COMPLETED, List.of(assistant("a" + id, text)), Optional.of(usage(1000)));
    }
}
