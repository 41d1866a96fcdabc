package dev.sidetone.server;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** What goes wrong on purpose when clients knock at one server, whichever they are. Thread-safe. */
final class DoorFaults {

    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by lock. */
    private final Occasions occasions;
    private final Faults faults;

    DoorFaults(Faults faults) {
        this.faults = faults;
        this.occasions = new Occasions(faults);
    }

    /** A client knocks. */
    Optional<Fault.AtDoor> strike() {
        lock.lock();
        try {
            return occasions.strikeOne(Fault.AtDoor.class);
        } finally {
            lock.unlock();
        }
    }

    /** What the next client's frames come into. */
    Inbox inbox() {
        boolean slow = faults.plan().stream().anyMatch(planned -> planned.fault() instanceof Fault.SlowReader);
        return slow ? new SlowInbox(faults) : new Inbox();
    }
}
