package dev.sidetone.server;

import java.time.InstantSource;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Names things as the live service does: a prefix, five base62 characters of time, sixteen at random. Ids therefore sort
 * by second. Thread-safe.
 */
final class Ids {

    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    /** Where the time part counts from (2019-12-20T00:00:00Z); found by subtracting recorded ids from recorded {@code expires_at}. */
    private static final long EPOCH = 1_576_800_000L;

    private static final int TIME_CHARACTERS = 5;
    private static final int RANDOM_CHARACTERS = 16;

    private final InstantSource clock;

    Ids(InstantSource clock) {
        this.clock = clock;
    }

    String event() {
        return timed("event_");
    }

    String item() {
        return timed("item_");
    }

    String response() {
        return timed("resp_");
    }

    String session() {
        return timed("sess_");
    }

    String conversation() {
        return timed("conv_");
    }

    /** Function calls alone carry no time. */
    String call() {
        return random(new StringBuilder("call_"));
    }

    private String timed(String prefix) {
        var id = new StringBuilder(prefix);
        long seconds = clock.instant().getEpochSecond() - EPOCH;
        long unit = (long) Math.pow(BASE62.length(), TIME_CHARACTERS - 1);
        for (; unit > 0; unit /= BASE62.length()) id.append(BASE62.charAt((int) Math.floorMod(seconds / unit, (long) BASE62.length())));
        return random(id);
    }

    private static String random(StringBuilder id) {
        var random = ThreadLocalRandom.current();
        for (int i = 0; i < RANDOM_CHARACTERS; i++) id.append(BASE62.charAt(random.nextInt(BASE62.length())));
        return id.toString();
    }
}
