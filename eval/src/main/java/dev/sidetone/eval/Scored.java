package dev.sidetone.eval;

import dev.sidetone.turn.Agreement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One utterance as one trial heard it, scored.
 *
 * @param transcript of the text to go by
 * @param builtIn of the built-in transcript; absent when there is none to score
 * @param agreement of the out-of-band with the built-in transcript; absent when one of them is
 */
record Scored(Trial trial, Reference reference, Hearing hearing, Score transcript, Optional<Score> builtIn, Optional<Agreement> agreement) {

    /** In the order of the plan. */
    static List<Scored> of(Evaluation.Heard heard) {
        var references = heard.plan().dataset().byUtterance();
        var all = new ArrayList<Scored>();
        for (var trial : heard.plan().trials()) {
            for (var hearing : heard.hearings().getOrDefault(trial.key(), List.of())) {
                all.add(of(trial, references.get(hearing.utterance()), hearing));
            }
        }
        return all;
    }

    private static Scored of(Trial trial, Reference reference, Hearing hearing) {
        var texts = hearing.texts();
        // A server without a recogniser of its own is not scored for one; one that heard nothing at all is.
        var builtIn = texts.builtIn().or(() -> hearing.turns().isEmpty() ? Optional.of("") : Optional.empty());
        var agreement = texts.outOfBand().flatMap(one -> texts.builtIn().map(other -> Agreement.between(one, other)));
        return new Scored(trial, reference, hearing, Score.of(reference, texts.transcript()), builtIn.map(text -> Score.of(reference, text)), agreement);
    }
}
