package dev.sidetone.openai;

import com.openai.core.http.WebSocketWriteNotAttempted;
import com.openai.helpers.RealtimeConnection;
import com.openai.models.realtime.RealtimeClientEvent;
import com.openai.models.realtime.RealtimeServerEvent;
import dev.sidetone.client.CallEnd;
import dev.sidetone.client.CallTotals;
import dev.sidetone.client.Lane;
import dev.sidetone.client.LaneSettings;
import dev.sidetone.client.Transcription;
import dev.sidetone.client.TurnSink;
import dev.sidetone.client.Wire.Received;
import dev.sidetone.turn.Task;
import dev.sidetone.turn.TaskResult;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.CompletableFuture;

/**
 * A connection of the official Java SDK with the out-of-band lane beside the program's own conversation:
 *
 * <pre>{@code
 * try (var connection = OutOfBandLane.on(RealtimeConnection.connect(options), turn -> store(turn))) {
 *     connection.send(event);              // as before, and without being refused while another send is under way
 *     var event = connection.receive();    // as before: each event but the answers to the lane's own requests
 * }
 * }</pre>
 *
 * <p>The conversation stays the program's: the lane sends requests for transcripts and nothing else, no settings, no audio, and plays
 * nothing. The SDK hands each event to one reader only; the lane is that reader from now on, and the program reads here. The
 * program may still send on the connection itself, as it must in {@code onReconnected}; the SDK then refuses one of two who
 * send at the same moment, which the lane waits out.
 *
 * <p>When the SDK reconnects by itself, a new session begins: open turns are recorded as ended with the old one, and the turns of the
 * new one are counted from 1. All methods may be used from any thread.
 */
public final class OutOfBandLane implements AutoCloseable {

    // The SDK's queue is empty again when one event is written; who is refused for so long has no network any more.
    private static final Duration BUSY_PATIENCE = Duration.ofSeconds(5);
    private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(10);

    /** Connections that have a lane, by identity: two would ask for each transcript twice and take each other's events. */
    private static final Set<RealtimeConnection> TAKEN = Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

    private final RealtimeConnection connection;
    private final Turnstile turnstile;
    private final Letterbox letterbox = new Letterbox();
    private final Lane lane;

    private OutOfBandLane(RealtimeConnection connection, LaneSettings settings, TurnSink sink) {
        EventText.warm();
        this.connection = connection;
        turnstile = new Turnstile(connection);
        var wire = wire();
        lane = Lane.over(wire, settings, sink);
        try {
            Reader.start(connection, new Round(wire));
        } catch (IllegalStateException e) {
            wire.close();
            lane.close();
            throw e;
        }
    }

    /** With the shipped verbatim prompt, each turn by itself. */
    public static OutOfBandLane on(RealtimeConnection connection, TurnSink sink) {
        return on(connection, Transcription.verbatim(), sink);
    }

    public static OutOfBandLane on(RealtimeConnection connection, Transcription transcription, TurnSink sink) {
        return on(connection, LaneSettings.of(transcription), sink);
    }

    /**
     * @param connection open, best with nothing read from it yet; closed with the lane
     * @throws IllegalStateException when the connection has a lane, is closed, or is being read by somebody
     */
    public static OutOfBandLane on(RealtimeConnection connection, LaneSettings settings, TurnSink sink) {
        if (!TAKEN.add(connection)) {
            throw new IllegalStateException("this connection has an out-of-band lane already: use that one, or open a second connection");
        }
        try {
            return new OutOfBandLane(connection, settings, sink);
        } catch (IllegalStateException e) {
            TAKEN.remove(connection);
            throw e;
        }
    }

    private SdkWire wire() {
        return new SdkWire(turnstile, Integer.MAX_VALUE, () -> {});
    }

    /**
     * The program's next event, in the server's order; waits for it. At the end of the connection it throws what the SDK's own
     * {@code receive} throws. What the program does not read stays in memory, as with the SDK.
     *
     * @throws IllegalStateException when another read waits
     */
    public RealtimeServerEvent receive() {
        return letterbox.await();
    }

    /** The same without waiting. Cancelling a read that has no event yet loses none. */
    public CompletableFuture<RealtimeServerEvent> receiveAsync() {
        return letterbox.take();
    }

    /**
     * Sends the program's event, after those of others that wait here. Like the SDK's {@code send}, it returns when the transport has
     * the event, and throws what the SDK throws; a connection that is busy is waited for.
     *
     * @throws WebSocketWriteNotAttempted.Busy when it stays busy for five seconds, as it may while the SDK reconnects
     */
    public void send(RealtimeClientEvent event) {
        turnstile.send(event, BUSY_PATIENCE);
    }

    /** Asks the model something beside the conversation and waits for what it comes to: a value, or the reason why there is none. */
    public <T> TaskResult<T> ask(Task<T> task) throws InterruptedException {
        return lane.ask(task);
    }

    public CallTotals totals() {
        return lane.totals();
    }

    /**
     * Ends the lane in order and closes the connection: waits for what the open turns still expect, and for the sink.
     *
     * @param wait at most this long; what is missing then is recorded with a reason
     */
    public CallEnd end(Duration wait) throws InterruptedException {
        try {
            return lane.end(wait);
        } finally {
            connection.close();
        }
    }

    /** {@link #end} with ten seconds' patience; an interrupt cuts the patience, not the order. */
    @Override
    public void close() {
        try {
            end(CLOSE_PATIENCE);
        } catch (InterruptedException e) {
            lane.close();
            Thread.currentThread().interrupt();
        }
    }

    /** What becomes of each event: the program first, then the lane. Reader's thread only. */
    private final class Round implements Reader.To {

        private final OwnAnswers own = new OwnAnswers();
        private SdkWire session;
        private boolean begun;

        Round(SdkWire first) {
            session = first;
        }

        @Override
        public void event(RealtimeServerEvent event) throws InterruptedException {
            var fields = EventText.fields(event);
            // Always the first event of a session: behind others it tells of a new one.
            if (begun && EventText.type(fields).equals("session.created")) renew();
            begun = true;
            if (!own.owns(fields)) letterbox.put(event);
            session.heard(EventText.withoutSound(fields));
        }

        private void renew() throws InterruptedException {
            own.forget();
            session.over(new Received.Lost("the SDK connected anew"));
            session = wire();
            lane.next(session);
        }

        @Override
        public void end(RuntimeException why) {
            session.over(Ends.of(why));
            letterbox.end(why);
        }
    }
}
