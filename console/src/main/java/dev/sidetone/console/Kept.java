package dev.sidetone.console;

import java.time.Duration;
import java.time.InstantSource;
import tools.jackson.databind.node.ObjectNode;

/** What is kept of a call. Each part guards itself. */
record Kept(String call, Story story, Tape tape, Cards cards) {

    static Kept of(String call, InstantSource clock) {
        return new Kept(call, new Story(call, clock), new Tape(), new Cards());
    }

    ObjectNode summary() {
        return story.summary(length());
    }

    ObjectNode whole() {
        return story.whole(length());
    }

    private Duration length() {
        return tape.length();
    }

    /** Tells a turn once more, with what is known of it now. */
    void retell(int number) {
        cards.card(number, tape).ifPresent(card -> {
            var frame = Frames.of("turn");
            frame.set("turn", card);
            story.tell(frame);
        });
    }
}
