package dev.sidetone.eval;

import dev.sidetone.cost.Meter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a strategy came to, over all utterances or those of one category. Rates are rates of sums; repeats of an utterance
 * count together, for they are not independent.
 *
 * @param utterances scored, repeats apart
 * @param builtIn over the utterances that have a built-in transcript; absent when none has
 * @param guard interventions
 */
record Figures(int utterances, Accuracy transcript, Optional<Compared> builtIn, int guard, Together agreement, Waits waits, Bill bill) {

    /** @param words with the interval of its rate @param hits with that of theirs */
    record Accuracy(Score sum, Bootstrap.Interval words, Bootstrap.Interval characters, Bootstrap.Interval hits) {}

    /** The built-in transcripts, and by how much lower the word error rate is than theirs. @param gain in the rate; positive is better */
    record Compared(Accuracy accuracy, double gain, Bootstrap.Interval gainInterval) {}

    /** Where both transcripts exist. @param same word for word @param of how many @param difference words that differ by words out of band */
    record Together(int same, int of, double difference) {}

    /** From the end of speech. */
    record Waits(Percentiles outOfBand, Percentiles builtIn) {}

    /** By nearest rank. @param of how many @param p50 absent when none */
    record Percentiles(int of, Optional<Duration> p50, Optional<Duration> p95) {}

    record Bill(Hearing.Tokens tokens, Meter outOfBand, Meter builtIn, Meter reply) {
        Meter total() {
            return Meter.sum(List.of(outOfBand, builtIn, reply));
        }
    }

    static Figures of(List<Scored> scored) {
        var with = scored.stream().filter(one -> one.builtIn().isPresent()).toList();
        return new Figures(scored.size(), accuracy(scored, Scored::transcript), with.isEmpty() ? Optional.empty() : Optional.of(compared(with)),
                (int) scored.stream().filter(one -> one.hearing().guard().isPresent()).count(), together(scored),
                new Waits(percentiles(scored, one -> one.hearing().waits().outOfBand()), percentiles(scored, one -> one.hearing().waits().builtIn())),
                bill(scored));
    }

    private static Accuracy accuracy(List<Scored> scored, Function<Scored, Score> which) {
        var sums = byUtterance(scored, which);
        var sum = sums.stream().reduce(Score.NONE, Score::plus);
        return new Accuracy(sum,
                Bootstrap.ratio(array(sums, one -> one.words().words().errors()), array(sums, one -> one.words().words().reference())),
                Bootstrap.ratio(array(sums, one -> one.words().characters().errors()), array(sums, one -> one.words().characters().reference())),
                wilson(sum.hits(), sum.said()));
    }

    private static Compared compared(List<Scored> scored) {
        var own = byUtterance(scored, Scored::transcript);
        var theirs = byUtterance(scored, one -> one.builtIn().orElse(Score.NONE));
        var words = array(own, one -> one.words().words().reference());
        var accuracy = accuracy(scored, one -> one.builtIn().orElse(Score.NONE));
        double total = Arrays.stream(words).sum();
        double gain = (accuracy.sum.words().words().errors() - own.stream().mapToInt(one -> one.words().words().errors()).sum()) / total;
        return new Compared(accuracy, gain, Bootstrap.difference(array(own, one -> one.words().words().errors()), words,
                array(theirs, one -> one.words().words().errors()), words));
    }

    /** Repeats summed. */
    private static List<Score> byUtterance(List<Scored> scored, Function<Scored, Score> which) {
        var sums = new LinkedHashMap<String, Score>();
        scored.forEach(one -> sums.merge(one.reference().utterance(), which.apply(one), Score::plus));
        return new ArrayList<>(sums.values());
    }

    private static double[] array(List<Score> scores, java.util.function.ToDoubleFunction<Score> figure) {
        return scores.stream().mapToDouble(figure).toArray();
    }

    /** Of a share, after E. B. Wilson (1927): unlike the bootstrap it does not take 9 of 9 for certainty. */
    static Bootstrap.Interval wilson(int hits, int of) {
        if (of == 0) return new Bootstrap.Interval(Double.NaN, Double.NaN);
        // The normal distribution's 97.5 % point.
        double z = 1.959964, share = (double) hits / of, shrink = 1 + z * z / of;
        double middle = (share + z * z / (2 * of)) / shrink;
        double half = z * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of)) / shrink;
        return new Bootstrap.Interval(Math.max(0, middle - half), Math.min(1, middle + half));
    }

    private static Together together(List<Scored> scored) {
        var both = scored.stream().map(Scored::agreement).flatMap(Optional::stream).toList();
        int errors = both.stream().mapToInt(one -> one.difference().words().errors()).sum();
        int words = both.stream().mapToInt(one -> one.difference().words().reference()).sum();
        return new Together((int) both.stream().filter(one -> one.complete()).count(), both.size(), words == 0 ? Double.NaN : (double) errors / words);
    }

    private static Percentiles percentiles(List<Scored> scored, Function<Scored, Optional<Duration>> wait) {
        var sorted = scored.stream().map(wait).flatMap(Optional::stream).sorted().toList();
        return new Percentiles(sorted.size(), rank(sorted, 0.5), rank(sorted, 0.95));
    }

    private static Optional<Duration> rank(List<Duration> sorted, double share) {
        return sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((int) Math.ceil(share * sorted.size()) - 1));
    }

    private static Bill bill(List<Scored> scored) {
        var spent = scored.stream().map(one -> one.hearing().spent()).toList();
        return new Bill(spent.stream().map(Hearing.Spent::tokens).reduce(Hearing.Tokens.NONE, Hearing.Tokens::plus),
                Meter.sum(spent.stream().map(Hearing.Spent::outOfBand).toList()), Meter.sum(spent.stream().map(Hearing.Spent::builtIn).toList()),
                Meter.sum(spent.stream().map(Hearing.Spent::reply).toList()));
    }

    /** The word error rate; NaN when nothing was said. */
    double rate() {
        return transcript.sum.words().rate().orElse(Double.NaN);
    }
}
