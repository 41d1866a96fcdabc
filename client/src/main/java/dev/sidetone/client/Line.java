package dev.sidetone.client;

import java.time.Instant;
import java.time.InstantSource;

/** What the two ends of a call's program share: the wire, the way out, who listens, and whose turn it is. Each part guards itself. */
record Line(Wire wire, Outbox outbox, Audience audience, Floor floor, Tally tally, InstantSource clock) {

    Instant now() {
        return clock.instant();
    }

    CallTotals totals() {
        return tally.totals(audience);
    }
}
