package dev.sidetone.test;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Everything that passed between one server and its clients. Owner of that record. Thread-safe. */
final class Traffic implements Witness {

    /** One event of either side. */
    private sealed interface Entry {
        long connection();

        record Heard(long connection, ClientEvent event) implements Entry {}

        record Told(long connection, ServerEvent event) implements Entry {}

        record Closed(long connection) implements Entry {}
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    // Both guarded by lock.
    private final List<Entry> entries = new ArrayList<>();
    private long opened;

    @Override
    public OfConnection opened(long number) {
        lock.lock();
        try {
            opened++;
            news.signalAll();
        } finally {
            lock.unlock();
        }
        return new OfConnection() {
            @Override
            public void received(ClientEvent event) {
                add(new Entry.Heard(number, event));
            }

            @Override
            public void said(ServerEvent event) {
                add(new Entry.Told(number, event));
            }

            @Override
            public void closed() {
                add(new Entry.Closed(number));
            }
        };
    }

    private void add(Entry entry) {
        lock.lock();
        try {
            entries.add(entry);
            news.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private List<Entry> entries() {
        lock.lock();
        try {
            return List.copyOf(entries);
        } finally {
            lock.unlock();
        }
    }

    List<ClientEvent> sent() {
        return entries().stream().filter(Entry.Heard.class::isInstance).map(entry -> ((Entry.Heard) entry).event()).toList();
    }

    List<ClientEvent> sent(long connection) {
        return entries().stream().filter(entry -> entry.connection() == connection && entry instanceof Entry.Heard)
                .map(entry -> ((Entry.Heard) entry).event()).toList();
    }

    List<ServerEvent> said() {
        return entries().stream().filter(Entry.Told.class::isInstance).map(entry -> ((Entry.Told) entry).event()).toList();
    }

    List<ServerEvent> said(long connection) {
        return entries().stream().filter(entry -> entry.connection() == connection && entry instanceof Entry.Told)
                .map(entry -> ((Entry.Told) entry).event()).toList();
    }

    /** The connections that were ever let in, by their numbers, in the order of their first events. */
    List<Long> connections() {
        return entries().stream().map(Entry::connection).distinct().toList();
    }

    boolean closed(long connection) {
        return entries().contains(new Entry.Closed(connection));
    }

    /** How many clients are connected. */
    long open() {
        lock.lock();
        try {
            return opened - entries.stream().filter(Entry.Closed.class::isInstance).count();
        } finally {
            lock.unlock();
        }
    }

    /** What passed, a line for each connection and side, without what was said. */
    String inWords() {
        if (connections().isEmpty()) return "  no client was let in";
        return String.join("\n", connections().stream().map(this::inWords).toList());
    }

    private String inWords(long connection) {
        var told = said(connection).stream().map(event -> event.getClass().getSimpleName()).toList();
        return "  connection " + connection + (closed(connection) ? " (closed)" : "") + " sent " + new Sent(sent(connection))
                + "\n    and was told " + Sent.Runs.of(told);
    }

    /** How much passed; grows with every event. */
    long version() {
        lock.lock();
        try {
            return opened + entries.size();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until more passed than {@code seen}, but not longer than this. */
    void awaitNews(long seen, long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            for (long left = nanos; opened + entries.size() <= seen && left > 0; ) left = news.awaitNanos(left);
        } finally {
            lock.unlock();
        }
    }
}
