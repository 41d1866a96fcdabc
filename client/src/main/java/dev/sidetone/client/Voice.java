package dev.sidetone.client;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.protocol.ClientEvent;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The caller's samples to wire bytes. It keeps one resampler for the whole call, so that pieces join without a seam. */
final class Voice {

    private final AudioFormat format;
    private final Optional<Resampler> resampler;
    private final ReentrantLock lock = new ReentrantLock();

    Voice(AudioFormat format) {
        this.format = format;
        this.resampler = format.rate() == Pcm.RATE ? Optional.empty() : Optional.of(new Resampler(Pcm.RATE, format.rate()));
    }

    ClientEvent.AudioAppend append(Pcm audio) {
        if (audio.rate() != Pcm.RATE) throw new IllegalArgumentException("the caller's audio has " + Pcm.RATE + " samples a second, not " + audio.rate());
        if (resampler.isEmpty()) return new ClientEvent.AudioAppend(format.encode(audio));
        lock.lock();
        try {
            return new ClientEvent.AudioAppend(format.encode(new Pcm(resampler.get().push(audio.samples()), format.rate())));
        } finally {
            lock.unlock();
        }
    }
}
