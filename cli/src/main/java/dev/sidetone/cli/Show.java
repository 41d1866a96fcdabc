package dev.sidetone.cli;

import dev.sidetone.cost.Cost;
import dev.sidetone.cost.Meter;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Durations and money as people read them. */
final class Show {

    private Show() {}

    /** A place in a call: {@code 1:05.3}. */
    static String place(Duration offset) {
        long tenths = Math.round(offset.toMillis() / 100.0);
        return "%d:%02d.%d".formatted(tenths / 600, tenths / 10 % 60, tenths % 10);
    }

    /** A length: {@code 5.2 s}. */
    static String length(Duration length) {
        return String.format(Locale.ROOT, "%.1f s", length.toMillis() / 1000.0);
    }

    /** A waiting time: {@code 0.34 s}. */
    static String wait(Duration waited) {
        return String.format(Locale.ROOT, "%.2f s", waited.toMillis() / 1000.0);
    }

    static String money(Meter meter) {
        return money(meter.reported());
    }

    static String money(Cost cost) {
        return switch (cost) {
            case Cost.Known known -> known.amount().toString();
            case Cost.Bounded bounded -> bounded.most().map(most -> bounded.least() + " to " + most).orElse("at least " + bounded.least());
            case Cost.NotPriced ignored -> "not priced";
        };
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    static String plural(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    static Optional<String> nonBlank(String text) {
        return text.isBlank() ? Optional.empty() : Optional.of(text);
    }
}
