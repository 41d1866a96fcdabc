package dev.sidetone.test;

import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.FakeClock;
import dev.sidetone.server.Faults;
import dev.sidetone.server.Pause;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptFile;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.net.URI;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;

/**
 * A Realtime server for one test, on a free port of this machine. It starts when its address is asked for first: until then a
 * test chooses what it does, and adds to its script until a client connects. Thread-safe.
 */
public final class TestServer {

    /** A script and what its errors call it. */
    record Yaml(String name, String text) {}

    /** Only bounds how long a failing test takes. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A claim may be about the client, of whose steps nothing tells us: it is looked at so often at least. */
    private static final Duration GLANCE = Duration.ofMillis(50);

    /** What is on its way when a test ends: a goodbye, the end of a response. */
    private static final Duration AFTERWARDS = Duration.ofSeconds(2);

    private final Traffic traffic = new Traffic();
    // From now, so that clients which compare expires_at with their own clock find a fresh session.
    private final FakeClock clock = new FakeClock(Instant.now().truncatedTo(ChronoUnit.SECONDS));
    private final boolean realTime;
    private final ScriptedModel.Script script;
    private final Set<String> expectedErrors = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by lock.
    private ServerSettings settings;
    private Optional<RealtimeServer> running = Optional.empty();

    TestServer(Optional<Yaml> yaml, boolean realTime, boolean tls) {
        this.realTime = realTime;
        var file = yaml.map(text -> ScriptFile.parse(text.name(), text.text(), realTime ? Pause::of : clock::pause));
        script = file.map(ScriptFile::script).orElseGet(ScriptedModel::script);
        var base = ServerSettings.DEFAULT.withFaults(file.map(ScriptFile::faults).orElse(Faults.none()));
        var timed = realTime ? base : base.withClock(clock);
        settings = tls ? timed.withTls(new ServerSettings.Tls(0, Optional.empty())) : timed;
    }

    /** {@code ws://127.0.0.1:…/v1/realtime}. */
    public URI uri() {
        return running().uri();
    }

    /** {@code wss://…}, with a certificate signed by itself. @throws IllegalStateException without {@code tls = true} */
    public URI secureUri() {
        return running().secureUri().orElseThrow(() -> new IllegalStateException("this server has no TLS: use @RealtimeServerTest(tls = true)"));
    }

    /** What {@link #secureUri} shows, for the client to trust. @throws IllegalStateException without {@code tls = true} */
    public X509Certificate certificate() {
        return running().certificate().orElseThrow(() -> new IllegalStateException("this server has no TLS: use @RealtimeServerTest(tls = true)"));
    }

    /** What the model hears and says; what is added counts for the clients that connect afterwards. */
    public ScriptedModel.Script script() {
        return script;
    }

    /** Time, which passes by {@link FakeClock#pass} only. @throws IllegalStateException with {@code realTime = true} */
    public FakeClock clock() {
        if (realTime) throw new IllegalStateException("time passes by itself with @RealtimeServerTest(realTime = true)");
        return clock;
    }

    /** What goes wrong, in place of what the script says of it. @throws IllegalStateException once the server runs */
    public TestServer faults(Faults faults) {
        return settings(before -> before.withFaults(faults));
    }

    /** Any other setting. @throws IllegalStateException once the server runs */
    public TestServer settings(UnaryOperator<ServerSettings> change) {
        lock.lock();
        try {
            if (running.isPresent()) throw new IllegalStateException("the server runs already: choose before uri() is asked for");
            settings = change.apply(settings);
            return this;
        } finally {
            lock.unlock();
        }
    }

    /** What all clients have sent by now. */
    public Sent sent() {
        return new Sent(traffic.sent());
    }

    /** What one client has sent by now. @param connection counted from 1, in the order in which they were let in */
    public Sent sent(int connection) {
        return new Sent(traffic.sent(connection));
    }

    /** What the server has said to all clients by now; what faults made of it is not shown. */
    public List<ServerEvent> said() {
        return traffic.said();
    }

    /** The same for one client. */
    public List<ServerEvent> said(int connection) {
        return traffic.said(connection);
    }

    /** How many clients are connected. */
    public int open() {
        return Math.toIntExact(traffic.open());
    }

    /** Waits at most ten seconds until a claim holds: {@code await(() -> assertThat(server.sent()).contains(Kind.SESSION_UPDATE))}. */
    public void await(Runnable claim) {
        await(PATIENCE, claim);
    }

    /**
     * Waits until a claim holds; it is tried whenever something passes, and throws as long as it does not hold.
     *
     * @param limit on the wall
     * @throws AssertionError when it did not come to hold; the message says what came instead
     */
    public void await(Duration limit, Runnable claim) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (true) {
            long seen = traffic.version();
            boolean last = System.nanoTime() >= deadline;
            try {
                claim.run();
                return;
            } catch (AssertionError | RuntimeException notYet) {
                if (last) {
                    throw new AssertionError("within " + limit.toMillis() + " ms this did not come to hold: " + notYet.getMessage()
                            + "\nWhat came instead:\n" + traffic.inWords(), notYet);
                }
            }
            pause(seen, Math.min(GLANCE.toNanos(), deadline - System.nanoTime()));
        }
    }

    private void pause(long seen, long nanos) {
        try {
            traffic.awaitNews(seen, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("the test was interrupted while it waited", e);
        }
    }

    /** The error with this code, for instance {@code input_audio_buffer_commit_empty}, is not unexpected. */
    public TestServer expectError(String code) {
        expectedErrors.add(code);
        return this;
    }

    /**
     * No client sent anything unknown or malformed, none was told an error that was not {@link #expectError expected}, and every
     * response is done; those under way are waited for, unless their client hung up.
     */
    public void assertNothingUnexpected() {
        await(AFTERWARDS, () -> {
            var found = Unexpected.in(traffic, expectedErrors);
            if (!found.isEmpty()) throw new AssertionError("nothing unexpected should have happened, but\n  " + String.join("\n  ", found));
        });
    }

    /** Clients say goodbye before their test ends; those that just did are waited for. */
    void assertNothingOpen() {
        await(AFTERWARDS, () -> {
            if (open() > 0) throw new AssertionError("no client should be connected any more, but " + open()
                    + " were left open; close them, or allow it with @RealtimeServerTest(leavesOpen = true)");
        });
    }

    private RealtimeServer running() {
        lock.lock();
        try {
            if (running.isEmpty()) running = Optional.of(RealtimeServer.start(settings, new LateModel(script), traffic));
            return running.get();
        } finally {
            lock.unlock();
        }
    }

    void close() {
        lock.lock();
        try {
            running.ifPresent(RealtimeServer::close);
        } finally {
            lock.unlock();
        }
    }
}
