package dev.sidetone.client;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** A loudspeaker that has played whatever it was given in the same instant: no clock need pass for it. */
final class QuickSink implements AudioSink {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    private Duration played = Duration.ZERO;

    @Override
    public void play(Pcm audio) {
        lock.lock();
        try {
            played = played.plus(audio.duration());
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, as long as the test may, until so much was played: a call that ends on a clock of the test's own cuts off what was not. */
    void awaitSounded(Duration much) throws InterruptedException {
        lock.lock();
        try {
            while (played.compareTo(much) < 0) more.await();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Optional<Duration> sounded() {
        lock.lock();
        try {
            return Optional.of(played);
        } finally {
            lock.unlock();
        }
    }
}
