package dev.sidetone.client;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.client.Playout.Place;
import dev.sidetone.client.Playout.Progress;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.Action;
import dev.sidetone.turn.HeardPiece;
import dev.sidetone.turn.TurnLedger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller hears of the agent: the audio of the conversation's replies, until the caller interrupts. Owner of which replies
 * run and which are cut off, and of the {@link Playout}. Session thread only; it is given no events of out-of-band responses.
 *
 * <p>The server generates faster than it plays. A caller who begins to speak mostly meets a reply that is complete on the wire and
 * still in the loudspeaker: nothing is cancelled then, and only the start of speech tells.
 */
final class AgentVoice {

    /** Who is there to hear it. */
    private enum Ear {
        LISTENS,
        /** The caller has hung up; the session still stands. */
        GONE,
        /** So is the session: of it nothing is left to forget. */
        OVER
    }

    private static final String INTERRUPTED = "turn_detected";
    private static final String TRUNCATE = "sidetone:truncate:";
    private static final String DELETE = "sidetone:delete:";

    private final Line line;
    private final TurnLedger ledger;
    private final VoiceBytes bytes = new VoiceBytes();
    private final Set<String> running = new HashSet<>();
    /** Responses that run and of which nothing more is heard. */
    private final Set<String> cutOff = new HashSet<>();
    private final Set<Place> told = new HashSet<>();
    private final Set<String> deleted = new HashSet<>();
    private Optional<Playout> playout = Optional.empty();
    private Ear ear = Ear.LISTENS;

    AgentVoice(Line line, TurnLedger ledger) {
        this.line = line;
        this.ledger = ledger;
    }

    List<Action> on(ServerEvent event, Optional<Session> session, Instant now) {
        if (event instanceof ServerEvent.ResponseCreated created) begun(created.responseId());
        if (event instanceof ServerEvent.AudioDelta delta) play(delta, session.map(Session::outputFormat).orElse(AudioFormat.PCM16), now);
        if (event instanceof ServerEvent.SpeechStarted && session.map(Detection::of).filter(Detection::interrupts).isPresent()) return interrupt(now);
        if (event instanceof ServerEvent.ResponseDone done) return ended(done.response(), now);
        return List.of();
    }

    private void begun(String responseId) {
        running.add(responseId);
        if (ear != Ear.LISTENS) cutOff.add(responseId);
    }

    private void play(ServerEvent.AudioDelta delta, AudioFormat format, Instant now) {
        var audio = bytes.decode(delta.responseId(), delta.audio(), format);
        line.tally().received(audio.duration());
        line.audience().event(new CallEvent.ReplyAudio(delta.responseId(), audio.duration()));
        if (playout.isEmpty()) playout = Optional.of(new Playout(audio.rate()));
        var voice = playout.get();
        voice.at(now, loudspeaker().sounded());
        var place = new Place(delta.responseId(), delta.place().itemId(), delta.place().contentIndex());
        // Of one that is cut off this is what the server had under way when the caller spoke.
        var wanted = !cutOff.contains(delta.responseId()) && ear == Ear.LISTENS;
        if (wanted) running.add(delta.responseId());
        else voice.silence(delta.responseId());
        if (wanted && !loudspeaker().offer(place.of(audio), voice.waiting().isZero())) return;
        voice.received(place, audio.samples().length, now);
        tell(voice, now);
    }

    /** The running replies are as good as cancelled, and whatever still sounds stops. */
    List<Action> interrupt(Instant now) {
        cutOff.addAll(running);
        return silence(running, now);
    }

    /** @param also responses that are cut off with whatever sounds */
    private List<Action> silence(Set<String> also, Instant now) {
        var cut = also;
        if (playout.isPresent()) {
            var voice = playout.get();
            voice.at(now, loudspeaker().sounded());
            if (sounds()) voice.at(line.now(), loudspeaker().stop());
            cut = voice.forget(also, line.now());
            tell(voice, now);
        }
        var actions = new ArrayList<Action>();
        if (loudspeaker().heard() && !cut.isEmpty()) line.tally().interrupted();
        if (loudspeaker().heard()) cut.forEach(response -> actions.addAll(cutShort(response, now)));
        actions.addAll(settle(now));
        return actions;
    }

    /** The server forgets what was not heard of a response; the listener and the record learn how much was. Each piece is told once. */
    private List<Action> cutShort(String responseId, Instant now) {
        var pieces = progress(responseId);
        for (var piece : pieces) {
            if (piece.complete() || !told.add(piece.place())) continue;
            line.audience().event(new CallEvent.Interrupted(responseId, piece.place().itemId(), piece.played(), piece.received()));
            if (ear == Ear.OVER) continue;
            if (heardOf(piece.place().itemId(), pieces)) truncate(piece);
            else delete(piece.place().itemId());
        }
        return ledger.interrupted(responseId, pieces.stream().map(AgentVoice::heard).toList(), now);
    }

    private List<Progress> progress(String responseId) {
        return playout.map(voice -> voice.progress(responseId)).orElse(List.of());
    }

    private static boolean heardOf(String itemId, List<Progress> pieces) {
        return pieces.stream().anyMatch(piece -> piece.place().itemId().equals(itemId) && piece.played().isPositive());
    }

    private static HeardPiece heard(Progress piece) {
        return new HeardPiece(piece.place().itemId(), piece.place().contentIndex(), piece.played());
    }

    /** Whole milliseconds, rounded down: never beyond what there is. */
    private void truncate(Progress piece) {
        var place = piece.place();
        line.outbox().offer(new ClientEvent.ItemTruncate(Optional.of(TRUNCATE + place.itemId()), place.itemId(), place.contentIndex(), piece.played().toMillis()));
    }

    private void delete(String itemId) {
        if (deleted.add(itemId)) line.outbox().offer(new ClientEvent.ItemDelete(Optional.of(DELETE + itemId), itemId));
    }

    private List<Action> ended(Response response, Instant now) {
        running.remove(response.id());
        var cut = cutOff.remove(response.id()) || ear != Ear.LISTENS;
        var interrupted = response.status() == Response.Status.CANCELLED
                && response.statusDetails().flatMap(Response.StatusDetails::reason).equals(Optional.of(INTERRUPTED));
        var actions = new ArrayList<Action>();
        if (cut && loudspeaker().heard()) actions.addAll(cutShort(response.id(), now));
        if (interrupted && !cut) actions.addAll(silence(Set.of(response.id()), now));
        if ((cut || interrupted) && loudspeaker().heard()) deleteUnheard(response);
        playout.ifPresent(voice -> voice.completed(response.id()));
        if (!loudspeaker().heard()) actions.addAll(ledger.soundedOut(response.id(), now));
        actions.addAll(settle(now));
        return actions;
    }

    /** Items that were to be spoken and of which no voice came. */
    private void deleteUnheard(Response response) {
        var pieces = progress(response.id());
        for (var item : response.output()) {
            if (!(item instanceof Item.Message message) || message.id().isEmpty()) continue;
            var id = message.id().get();
            if (message.content().stream().anyMatch(ContentPart.OutputAudio.class::isInstance) && !heardOf(id, pieces)) delete(id);
        }
    }

    /** Time goes on: what has been played to its end is recorded. */
    List<Action> tick(Instant now) {
        if (playout.filter(voice -> !voice.waiting().isZero()).isEmpty()) return List.of();
        playout.get().at(now, loudspeaker().sounded());
        tell(playout.get(), now);
        return settle(now);
    }

    private List<Action> settle(Instant now) {
        var actions = new ArrayList<Action>();
        playout.ifPresent(voice -> voice.soundedOut().forEach(response -> {
            told.removeIf(place -> place.responseId().equals(response));
            actions.addAll(ledger.soundedOut(response, now));
        }));
        return actions;
    }

    /** The responses that run. */
    Set<String> running() {
        return Set.copyOf(running);
    }

    /** Whether somebody listens to what has not sounded yet. */
    boolean sounds() {
        return loudspeaker().heard() && playout.filter(voice -> !voice.waiting().isZero()).isPresent();
    }

    /** The caller is not there any more: the agent falls silent, and so is what it says from now on. */
    List<Action> hungUp(Instant now) {
        if (ear != Ear.LISTENS) return List.of();
        ear = Ear.GONE;
        return interrupt(now);
    }

    /** The call is over: what sounds has been heard so far, and falls silent. */
    List<Action> over(Instant now) {
        ear = Ear.OVER;
        return sounds() ? silence(Set.of(), now) : List.of();
    }

    private void tell(Playout voice, Instant now) {
        line.floor().agentQuietAt(now.plus(voice.waiting()));
        line.tally().played(voice.sounded(), voice.underruns());
    }

    private Loudspeaker loudspeaker() {
        return line.audience().loudspeaker();
    }
}
