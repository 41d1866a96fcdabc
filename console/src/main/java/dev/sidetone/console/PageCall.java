package dev.sidetone.console;

import dev.sidetone.client.RealtimeException;
import dev.sidetone.cost.Meter;
import dev.sidetone.turn.EndReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * One call from a page, from its line to its end. One thread leads it and decides; what page and endpoint do comes to it as orders.
 * Only the sound goes by another way, {@link Sound}, at once.
 */
final class PageCall {

    /** What calls share. @param tidy makes room where too much is kept; called about once a second */
    record Env(Agent agent, ConsoleSettings.Limits limits, InstantSource clock, Runnable tidy) {}

    /** What there is to decide about. */
    sealed interface Order {
        record Listen(JsonNode wish) implements Order {}

        record HangUp() implements Order {}

        record Stop() implements Order {}

        record SessionOver(EndReason reason) implements Order {}
    }

    private static final Logger LOG = LoggerFactory.getLogger(PageCall.class);

    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PING = Duration.ofSeconds(1);
    /** And two pings unanswered. A page that is closed is known at once; this is for networks that just stop. */
    static final Duration SILENT = Duration.ofSeconds(2);
    private static final int NORMAL = 1000;

    /** Before each attempt to have a lost connection again. */
    private static final Duration[] PAUSES = {Duration.ofMillis(300), Duration.ofSeconds(1), Duration.ofSeconds(3)};
    /** An endpoint that loses sessions as fast as this, time and again, is left alone. */
    private static final Duration HASTY = Duration.ofSeconds(10);

    private final Env env;
    private final Kept kept;
    private final Sound sound;
    private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();
    private final AtomicBoolean gone = new AtomicBoolean();
    private final PageLine line;
    private Listening way;
    private Instant pinged = Instant.EPOCH;

    /** @param line of the page, open */
    PageCall(Env env, Kept kept, Sound sound, PageLine line, Listening way) {
        this.env = env;
        this.kept = kept;
        this.sound = sound;
        this.line = line;
        this.way = way;
    }

    void order(Order order) {
        orders.add(order);
    }

    /** The page is gone: whatever is being waited for is waited for no more. @param leader the thread in {@link #lead} */
    void gone(Thread leader) {
        if (!gone.getAndSet(true)) leader.interrupt();
    }

    /** Holds the call; returns when it is over and everybody knows. */
    void lead() {
        End end;
        try {
            end = hold();
        } catch (InterruptedException e) {
            end = new End.PageGone();
        } catch (RealtimeException e) {
            end = new End.NotConnected(e.getMessage());
        } catch (RuntimeException defect) {
            // The kind only: a message may quote what was said.
            LOG.error("the console call {} failed: {}", kept.call(), defect.getClass().getName());
            end = new End.Failed();
        }
        sound.stopRecording();
        sound.and(Optional.empty());
        kept.story().tell(Frames.line("ended", end.words()));
        kept.story().tell(Frames.of("ended").put("reason", end.word()).put("words", end.words()));
    }

    /** One session after the other, as long as the connection is worth having again. */
    private End hold() throws InterruptedException {
        var leg = open(Meter.NOTHING);
        int hasty = 0;
        while (true) {
            var began = env.clock.instant();
            var end = closed(leg);
            if (!(end instanceof End.Lost lost)) return end;
            hasty = env.clock.instant().isBefore(began.plus(HASTY)) ? hasty + 1 : 0;
            if (hasty == PAUSES.length) return lost;
            kept.story().tell(Frames.line("lost", lost.words()));
            switch (again(lost, leg.outside())) {
                case Again.Had(var next) -> leg = next;
                case Again.Over(var reason) -> {
                    return reason;
                }
            }
        }
    }

    private sealed interface Again {
        record Had(Leg leg) implements Again {}

        record Over(End end) implements Again {}
    }

    private Again again(End lost, Meter outside) throws InterruptedException {
        var end = lost;
        for (var pause : PAUSES) {
            kept.story().tell(Frames.line("again", "calling " + env.agent.place().address() + " again"));
            var order = orders.poll(pause.toMillis(), TimeUnit.MILLISECONDS);
            if (order instanceof Order.HangUp) return new Again.Over(new End.HungUp());
            if (order instanceof Order.Stop) return new Again.Over(new End.ConsoleStops());
            if (order instanceof Order.Listen(var wish)) wished(wish).ifPresent(other -> way = other);
            try {
                return new Again.Had(open(outside));
            } catch (RealtimeException e) {
                end = new End.Lost(lost.words() + "; " + e.getMessage());
            }
        }
        return new Again.Over(end);
    }

    private Leg open(Meter outside) throws InterruptedException {
        // What is still said of a session before is not said of this one.
        orders.removeIf(Order.SessionOver.class::isInstance);
        var leg = Leg.open(new Leg.Making(env.agent, kept, sound.loudspeaker(), reason -> order(new Order.SessionOver(reason))), way, outside);
        sound.and(Optional.of(leg));
        // Whoever reads this may speak.
        kept.story().tell(Frames.line("up", "connected to " + env.agent.place().address()));
        return leg;
    }

    /** Talks until there is a reason to end, then ends the session within the patience that belongs to it. */
    private End closed(Leg leg) throws InterruptedException {
        End end;
        try {
            end = talk(leg);
        } catch (InterruptedException e) {
            end = new End.PageGone();
        }
        sound.stopRecording();
        sound.and(Optional.empty());
        try {
            leg.end(end.patience());
        } catch (InterruptedException hurry) {
            leg.end(Duration.ZERO);
            end = new End.PageGone();
        }
        return end;
    }

    private End talk(Leg leg) throws InterruptedException {
        while (true) {
            var order = Optional.ofNullable(orders.poll(TICK.toMillis(), TimeUnit.MILLISECONDS));
            var end = order.isPresent() ? obey(order.get(), leg) : due();
            if (end.isPresent()) return end.get();
        }
    }

    private Optional<End> obey(Order order, Leg leg) throws InterruptedException {
        return switch (order) {
            case Order.HangUp ignored -> Optional.of(new End.HungUp());
            case Order.Stop ignored -> Optional.of(new End.ConsoleStops());
            case Order.SessionOver(var reason) -> Optional.of(new End.Lost(reason.inWords()));
            case Order.Listen(var wish) -> {
                listen(wish, leg);
                yield Optional.empty();
            }
        };
    }

    private void listen(JsonNode wish, Leg leg) throws InterruptedException {
        var other = wished(wish);
        if (other.isEmpty()) return;
        var from = leg.listen(other.get());
        if (from.isEmpty()) return;
        way = other.get();
        kept.cards().listening(from.getAsInt(), way);
        kept.story().tell(Frames.listening(way, from.getAsInt()));
    }

    private Optional<Listening> wished(JsonNode wish) {
        try {
            return Optional.of(way.changed(wish, env.agent.offer()));
        } catch (IllegalArgumentException e) {
            kept.story().tell(Frames.problem(e.getMessage(), "choose another"));
            return Optional.empty();
        }
    }

    /** What time brings. */
    private Optional<End> due() {
        var now = env.clock.instant();
        if (kept.story().sinceBeginning().compareTo(env.limits.call()) >= 0) return Optional.of(new End.TooLong(env.limits.call()));
        if (line.silent(SILENT)) return Optional.of(new End.PageGone());
        if (now.isBefore(pinged.plus(PING))) return Optional.empty();
        pinged = now;
        line.ping();
        env.tidy.run();
        return Optional.empty();
    }

    /** Says goodbye to the page. */
    void close() {
        line.close(NORMAL, "");
    }
}
