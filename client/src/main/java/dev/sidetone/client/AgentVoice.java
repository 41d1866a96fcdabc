package dev.sidetone.client;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * What the caller hears of the agent: the audio of the conversation's replies, until the caller interrupts. Owner of which replies
 * run and which are cut off. Session thread only; it is given no events of out-of-band responses.
 *
 * <p>The server generates faster than it plays. A caller who begins to speak mostly meets a reply that is complete on the wire and
 * still in the loudspeaker: nothing is cancelled then, and only the start of speech tells.
 */
final class AgentVoice {

    private static final String INTERRUPTED = "turn_detected";

    private final Line line;
    private final Playback playback = new Playback();
    private final Set<String> running = new HashSet<>();
    private final Set<String> cutOff = new HashSet<>();

    AgentVoice(Line line) {
        this.line = line;
    }

    void on(ServerEvent event, Optional<Session> session, Instant now) {
        if (event instanceof ServerEvent.ResponseCreated created) running.add(created.responseId());
        if (event instanceof ServerEvent.AudioDelta delta) play(delta, session.map(Session::outputFormat).orElse(AudioFormat.PCM16), now);
        if (event instanceof ServerEvent.SpeechStarted && session.map(Detection::of).filter(Detection::interrupts).isPresent()) interrupt(now);
        if (event instanceof ServerEvent.ResponseDone done) ended(done.response(), now);
    }

    private void play(ServerEvent.AudioDelta delta, AudioFormat format, Instant now) {
        var audio = playback.decode(delta.responseId(), delta.audio(), format);
        line.tally().received(audio.duration());
        line.audience().event(new CallEvent.ReplyAudio(delta.responseId(), audio.duration()));
        // What the server had under way when the caller spoke.
        if (cutOff.contains(delta.responseId())) return;
        running.add(delta.responseId());
        line.floor().agentSpeaks(audio.duration(), now);
        line.audience().play(new AgentAudio(delta.responseId(), delta.place().itemId(), delta.place().contentIndex(), audio));
    }

    /** The program interrupts: as if the caller had. @return the replies that run, which nobody has cancelled */
    Set<String> silence(Instant now) {
        var unfinished = Set.copyOf(running);
        interrupt(now);
        return unfinished;
    }

    /** The running replies are as good as cancelled, and whatever still sounds stops. */
    private void interrupt(Instant now) {
        cutOff.addAll(running);
        if (line.floor().state().quietAt().isAfter(now)) stop(now);
    }

    private void ended(Response response, Instant now) {
        running.remove(response.id());
        var known = cutOff.remove(response.id());
        var interrupted = response.status() == Response.Status.CANCELLED
                && response.statusDetails().flatMap(Response.StatusDetails::reason).equals(Optional.of(INTERRUPTED));
        if (interrupted && !known) stop(now);
    }

    private void stop(Instant now) {
        line.floor().agentStops(now);
        line.audience().stopPlayback();
    }
}
