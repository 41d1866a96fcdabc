package dev.sidetone.server;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.ResponseRequest;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What one client and the server have between them: follows the client's events one by one, each either done or refused as
 * a whole. Touched by the connection's thread only.
 */
final class Dialogue {

    /** The twelve names the live service lists to whoever sends an unknown one, in its order (recorded). */
    private static final String UNKNOWN_TYPE = "Invalid value: '%s'. Supported values are: 'session.update', 'session.close', "
            + "'input_audio_buffer.append', 'session.input_audio_buffer.append', 'input_audio_buffer.commit', 'input_audio_buffer.clear', "
            + "'conversation.item.create', 'conversation.item.truncate', 'conversation.item.delete', 'conversation.item.retrieve', "
            + "'response.create', and 'response.cancel'.";

    private final SessionConfig session;
    private final Conversation conversation;
    private final CallerTurns turns;
    private final ResponseRunner responses;
    private final TranscriptionRunner transcriptions;
    private final IdleTimer idle;
    private final Surroundings around;

    /** What the connection provides. */
    record Surroundings(Ids ids, Steps steps, Consumer<ServerEvent> emit, ModelFaults faults, Consumer<Throwable> defects) {}

    Dialogue(SessionConfig session, ModelSession model, ServerSettings settings, Surroundings around) {
        this.session = session;
        this.around = around;
        this.idle = new IdleTimer(settings.clock());
        var ids = around.ids();
        var told = new Surroundings(ids, around.steps(), this::tell, around.faults(), around.defects());
        long audioBytes = settings.limits().audioBytes();
        this.conversation = new Conversation(ids.conversation(), audioBytes, settings.quirks());
        var profile = ModelProfile.of(session.kind().modelName().orElse(""));
        var bill = new Bill(profile);
        this.responses = new ResponseRunner(model, conversation, new ResponsePlanner(session, conversation, new ContextWindow(bill.meter(), profile), ids), bill, told);
        this.transcriptions = new TranscriptionRunner(model, bill, told);
        var reactions = new CallerTurns.Reactions() {
            @Override
            public void bargeIn() {
                responses.bargeIn();
            }

            @Override
            public void answer() {
                attempt(Optional.empty(), responses::answer);
            }

            @Override
            public void nobodySpoke(String itemId) {
                model.nobodySpoke(itemId);
            }
        };
        var hearing = new Hearing(settings.detector().get(), audioBytes);
        this.turns = new CallerTurns(session, conversation, hearing, transcriptions, new CallerTurns.Surroundings(ids, this::tell, reactions));
    }

    private void tell(ServerEvent event) {
        around.emit().accept(event);
        if (event instanceof ServerEvent.TranscriptionCompleted done) {
            conversation.find(done.itemId()).ifPresent(entry -> entry.transcribed(done.transcript()));
        }
        var voice = event instanceof ServerEvent.ResponseDone done ? conversation.voiceIn(done.response().output()) : Duration.ZERO;
        idle.follow(event, voice);
    }

    /** Does what the time asks for. */
    void tick() {
        var silentFrom = idle.check(turns.heardMs(), session.idleTimeout());
        if (silentFrom.isPresent()) attempt(Optional.empty(), () -> turns.nobodySpoke(silentFrom.getAsLong()));
    }

    /** When time will ask for something next; empty when nothing waits for it. */
    Optional<Instant> nextTick() {
        return idle.next(session.idleTimeout());
    }

    SessionConfig session() {
        return session;
    }

    void hello() {
        tell(new ServerEvent.SessionCreated(session.told()));
    }

    /** @return what it was */
    ClientEvent follow(String text) {
        var event = Codec.readClient(text);
        attempt(event.eventId(), () -> follow(event));
        return event;
    }

    /** A response or a transcription got further. */
    void perform(Runnable step) {
        attempt(Optional.empty(), step);
    }

    void refuseBinary() {
        tell(new ServerEvent.ErrorReported(ErrorDetails.invalidRequest(
                "invalid_event", "Expected a text WebSocket message; binary frames are not supported.")));
    }

    void tellExpired(String sentence) {
        tell(new ServerEvent.ErrorReported(ErrorDetails.invalidRequest("session_expired", sentence)));
    }

    /** Lets everything under way go; nobody will be told. */
    void abandon() {
        responses.abandonAll();
        transcriptions.abandonAll();
    }

    int items() {
        return conversation.size();
    }

    /** Kept for the items. */
    long audioBytes() {
        return conversation.audioBytes();
    }

    /** Whether a response is under way. */
    boolean busy() {
        return responses.running();
    }

    /** Ends what is under way, and says so. */
    void stop() {
        responses.stopAll();
    }

    /** @return whether everything under way came to its end within {@code limit} */
    boolean awaitEnd(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        return Stream.concat(responses.threads(), transcriptions.threads()).toList().stream().allMatch(thread -> ended(thread, deadline));
    }

    private static boolean ended(Thread thread, long deadline) {
        // An interruption asks us to hurry, which we do anyway; it must not leave a model running that would have stopped.
        boolean interrupted = Thread.interrupted();
        try {
            return thread.join(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())));
        } catch (InterruptedException again) {
            interrupted = true;
            return !thread.isAlive();
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    private void attempt(Optional<String> eventId, Runnable action) {
        try {
            action.run();
        } catch (Refusal refusal) {
            tell(new ServerEvent.ErrorReported(refusal.causedBy(eventId)));
        } catch (ConnectionOver over) {
            throw over;
        } catch (RuntimeException defect) {
            // One event that meets a defect of ours must not cost the call.
            around.defects().accept(defect);
            tell(new ServerEvent.ErrorReported(new ErrorDetails("server_error", Optional.of("internal_error"),
                    "The server failed to process this event; the session goes on.", Optional.empty(), eventId)));
        }
    }

    private void follow(ClientEvent event) {
        switch (event) {
            case ClientEvent.SessionUpdate update -> update(update);
            case ClientEvent.AudioAppend append -> turns.append(append.audio(), idle.keepFromMs());
            case ClientEvent.AudioCommit ignored -> turns.commit();
            case ClientEvent.AudioClear ignored -> turns.clear();
            case ClientEvent.ItemCreate create -> create(create);
            case ClientEvent.ItemRetrieve retrieve -> retrieve(retrieve.itemId());
            case ClientEvent.ItemTruncate truncate -> truncate(truncate);
            case ClientEvent.ItemDelete delete -> delete(delete.itemId());
            case ClientEvent.ResponseCreate create -> respond(create.response());
            case ClientEvent.ResponseCancel cancel -> responses.cancel(cancel.responseId());
            case ClientEvent.OutputAudioClear ignored -> throw Refusal.at("type", "invalid_value",
                    "'output_audio_buffer.clear' is only available on WebRTC and SIP; a WebSocket client stops its own playback.");
            case ClientEvent.Unknown unknown -> throw unknown(unknown.type());
            case ClientEvent.Malformed malformed -> throw new Refusal(malformed.problem());
        }
    }

    /** Two of the names that the live service lists belong to translation sessions; how it refuses them elsewhere is a guess. */
    private static Refusal unknown(String type) {
        boolean translation = type.equals("session.close") || type.equals("session.input_audio_buffer.append");
        return Refusal.at("type", "invalid_value", translation
                ? "'" + type + "' is only available in translation sessions."
                : String.format(UNKNOWN_TYPE, type));
    }

    private void update(ClientEvent.SessionUpdate update) {
        var speed = update.session().node().at("/audio/output/speed");
        if (speed.isNumber() && speed.doubleValue() != session.speed() && responses.running()) {
            // That it cannot change now is documented; code and words are a guess.
            throw Refusal.at("session.audio.output.speed", "cannot_update_speed", "Cannot update the speed while a response is in progress.");
        }
        boolean detecting = session.vad().isPresent();
        session.update(update.session(), conversation.isVoiceHeard());
        if (session.vad().isPresent() != detecting) turns.detectionChanged();
        tell(new ServerEvent.SessionUpdated(session.told()));
    }

    private void respond(ResponseRequest request) {
        if (session.kind() instanceof SessionKind.Transcription) {
            // A guess: that there are no responses is documented, no recording shows what becomes of a request.
            throw Refusal.at("type", "invalid_value", "'response.create' is not available in a transcription session.");
        }
        responses.create(request);
    }

    private void create(ClientEvent.ItemCreate create) {
        if (create.item() instanceof Item.FunctionCallOutput result && !conversation.hasCall(result.callId())) {
            // That it is refused is documented; code and words are a guess.
            throw Refusal.at("item.call_id", "invalid_value",
                    "Error creating item: no function call with call_id '" + result.callId() + "' exists in the conversation.");
        }
        var entry = new NewItem(create.item(), "item").entry(session.inputFormat(), around.ids());
        var previous = conversation.insert(entry, create.previousItemId());
        tell(new ServerEvent.ItemAdded(previous, entry.item()));
        tell(new ServerEvent.ItemDone(previous, entry.item()));
    }

    private void retrieve(String itemId) {
        var entry = conversation.find(itemId).orElseThrow(() -> missing("retriev", itemId));
        tell(new ServerEvent.ItemRetrieved(entry.withAudio()));
    }

    private void truncate(ClientEvent.ItemTruncate truncate) {
        var entry = conversation.find(truncate.itemId()).orElseThrow(() -> missing("truncat", truncate.itemId()));
        var end = Duration.ofMillis(truncate.audioEndMs());
        entry.truncate(truncate.contentIndex(), end);
        tell(new ServerEvent.ItemTruncated(entry.id(), truncate.contentIndex(), end));
    }

    private void delete(String itemId) {
        if (!conversation.delete(itemId)) throw missing("delet", itemId);
        tell(new ServerEvent.ItemDeleted(itemId));
    }

    private static Refusal missing(String stem, String itemId) {
        return Refusal.of("item_" + stem + "e_invalid_item_id", "Error " + stem + "ing item: the item with id '" + itemId + "' does not exist.");
    }
}
