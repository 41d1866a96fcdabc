package dev.sidetone.server;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.Session;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Counts what a server does, in a Micrometer registry. Needs {@code io.micrometer:micrometer-core} on the class path, which
 * the server does not bring along. Latencies are taken where the server has something to say, not where the client hears it.
 *
 * <p>All labels come from bounded sets; none tells who called or what was said. docs/operations.md lists the meters.
 */
public final class MicrometerWitness implements Witness {

    /** From what nobody notices to what nobody waits for. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(50), Duration.ofMillis(100), Duration.ofMillis(200), Duration.ofMillis(300), Duration.ofMillis(500), Duration.ofMillis(800),
        Duration.ofMillis(1_200), Duration.ofSeconds(2), Duration.ofSeconds(4), Duration.ofSeconds(8),
    };

    /** Items whose transcript may still come: more than any caller gets ahead of a recogniser. */
    private static final int AWAITED = 32;

    private final MeterRegistry registry;
    private final Optional<Supplier<String>> page;
    private final EventTypes types = new EventTypes();
    /** Finding a meter by name and labels costs more than counting: found ones are kept. */
    private final Map<String, Counter> in = new ConcurrentHashMap<>(), out = new ConcurrentHashMap<>();
    private final AtomicLong open = new AtomicLong();
    private final Totals totals = new Totals(new AtomicLong(), new AtomicLong(), new AtomicLong(), new AtomicLong());

    /** What all connections hold together. */
    private record Totals(AtomicLong items, AtomicLong audioBytes, AtomicLong unsentEvents, AtomicLong unreadCharacters) {

        void change(Held before, Held now) {
            items.addAndGet(now.items() - before.items());
            audioBytes.addAndGet(now.audioBytes() - before.audioBytes());
            unsentEvents.addAndGet(now.unsentEvents() - before.unsentEvents());
            unreadCharacters.addAndGet(now.unreadCharacters() - before.unreadCharacters());
        }
    }

    /** Meters into a registry whose page somebody else serves. */
    public MicrometerWitness(MeterRegistry registry) {
        this(registry, Optional.empty());
    }

    /** @param page what {@code GET /metrics} answers, for instance {@code prometheus::scrape} */
    public MicrometerWitness(MeterRegistry registry, Supplier<String> page) {
        this(registry, Optional.of(page));
    }

    private MicrometerWitness(MeterRegistry registry, Optional<Supplier<String>> page) {
        this.registry = registry;
        this.page = page;
        registry.gauge("sidetone.sessions.open", open);
        registry.gauge("sidetone.items.kept", totals.items());
        registry.gauge("sidetone.audio.kept.bytes", totals.audioBytes());
        registry.gauge("sidetone.outbound.queued.events", totals.unsentEvents());
        registry.gauge("sidetone.inbound.queued.characters", totals.unreadCharacters());
    }

    @Override
    public OfConnection opened(long number) {
        return new OneConnection();
    }

    @Override
    public void refused(String reason) {
        registry.counter("sidetone.sessions.refused", "reason", reason).increment();
    }

    @Override
    public Optional<String> metrics() {
        return page.map(Supplier::get);
    }

    private Timer timer(String name, String label, String value) {
        // Buckets, not quantiles: they can be added up over servers.
        return Timer.builder(name).tags(Tags.of(label, value)).serviceLevelObjectives(BUCKETS).register(registry);
    }

    /** Used by the connection's thread. */
    private final class OneConnection implements OfConnection {

        /** A response that is not done. @param voiced whether any of its audio was sent */
        private record Answering(long begun, AudioFormat format, boolean voiced) {}

        private final long begun = System.nanoTime();
        private final Map<String, Answering> answering = new HashMap<>();
        /** When the latest items were committed; not all are transcribed. */
        private final Map<String, Long> committed = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
                return size() > AWAITED;
            }
        };
        private AudioFormat input = AudioFormat.PCM16;
        private Held held = new Held(0, 0, 0, 0);

        OneConnection() {
            open.incrementAndGet();
        }

        @Override
        public void received(ClientEvent event) {
            in.computeIfAbsent(types.of(event), type -> registry.counter("sidetone.events.in", "type", type)).increment();
            if (event instanceof ClientEvent.AudioAppend append) heard(append.audio().length);
        }

        private void heard(int bytes) {
            registry.counter("sidetone.audio.in.seconds").increment((double) bytes / input.bytesPerSecond());
        }

        @Override
        public void said(ServerEvent event) {
            out.computeIfAbsent(types.of(event), type -> registry.counter("sidetone.events.out", "type", type)).increment();
            if (event instanceof ServerEvent.OfResponse ofResponse) {
                followResponse(ofResponse);
            } else if (event instanceof ServerEvent.SessionCreated created) {
                opened(created.session());
            } else if (event instanceof ServerEvent.SessionUpdated updated) {
                input = updated.session().inputFormat();
            } else if (event instanceof ServerEvent.AudioCommitted done) {
                committed.put(done.itemId(), System.nanoTime());
            } else if (event instanceof ServerEvent.TranscriptionCompleted done) {
                transcribed(done.itemId(), "completed");
            } else if (event instanceof ServerEvent.TranscriptionFailed failed) {
                transcribed(failed.itemId(), "failed");
            }
        }

        private void opened(Session session) {
            input = session.inputFormat();
            registry.counter("sidetone.sessions.opened", "kind", session.model().isPresent() ? "conversation" : "transcription").increment();
        }

        private void followResponse(ServerEvent.OfResponse event) {
            if (event instanceof ServerEvent.ResponseCreated created) {
                answering.put(created.responseId(), new Answering(System.nanoTime(), created.response().settings().format(), false));
            } else if (event instanceof ServerEvent.AudioDelta delta) {
                spoke(delta);
            } else if (event instanceof ServerEvent.ResponseDone done) {
                answered(done.response());
            }
        }

        private void transcribed(String itemId, String outcome) {
            var since = committed.remove(itemId);
            if (since != null) timer("sidetone.transcription.latency", "outcome", outcome).record(Duration.ofNanos(System.nanoTime() - since));
        }

        private void spoke(ServerEvent.AudioDelta delta) {
            var response = answering.get(delta.responseId());
            if (response == null) return;
            registry.counter("sidetone.audio.out.seconds").increment((double) delta.audio().length / response.format().bytesPerSecond());
            if (response.voiced()) return;
            registry.timer("sidetone.response.first.audio").record(Duration.ofNanos(System.nanoTime() - response.begun()));
            answering.put(delta.responseId(), new Answering(response.begun(), response.format(), true));
        }

        private void answered(Response response) {
            var kind = response.conversationId().isPresent() ? "in_band" : "out_of_band";
            registry.counter("sidetone.responses", "kind", kind, "status", response.status().name().toLowerCase(Locale.ROOT)).increment();
            var begun = answering.remove(response.id());
            if (begun != null) timer("sidetone.response.duration", "kind", kind).record(Duration.ofNanos(System.nanoTime() - begun.begun()));
        }

        @Override
        public void holds(Held now) {
            if (now.equals(held)) return;
            totals.change(held, now);
            held = now;
        }

        @Override
        public void failed(Throwable defect) {
            registry.counter("sidetone.defects").increment();
        }

        @Override
        public void ending(Farewell why) {
            registry.counter("sidetone.sessions.closed", "reason", why.name().toLowerCase(Locale.ROOT)).increment();
        }

        @Override
        public void closed() {
            open.decrementAndGet();
            holds(new Held(0, 0, 0, 0));
            registry.timer("sidetone.session.duration").record(Duration.ofNanos(System.nanoTime() - begun));
        }
    }
}
