package dev.sidetone.device;

/**
 * How far ahead of the ear a line is written: little at first, more each time it ran dry, and less again when it has run calmly for a
 * while. A length that fails a second time is not tried again. One thread.
 */
final class Lead {

    // Sound servers take 20 ms at once; what is there beyond that is for this machine's threads and theirs to be late.
    private static final int SHORTEST_MILLIS = 40;
    private static final int STEP_MILLIS = 20;
    // Beyond this an agent that was interrupted is heard for too long.
    static final int LONGEST_MILLIS = 100;
    // 5 s of looks each 4 ms: a program that has just started stumbles more than later.
    static final int CALM = 1250;

    private int millis = SHORTEST_MILLIS;
    private int least = SHORTEST_MILLIS;
    private boolean shortened;
    private int calm;

    int millis() {
        return millis;
    }

    void ranDry() {
        millis = Math.min(millis + STEP_MILLIS, LONGEST_MILLIS);
        if (shortened) least = millis;
        shortened = false;
        calm = 0;
    }

    /** Nothing was amiss when the line was looked at. */
    void ranOn() {
        if (++calm < CALM || millis == least) return;
        millis -= STEP_MILLIS;
        shortened = true;
        calm = 0;
    }
}
