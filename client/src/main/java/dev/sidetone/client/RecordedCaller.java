package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances;
import java.time.Duration;
import java.util.List;

/**
 * A recording played like a caller: one utterance, then silence until the server ends the turn, then patience until the
 * agent has finished.
 *
 * @param recording at {@link Pcm#RATE}
 * @param utterances in order, not overlapping
 */
public record RecordedCaller(Pcm recording, List<Utterances.Span> utterances, Pace pace) {

    /** What was played. @param remarks one line for each utterance that did not go as it should */
    public record Played(int utterances, Duration speech, Duration silence, List<String> remarks) {
        public Played {
            remarks = List.copyOf(remarks);
        }
    }

    public RecordedCaller {
        utterances = List.copyOf(utterances);
        if (recording.rate() != Pcm.RATE) {
            throw new IllegalArgumentException("a recorded caller speaks at " + Pcm.RATE + " Hz, not " + recording.rate());
        }
        for (var span : utterances) {
            if (span.start().isNegative() || span.end().compareTo(span.start()) <= 0) {
                throw new IllegalArgumentException("an utterance from " + span.start().toMillis() + " ms to " + span.end().toMillis() + " ms is empty");
            }
        }
    }

    /** Finds the utterances by the silence between them. */
    public static RecordedCaller of(Pcm recording, Pace pace) {
        return new RecordedCaller(recording, Utterances.find(recording), pace);
    }
}
