package dev.sidetone.cli;

import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.turn.Meters;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Adds what several turns used. */
final class MeterSum {

    private MeterSum() {}

    static Meters of(List<Meters> all) {
        return new Meters(responses(all, Meters::reply), responses(all, Meters::outOfBand), transcriptions(all));
    }

    private static Optional<Usage> responses(List<Meters> all, Function<Meters, Optional<Usage>> which) {
        return all.stream().map(which).reduce(Optional.empty(), Meters::sum);
    }

    /** Of one model, so that all reports but the missing ones are of one kind. */
    private static Optional<TranscriptionUsage> transcriptions(List<Meters> all) {
        return all.stream().map(Meters::builtIn).flatMap(Optional::stream)
                .filter(usage -> !(usage instanceof TranscriptionUsage.Unreported)).reduce(MeterSum::sum);
    }

    private static TranscriptionUsage sum(TranscriptionUsage one, TranscriptionUsage other) {
        if (one instanceof TranscriptionUsage.Tokens a && other instanceof TranscriptionUsage.Tokens b) {
            return new TranscriptionUsage.Tokens(a.total() + b.total(), a.inputText() + b.inputText(),
                    a.inputAudio() + b.inputAudio(), a.output() + b.output());
        }
        if (one instanceof TranscriptionUsage.Seconds a && other instanceof TranscriptionUsage.Seconds b) {
            return new TranscriptionUsage.Seconds(a.seconds().add(b.seconds()));
        }
        return new TranscriptionUsage.Unreported();
    }
}
