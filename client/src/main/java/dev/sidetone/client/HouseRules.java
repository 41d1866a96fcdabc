package dev.sidetone.client;

import dev.sidetone.turn.OutOfBand;
import java.util.Optional;
import java.util.TreeMap;

/** The transcriber's rules, by the turn from which they hold: a turn keeps those it began with. Session thread only. */
final class HouseRules {

    private final TreeMap<Integer, Optional<OutOfBand.Rules>> from = new TreeMap<>();

    HouseRules(Transcription first) {
        change(0, first);
    }

    void change(int turn, Transcription to) {
        from.put(turn, switch (to) {
            case Transcription.On on -> Optional.of(on.rules());
            case Transcription.Off ignored -> Optional.empty();
        });
    }

    /** None where turns are not transcribed. */
    Optional<OutOfBand.Rules> of(int turn) {
        return from.floorEntry(turn).getValue();
    }
}
