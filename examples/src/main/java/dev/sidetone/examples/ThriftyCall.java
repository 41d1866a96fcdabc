package dev.sidetone.examples;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.client.TurnSink;

/** A call that pays for a second transcript only where a number is at stake: {@link NumbersAskedFor} decides about each turn. */
final class ThriftyCall {

    private ThriftyCall() {}

    static void take(Endpoint endpoint, RecordedCaller caller, TurnSink sink) throws InterruptedException {
        var sidetone = Sidetone.to(endpoint)
                .model("gpt-realtime")
                .transcribe(Transcription.verbatim().when(new NumbersAskedFor()))
                .compareWith("gpt-4o-transcribe");

        try (var call = sidetone.call(sink)) {
            call.play(caller);
        }
    }
}
