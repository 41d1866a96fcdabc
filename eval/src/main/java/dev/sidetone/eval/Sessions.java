package dev.sidetone.eval;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.CallEnd;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Timeline;
import dev.sidetone.client.Transcription;
import dev.sidetone.client.WireTap;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.Session;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.turn.EndReason;
import dev.sidetone.turn.TurnRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

/** Holds one call for each trial. It is given audio and strategies, and no reference. */
public final class Sessions {

    /** Who presses Ctrl-C does not want to wait. */
    private static final Duration PATIENCE_INTERRUPTED = Duration.ofMillis(500);

    /**
     * Whom to call, and how.
     *
     * @param sidetone without a transcription of its own
     * @param detection without a say about replies: who calls with one utterance needs none
     * @param patience at the end of a call, for what its last turns still expect
     */
    public record Peer(Sidetone sidetone, TurnDetection.ServerVad detection, Pricing.Models models, PriceBook prices, Pace pace, Duration patience) {}

    /** A call that did not get to its end. */
    static final class CutOff extends Exception {
        private static final long serialVersionUID = 1;

        CutOff(String message) {
            super(message);
        }
    }

    private final Peer peer;

    public Sessions(Peer peer) {
        this.peer = peer;
    }

    /**
     * @param stands told when the session has been had
     * @return one for each utterance of the call
     * @throws dev.sidetone.client.RealtimeException when the session cannot be had
     */
    List<Hearing> hold(Trial trial, Runnable stands) throws InterruptedException, CutOff {
        var caller = trial.call().caller(peer.pace());
        var timeline = new Timeline(caller.recording(), caller.utterances());
        List<TurnRecord> turns = new CopyOnWriteArrayList<>();
        var call = sidetone(trial).tap(listening(timeline)).call(turns::add);
        stands.run();
        CallEnd end;
        try {
            call.play(caller);
            end = call.end(peer.patience());
        } catch (InterruptedException e) {
            call.end(PATIENCE_INTERRUPTED);
            throw e;
        }
        if (!(end.reason() instanceof EndReason.HungUp)) throw new CutOff(end.reason().inWords());
        var pricing = new Pricing(peer.prices(), inForce(call.session()));
        return hearings(trial.call(), timeline, turns, pricing);
    }

    private Sidetone sidetone(Trial trial) {
        var vad = peer.detection();
        boolean replies = trial.call().clips().size() > 1;
        return peer.sidetone().transcribe(Transcription.by(trial.strategy().prompt().text()).context(trial.strategy().context()))
                .turnDetection(new TurnDetection.ServerVad(vad.threshold(), vad.prefixPadding(), vad.silence(), replies, vad.interruptResponse()));
    }

    private static WireTap listening(Timeline timeline) {
        return (direction, at, text) -> {
            if (direction != WireTap.Direction.SENT || !text.contains("input_audio_buffer.append")) return;
            if (Codec.readClient(text) instanceof ClientEvent.AudioAppend append) timeline.sent(Pcm.ofBytes(append.audio(), Pcm.RATE).samples());
        };
    }

    /** What the server says it uses: an address may stand for another model than was asked for. */
    private Pricing.Models inForce(Session session) {
        return new Pricing.Models(session.model().orElse(peer.models().session()), session.transcriptionModel().or(peer.models()::transcriptionModel));
    }

    private static List<Hearing> hearings(CallerAudio call, Timeline timeline, List<TurnRecord> turns, Pricing pricing) {
        var byUtterance = turns.stream().sorted(Comparator.comparingInt(TurnRecord::number)).map(turn -> new HeardTurn(turn, pricing.of(turn)))
                .collect(Collectors.groupingBy(heard -> timeline.utteranceOf(heard.turn())));
        var hearings = new ArrayList<Hearing>();
        for (int i = 0; i < call.clips().size(); i++) {
            hearings.add(HeardTurn.joined(call.clips().get(i).utterance(), byUtterance.getOrDefault(i, List.of())));
        }
        return hearings;
    }
}
