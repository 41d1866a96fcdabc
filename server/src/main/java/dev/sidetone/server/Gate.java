package dev.sidetone.server;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds whoever comes to it until it is opened, and tells that somebody came. Opens once. Thread-safe. */
public final class Gate implements Pause {

    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    @Override
    public void await() throws InterruptedException {
        reached.countDown();
        open.await();
    }

    public void open() {
        open.countDown();
    }

    /** @return false when nobody came within {@code limit} */
    public boolean reached(Duration limit) throws InterruptedException {
        return reached.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    }
}
