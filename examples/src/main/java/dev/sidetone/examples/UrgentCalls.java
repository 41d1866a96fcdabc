package dev.sidetone.examples;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Sidetone;
import java.util.function.IntConsumer;

/** Tells a supervisor of callers who cannot wait, while they are on the line: {@link Urgency} is asked about each turn. */
final class UrgentCalls {

    private static final int CANNOT_WAIT = 4;

    private UrgentCalls() {}

    static void watch(Endpoint endpoint, RecordedCaller caller, IntConsumer supervisor) throws InterruptedException {
        var sidetone = Sidetone.to(endpoint)
                .model("gpt-realtime")
                .beside(new Urgency().onEachTurn(), result -> result.value()
                        .filter(urgency -> urgency >= CANNOT_WAIT)
                        .ifPresent(supervisor::accept));

        try (var call = sidetone.call(turn -> {})) {
            call.play(caller);
        }
    }
}
