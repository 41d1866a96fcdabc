package dev.sidetone.examples;

import dev.sidetone.turn.Heard;
import dev.sidetone.turn.TranscribePolicy;
import java.time.Duration;

/** A policy of one's own: the model writes down only what answers a question for a number, and what the recogniser did not hear. */
final class NumbersAskedFor implements TranscribePolicy.Own {

    @Override
    public Choice choose(Occasion occasion) {
        if (!(occasion.builtIn().heard() instanceof Heard.Text)) return new Choice.Ask("the recogniser has no text");
        var agent = occasion.said().byAgent();
        boolean asked = !agent.isEmpty() && agent.getLast().contains("number");
        return asked ? new Choice.Ask("a number was asked for") : new Choice.Skip("no number was asked for");
    }

    /** The recogniser's text is worth waiting for: most turns then cost nothing more. */
    @Override
    public Duration patience() {
        return Duration.ofSeconds(2);
    }
}
