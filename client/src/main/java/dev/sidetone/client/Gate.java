package dev.sidetone.client;

import dev.sidetone.turn.Action;
import dev.sidetone.turn.Ruling;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the session's thread leaves turns for the gatekeeper, whose threads leave rulings for it. Without a gatekeeper nothing passes here. */
final class Gate {

    private static final Logger LOG = LoggerFactory.getLogger(Gate.class);

    record Ruled(String itemId, Ruling ruling) {}

    private final Optional<Gatekeeper> keeper;
    private final Runnable bell;
    private final BlockingQueue<Ruled> rulings = new LinkedBlockingQueue<>();

    /** @param bell calls the session's thread to the rulings */
    Gate(Optional<Gatekeeper> keeper, Runnable bell) {
        this.keeper = keeper;
        this.bell = bell;
    }

    static Gate open() {
        return new Gate(Optional.empty(), () -> {});
    }

    void heard(Action.TurnHeard turn) {
        keeper.ifPresent(one -> Thread.ofVirtual().name("sidetone-gatekeeper").start(() -> {
            rulings.add(new Ruled(turn.itemId(), ruling(one, turn)));
            bell.run();
        }));
    }

    private static Ruling ruling(Gatekeeper keeper, Action.TurnHeard turn) {
        try {
            return keeper.rule(turn);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The kind only: a message may quote what was said.
            LOG.warn("the gatekeeper failed: {}; the turn is answered all the same", e.getClass().getName());
        }
        return new Ruling.Answer();
    }

    List<Ruled> rulings() {
        var all = new ArrayList<Ruled>();
        rulings.drainTo(all);
        return all;
    }
}
