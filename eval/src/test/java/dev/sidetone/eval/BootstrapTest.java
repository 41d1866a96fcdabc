package dev.sidetone.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BootstrapTest {

    @Test
    void an_interval_holds_the_figure_and_is_the_same_each_time() {
        var random = new Random(7);
        for (int round = 0; round < 20; round++) {
            int n = 5 + random.nextInt(100);
            var errors = random.doubles(n, 0, 4).map(Math::floor).toArray();
            var words = random.doubles(n, 4, 15).map(Math::floor).toArray();
            var interval = Bootstrap.ratio(errors, words);
            double rate = Arrays.stream(errors).sum() / Arrays.stream(words).sum();
            assertThat(interval.low()).isLessThanOrEqualTo(rate);
            assertThat(interval.high()).isGreaterThanOrEqualTo(rate);
            assertThat(Bootstrap.ratio(errors, words)).isEqualTo(interval);
        }
    }

    @Test
    void the_interval_of_a_mean_is_as_wide_as_theory_says() {
        var random = new Random(1);
        var values = random.doubles(400).toArray();
        var ones = new double[400];
        Arrays.fill(ones, 1);
        var interval = Bootstrap.ratio(values, ones);
        // 1.96 standard deviations of a uniform variable by the root of 400, both ways.
        assertThat(interval.high() - interval.low()).isCloseTo(2 * 1.96 * Math.sqrt(1 / 12.0) / 20, within(0.006));
    }

    @Test
    void about_95_of_100_intervals_hold_the_truth() {
        var random = new Random(11);
        int held = 0;
        for (int round = 0; round < 100; round++) {
            var errors = new double[60];
            var words = new double[60];
            for (int i = 0; i < 60; i++) {
                words[i] = 8;
                for (int word = 0; word < 8; word++) if (random.nextDouble() < 0.1) errors[i]++;
            }
            var interval = Bootstrap.ratio(errors, words);
            if (interval.low() <= 0.1 && interval.high() >= 0.1) held++;
        }
        assertThat(held).isBetween(88, 100);
    }

    @Test
    void a_paired_difference_sees_what_two_intervals_hide() {
        var random = new Random(5);
        int n = 80;
        var words = new double[n];
        Arrays.fill(words, 10);
        var one = new double[n];
        var other = new double[n];
        for (int i = 0; i < n; i++) {
            one[i] = random.nextInt(8);
            other[i] = one[i] + (i % 4 == 0 ? 1 : 0);
        }
        assertThat(Bootstrap.ratio(one, words).high()).isGreaterThan(Bootstrap.ratio(other, words).low());
        assertThat(Bootstrap.difference(one, words, other, words).low()).isPositive();
        assertThat(Bootstrap.difference(one, words, one, words)).isEqualTo(new Bootstrap.Interval(0, 0));
    }

    @Test
    void nothing_said_has_no_interval() {
        assertThat(Bootstrap.ratio(new double[3], new double[3]).low()).isNaN();
        assertThat(Bootstrap.ratio(new double[0], new double[0]).high()).isNaN();
    }

    @Test
    void a_share_of_all_is_not_certainty() {
        assertThat(Figures.wilson(9, 9).low()).isCloseTo(0.70, within(0.01));
        assertThat(Figures.wilson(9, 9).high()).isEqualTo(1);
        assertThat(Figures.wilson(0, 10).high()).isCloseTo(0.278, within(0.01));
        assertThat(Figures.wilson(0, 0).low()).isNaN();
    }
}
