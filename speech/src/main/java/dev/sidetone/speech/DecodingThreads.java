package dev.sidetone.speech;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;

/** Decoding on a recogniser's own threads. Work that has begun when this is closed is finished. */
final class DecodingThreads implements Decoding, AutoCloseable {

    /** The reading that can be taken apart into carriers and a spelling is nearly always among the first ten. */
    private static final int READINGS = 30;

    private final Recogniser recogniser;
    /** More decodings at once than there are cores would only cost memory. */
    private final ThreadPoolExecutor threads = (ThreadPoolExecutor) Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(), Thread.ofPlatform().daemon().name("hearing-", 1).factory());

    DecodingThreads(Recogniser recogniser) {
        this.recogniser = recogniser;
    }

    @Override
    public List<Hypothesis> decoded(short[] samples, List<String> phrases) {
        try (var decoder = phrases.isEmpty() ? recogniser.free(0) : recogniser.restricted(phrases, READINGS)) {
            decoder.accept(samples);
            return phrases.isEmpty() ? List.of(new Hypothesis(0, decoder.rest())) : decoder.finish();
        }
    }

    @Override
    public void compute(Runnable work) {
        try {
            threads.execute(work);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("the recogniser is closed", e);
        }
    }

    @Override
    public boolean idle() {
        return threads.getActiveCount() + threads.getQueue().size() < threads.getMaximumPoolSize();
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
