package dev.sidetone.tcp;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Where something is put together before it is handed on: one room for everybody, as long as it is free; whoever comes meanwhile makes his own. To
 * write through fresh memory costs more than most of what is done there. Thread-safe.
 */
public final class Room {

    private final byte[] room;
    private final AtomicReference<byte[]> free;

    /** @param size what needs more has its own in any case */
    public Room(int size) {
        room = new byte[size];
        free = new AtomicReference<>(room);
    }

    /** @return at least so many bytes, holding anything */
    public byte[] take(int size) {
        var taken = size > room.length ? null : free.getAndSet(null);
        return taken == null ? new byte[size] : taken;
    }

    /** Nobody may use it any more who took it. */
    public void giveBack(byte[] taken) {
        if (taken == room) free.set(room);
    }
}
