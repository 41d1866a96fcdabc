package dev.sidetone.console;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Tickets for page lines: each opens the line of one call once, within half a minute. Not thread-safe: guarded by {@link Calls}. */
final class Tickets {

    // From the answer to the next request of the same page: long even for a telephone that has just woken up.
    static final Duration GOOD_FOR = Duration.ofSeconds(30);

    private static final int BYTES = 24;

    private record Issued(String call, Instant until) {}

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Issued> issued = new HashMap<>();

    String issue(String call, Instant now) {
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        var ticket = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        issued.put(ticket, new Issued(call, now.plus(GOOD_FOR)));
        return ticket;
    }

    /** Takes a ticket in. @return its call, when it was still good */
    Optional<String> take(String ticket, Instant now) {
        return Optional.ofNullable(issued.remove(ticket)).filter(one -> now.isBefore(one.until)).map(Issued::call);
    }

    /** @param lapsed is told each call whose ticket nobody used in time */
    void expire(Instant now, Consumer<String> lapsed) {
        issued.values().removeIf(one -> {
            if (now.isBefore(one.until)) return false;
            lapsed.accept(one.call);
            return true;
        });
    }
}
