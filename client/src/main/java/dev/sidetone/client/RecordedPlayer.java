package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances;
import dev.sidetone.client.RecordedCaller.Played;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Plays one recorded caller once. At speaking pace it sends silence all the time it listens, as a telephone does; fast, it
 * sends only as much as the server needs to notice the end of the turn, and then waits for what the server does.
 */
final class RecordedPlayer {

    // The usual telephone packetisation doubled: 25 messages a second.
    private static final Duration FRAME = Duration.ofMillis(40);
    // Fewer, larger messages where nobody listens live.
    private static final Duration FAST_FRAME = Duration.ofMillis(100);

    // Detectors put 300 ms before the first voice they hear (prefix padding): it should be there to be put.
    private static final Duration LEAD = Duration.ofMillis(300);
    // On top of the server's own silence: one step of its 32 ms grid, and the fading end of a word.
    private static final Duration TAIL = Duration.ofMillis(300);
    // An utterance may end softly below the detector's threshold, a found one carries 300 ms of margin.
    private static final Duration SOFT_END = Duration.ofMillis(500);

    // A turn that is not ended by this much silence will not be ended by more: every documented detector waits at most 8 s.
    private static final Duration MOST_SILENCE = Duration.ofSeconds(9);
    private static final Duration MORE_SILENCE = Duration.ofSeconds(1);
    // How long a server may compute before more silence is tried: a local recogniser hears a long utterance in about 2 s.
    private static final Duration COMPUTE = Duration.ofSeconds(3);

    // A person reacts; answering in the same instant would cut off the last syllable.
    private static final Duration REACTION = Duration.ofMillis(400);

    private final RecordedCaller caller;
    private final Stage stage;
    private final List<String> remarks = new ArrayList<>();
    private Duration speech = Duration.ZERO;
    private Duration silence = Duration.ZERO;
    private int played;
    private boolean mute;

    RecordedPlayer(RecordedCaller caller, Stage stage) {
        this.caller = caller;
        this.stage = stage;
    }

    Played play() throws InterruptedException {
        // An agent that greets is heard out first.
        var alive = hush(LEAD) && agentFinishes(0);
        for (var utterance : caller.utterances()) {
            if (!alive) break;
            alive = turn(utterance);
        }
        if (played < caller.utterances().size()) {
            remarks.add("the call ended after " + played + " of " + caller.utterances().size() + " utterances");
        }
        return new Played(played, speech, silence, remarks);
    }

    /** @return whether the call still stands */
    private boolean turn(Utterances.Span utterance) throws InterruptedException {
        var before = stage.floor();
        var pcm = caller.recording().between(utterance.start(), utterance.end());
        if (!say(pcm)) return false;
        speech = speech.plus(pcm.duration());
        played++;
        return serverEndsTurn(before, stage.saidTo()) && agentFinishes(before.turns());
    }

    private boolean say(Pcm audio) throws InterruptedException {
        var frame = fast() ? FAST_FRAME : FRAME;
        for (var at = Duration.ZERO; at.compareTo(audio.duration()) < 0; at = at.plus(frame)) {
            var piece = audio.between(at, at.plus(frame));
            if (!stage.say(piece)) return false;
            if (!fast()) stage.rest(piece.duration());
        }
        return true;
    }

    private boolean hush(Duration length) throws InterruptedException {
        silence = silence.plus(length);
        return say(Pcm.silence(length));
    }

    /**
     * Gives silence until the server has ended the turn, however many items it makes of it. A server that took no notice of a whole
     * utterance is asked for no second opinion about the next ones, unless it does notice one.
     */
    private boolean serverEndsTurn(Floor.State before, Duration saidTo) throws InterruptedException {
        Predicate<Floor.State> ended = floor -> floor.turns() > before.turns() && !floor.speaking() && !floor.heardTo().plus(SOFT_END).minus(saidTo).isNegative();
        var given = stage.serverSilence().plus(TAIL);
        if (!hush(given)) return false;
        while (!await(ended, COMPUTE).over()) {
            var floor = stage.floor();
            // A server that commits without saying where speech stopped, and does nothing more, has ended it too.
            if (ended.test(floor) || floor.turns() > before.turns() && !floor.speaking()) return noticed();
            var unnoticed = unnoticed(before, floor);
            if (given.compareTo(MOST_SILENCE) >= 0 || mute && unnoticed) return giveUp(unnoticed, given);
            if (!hush(MORE_SILENCE)) return false;
            given = given.plus(MORE_SILENCE);
        }
        return false;
    }

    private static boolean unnoticed(Floor.State before, Floor.State now) {
        return now.turns() == before.turns() && !now.speaking() && now.heardTo().equals(before.heardTo());
    }

    private boolean noticed() {
        mute = false;
        return true;
    }

    private boolean giveUp(boolean unnoticed, Duration given) {
        var what = unnoticed ? "the server took no notice of it" : "the server did not end the turn";
        var change = unnoticed && !mute ? "; it is waited for less from now on" : "";
        remarks.add("utterance " + played + ": " + what + ", with " + given.toMillis() + " ms of silence after it" + change);
        mute = unnoticed;
        return true;
    }

    /** Hears the agent out; a reply that does not come must not hold the call. */
    private boolean agentFinishes(int before) throws InterruptedException {
        var begun = await(floor -> floor.agentFinished() || floor.replying() > 0, stage.limits().replyStart());
        if (begun.over()) return false;
        var floor = begun.agentFinished() ? begun : await(Floor.State::agentFinished, stage.limits().reply());
        if (floor.over()) return false;
        if (!floor.agentFinished() && floor.turns() > before) {
            remarks.add(played == 0 ? "the agent's greeting did not end" : "utterance " + played + ": the agent did not finish an answer in time");
        }
        return fast() || heardOut();
    }

    private boolean heardOut() throws InterruptedException {
        while (!stage.floor().over() && stage.now().isBefore(stage.floor().quietAt().plus(REACTION))) {
            if (!hush(FRAME)) return false;
        }
        return !stage.floor().over();
    }

    /** Waits for the floor: silently when fast, with silence on the line otherwise. */
    private Floor.State await(Predicate<Floor.State> wanted, Duration patience) throws InterruptedException {
        if (fast()) return stage.await(wanted, patience);
        var deadline = stage.now().plus(patience);
        while (!wanted.test(stage.floor()) && !stage.floor().over() && stage.now().isBefore(deadline)) {
            if (!hush(FRAME)) break;
        }
        return stage.floor();
    }

    private boolean fast() {
        return caller.pace() == Pace.FAST;
    }
}
