package dev.sidetone.server;

/** A request that is not followed; its connection ends with the answer. */
final class HttpRefusal extends Exception {

    private static final long serialVersionUID = 1;

    private final int status;

    /** @param why one line for whoever sent it */
    HttpRefusal(int status, String why) {
        super(why, null, false, false);
        this.status = status;
    }

    int status() {
        return status;
    }
}
