package dev.sidetone.turn;

import dev.sidetone.turn.Turn.Moment;
import dev.sidetone.turn.TurnRecord.Hearings;
import dev.sidetone.turn.TurnRecord.Speech;
import dev.sidetone.turn.TurnRecord.Took;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * When things happened in one turn: by our clock, and where its speech lies in the audio by the server's. Owned by its {@link Turn}.
 */
final class Moments {

    private final Map<Moment, Instant> times = new EnumMap<>(Moment.class);
    private Speech speech = Speech.UNKNOWN;

    Moments(Instant announced) {
        times.put(Moment.ANNOUNCED, announced);
    }

    /** @return whether it is the first of its kind, which counts */
    boolean first(Moment what, Instant now) {
        return times.putIfAbsent(what, now) == null;
    }

    /** The newest of its kind counts. */
    void latest(Moment what, Instant now) {
        times.put(what, now);
    }

    boolean reached(Moment what) {
        return times.containsKey(what);
    }

    boolean since(Moment what, Duration limit, Instant now) {
        return reached(what) && !now.isBefore(times.get(what).plus(limit));
    }

    void speechFrom(Duration start) {
        speech = new Speech(Optional.of(start), speech.end());
    }

    void speechTo(Duration end) {
        speech = new Speech(speech.start(), Optional.of(end));
    }

    Speech speech() {
        return speech;
    }

    Instant endOfSpeech() {
        for (var moment : List.of(Moment.SPEECH_STOPPED, Moment.COMMITTED, Moment.AVAILABLE)) {
            if (reached(moment)) return times.get(moment);
        }
        return times.get(Moment.ANNOUNCED);
    }

    Took took(Hearings heard) {
        return new Took(waited(heard.builtIn()), waited(heard.outOfBand()), waited(Moment.REPLY_AUDIO), waited(Moment.ANSWER_ASKED));
    }

    private Optional<Duration> waited(Moment what) {
        return Optional.ofNullable(times.get(what)).map(this::sinceSpeech);
    }

    private Optional<Duration> waited(Heard what) {
        return what instanceof Heard.Text text ? Optional.of(sinceSpeech(text.at())) : Optional.empty();
    }

    private Duration sinceSpeech(Instant then) {
        var waited = Duration.between(endOfSpeech(), then);
        return waited.isNegative() ? Duration.ZERO : waited;
    }
}
