package dev.sidetone.server;

/** The way of other threads onto the connection's thread: all state of a connection changes there. */
interface Steps {

    /** Queues a step behind what is already waiting; waits while too much is. */
    void then(Runnable step) throws InterruptedException;
}
