package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.turn.Limits;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Predicate;

/** What a recorded caller needs around it: a line to speak into, the floor to watch, and time. */
interface Stage {

    /** Sends audio, waiting for room. @return false when the call is over */
    boolean say(Pcm audio) throws InterruptedException;

    /** How much audio the server has been sent in this call. */
    Duration saidTo();

    Floor.State floor();

    /** Waits until the floor is as wanted, the call is over, or patience ends. */
    Floor.State await(Predicate<Floor.State> wanted, Duration patience) throws InterruptedException;

    /** Waits until what was just said has been heard, at speaking pace. */
    void rest(Duration said) throws InterruptedException;

    Instant now();

    /** The silence by which the server ends a turn. */
    Duration serverSilence();

    /** How long the call's turns wait for their parts; who plays a caller waits as long. */
    Limits limits();
}
