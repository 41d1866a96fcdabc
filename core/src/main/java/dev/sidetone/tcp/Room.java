package dev.sidetone.tcp;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Where something is put together before it is handed on. One spare serves everybody who finds it free, whoever does not makes his own: to write
 * through fresh memory costs more than most of what is done there. Thread-safe.
 */
public final class Room {

    private final int kept;
    private final AtomicReference<byte[]> spare = new AtomicReference<>();

    /** @param kept size of the spare; what is larger is not kept */
    public Room(int kept) {
        this.kept = kept;
    }

    /** @return at least so many bytes, holding anything */
    public byte[] take(int size) {
        if (size > kept) return new byte[size];
        var found = spare.getAndSet(null);
        return found == null ? new byte[kept] : found;
    }

    /** Nobody may use it any more who took it. */
    public void giveBack(byte[] room) {
        if (room.length == kept) spare.set(room);
    }
}
