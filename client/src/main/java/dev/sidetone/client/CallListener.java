package dev.sidetone.client;

/** The one observer of a call while it runs, on a thread of its own; what does not fit its queue is dropped and counted. */
@FunctionalInterface
public interface CallListener {

    /** Looks away, and costs nothing. */
    CallListener NONE = event -> {};

    void on(CallEvent event);
}
