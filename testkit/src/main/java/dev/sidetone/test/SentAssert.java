package dev.sidetone.test;

import dev.sidetone.protocol.ClientEvent;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.AbstractDurationAssert;
import org.assertj.core.api.Assertions;

/** Claims about what clients sent. */
public final class SentAssert extends AbstractAssert<SentAssert, Sent> {

    SentAssert(Sent sent) {
        super(sent, SentAssert.class);
    }

    /** The session as all {@code session.update}s together want it; there must be one. */
    public SessionAssert sessionUpdate() {
        if (!actual.kinds().contains(Kind.SESSION_UPDATE)) throw failure("expected a session.update, but the client sent %s", actual);
        return new SessionAssert(actual.session());
    }

    /** Every {@code response.create}, in order. */
    public ResponseCreatesAssert responseCreates() {
        return new ResponseCreatesAssert(actual.of(ClientEvent.ResponseCreate.class), "response.create");
    }

    /** All appended audio together. */
    public AudioAssert appendedAudio() {
        return new AudioAssert(actual);
    }

    /** These kinds came in this order, with anything before, between and after. */
    public SentAssert containsInOrder(Kind... kinds) {
        int found = 0;
        for (var kind : actual.kinds()) {
            if (found < kinds.length && kind == kinds[found]) found++;
        }
        if (found < kinds.length) {
            throw failure("expected in this order %s, but %s is missing%s: the client sent %s",
                    List.of(kinds), kinds[found], found == 0 ? "" : " after " + kinds[found - 1], actual);
        }
        return this;
    }

    public SentAssert contains(Kind kind) {
        return containsInOrder(kind);
    }

    public SentAssert doesNotContain(Kind kind) {
        if (actual.kinds().contains(kind)) throw failure("expected no %s, but the client sent %s", kind, actual);
        return this;
    }

    /** So many of a kind. */
    public SentAssert contains(Kind kind, int times) {
        long found = actual.kinds().stream().filter(one -> one == kind).count();
        if (found != times) throw failure("expected %d x %s, but the client sent %s", times, kind, actual);
        return this;
    }

    /** Claims about appended audio. */
    public static final class AudioAssert extends AbstractDurationAssert<AudioAssert> {

        private AudioAssert(Sent sent) {
            super(sent.audio(), AudioAssert.class);
            as("the appended audio");
        }

        /** Exactly so long, in the input format that the client asked for. */
        public AudioAssert hasDuration(Duration length) {
            Assertions.assertThat(actual).as("the length of the appended audio").isEqualTo(length);
            return this;
        }

        public AudioAssert lastsAtLeast(Duration length) {
            Assertions.assertThat(actual).as("the length of the appended audio").isGreaterThanOrEqualTo(length);
            return this;
        }
    }
}
