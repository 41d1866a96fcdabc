package dev.sidetone.llm;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A response as it arrives. One thread takes, and waits as long as it wants and no longer; the HTTP client's threads bring,
 * one delivery for each that was taken. Closing it early ends the request in whatever state it is, and closes the connection.
 */
final class Inflow implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    sealed interface Arrival {
        /** The beginning, always first. */
        record Head(int status, String contentType) implements Arrival {}

        record Bytes(List<ByteBuffer> buffers) implements Arrival {}

        /** The body is complete. */
        record End() implements Arrival {}

        record Broken(Throwable cause) implements Arrival {}

        /** Nothing came in time. */
        record Silence() implements Arrival {}
    }

    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpResponse<Void>> exchange;
    // A body may still begin while the request is given up: each side writes its own field before it reads the other's.
    private volatile Optional<Flow.Subscription> subscription = Optional.empty();
    private volatile boolean closed;
    /** Then nothing is left to end, and the connection may serve again. */
    private volatile boolean complete;

    Inflow(HttpClient http, HttpRequest request) {
        exchange = http.sendAsync(request, this::begun);
        exchange.whenComplete((whole, broken) -> {
            if (broken != null) onError(broken instanceof CompletionException wrapped ? wrapped.getCause() : broken);
        });
    }

    private HttpResponse.BodySubscriber<Void> begun(HttpResponse.ResponseInfo response) {
        arrivals.add(new Arrival.Head(response.statusCode(), response.headers().firstValue("Content-Type").orElse("")));
        return BodySubscribers.fromSubscriber(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
        subscription = Optional.of(begun);
        if (closed) begun.cancel();
        else begun.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        arrivals.add(new Arrival.Bytes(buffers));
    }

    @Override
    public void onError(Throwable broken) {
        arrivals.add(new Arrival.Broken(broken));
    }

    @Override
    public void onComplete() {
        complete = true;
        arrivals.add(new Arrival.End());
    }

    Arrival next(Duration patience) throws InterruptedException {
        var arrival = arrivals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (arrival == null) return new Arrival.Silence();
        if (arrival instanceof Arrival.Bytes) subscription.orElseThrow().request(1);
        return arrival;
    }

    @Override
    public void close() {
        closed = true;
        if (complete) return;
        exchange.cancel(true);
        subscription.ifPresent(Flow.Subscription::cancel);
    }
}
