package dev.sidetone.cli;

import dev.sidetone.client.Timeline;
import dev.sidetone.turn.CallReference;
import dev.sidetone.turn.Entities;
import dev.sidetone.turn.Heard;
import dev.sidetone.turn.TurnRecord;
import dev.sidetone.turn.WordErrorRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Both transcripts of a call held against what was really said, utterance by utterance. */
record Scores(Score builtIn, Score outOfBand) {

    /** Values of one kind. @param said how many the caller gave */
    record Hits(int hit, int said) {
        Hits plus(Hits other) {
            return new Hits(hit + other.hit, said + other.said);
        }
    }

    /** @param hits exact ones, by kind of entity */
    record Score(WordErrorRate words, Map<String, Hits> hits) {

        static final Score NONE = new Score(WordErrorRate.NONE, Map.of());

        Score plus(Score other) {
            var sum = new LinkedHashMap<>(hits);
            other.hits.forEach((kind, more) -> sum.merge(kind, more, Hits::plus));
            return new Score(words.plus(other.words), sum);
        }
    }

    static final Scores NONE = new Scores(Score.NONE, Score.NONE);

    Scores plus(Scores other) {
        return new Scores(builtIn.plus(other.builtIn), outOfBand.plus(other.outOfBand));
    }

    /**
     * One utterance that was played.
     *
     * @param number from 1
     * @param turns numbers of the turns in which the server heard it
     */
    record Part(int number, List<Integer> turns, Scores scores) {}

    static Scores sum(List<Part> parts) {
        return parts.stream().map(Part::scores).reduce(NONE, Scores::plus);
    }

    /** What was never played is not scored. */
    static List<Part> of(CallReference expected, Timeline timeline, List<TurnRecord> turns) {
        var byUtterance = turns.stream().sorted(Comparator.comparingInt(TurnRecord::number))
                .collect(Collectors.groupingBy(timeline::utteranceOf));
        var parts = new ArrayList<Part>();
        int played = Math.min(timeline.begun(), expected.turns().size());
        for (int i = 0; i < played; i++) {
            var heard = byUtterance.getOrDefault(i, List.of());
            parts.add(new Part(i + 1, heard.stream().map(TurnRecord::number).toList(), of(expected.turns().get(i), heard)));
        }
        return List.copyOf(parts);
    }

    private static Scores of(CallReference.Utterance said, List<TurnRecord> turns) {
        return new Scores(score(said, text(turns, TurnRecord::builtIn)), score(said, text(turns, TurnRecord::outOfBand)));
    }

    private static Score score(CallReference.Utterance said, String heard) {
        var hits = new LinkedHashMap<String, Hits>();
        Entities.score(said.entities(), said.reference(), heard).forEach((kind, score) -> {
            switch (score) {
                case HIT -> hits.put(kind, new Hits(1, 1));
                case MISS -> hits.put(kind, new Hits(0, 1));
                case NOT_SAID -> { }
            }
        });
        return new Score(WordErrorRate.of(said.reference(), heard), hits);
    }

    private static String text(List<TurnRecord> turns, Function<TurnRecord, Heard> listener) {
        return turns.stream().map(listener).map(Scores::text).filter(text -> !text.isBlank()).collect(Collectors.joining(" "));
    }

    private static String text(Heard heard) {
        return switch (heard) {
            case Heard.Text text -> text.text();
            case Heard.Nothing ignored -> "";
            case Heard.Pending ignored -> "";
        };
    }
}
