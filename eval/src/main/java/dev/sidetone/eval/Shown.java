package dev.sidetone.eval;

import java.util.Locale;

/** Figures as people read them. */
final class Shown {

    private Shown() {}

    static String of(Gate gate, double value) {
        return switch (gate) {
            case WER, ENTITIES -> percent(value);
            case COST -> String.format(Locale.ROOT, "$%.6f", value);
            case LATENCY -> String.format(Locale.ROOT, "%.0f ms", value);
        };
    }

    static String change(Gate gate, double value) {
        return switch (gate) {
            case WER, ENTITIES -> String.format(Locale.ROOT, "%+.1f points", 100 * value);
            case COST -> String.format(Locale.ROOT, "%s$%.6f", value < 0 ? "-" : "+", Math.abs(value));
            case LATENCY -> String.format(Locale.ROOT, "%+.0f ms", value);
        };
    }

    static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f %%", 100 * value) : "-";
    }
}
