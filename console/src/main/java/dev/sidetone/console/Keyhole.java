package dev.sidetone.console;

import dev.sidetone.console.ConsoleSettings.Door;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets in who knows the secret, and remembers them by a cookie. Owner of the cookies that are good: they end with the program. Any
 * thread.
 */
final class Keyhole {

    private static final Logger LOG = LoggerFactory.getLogger(Keyhole.class);

    // A browser each; who signs in more often than that has forgotten the first.
    private static final int MOST = 1_000;
    private static final int COOKIE_BYTES = 24;

    private final Door door;
    private final Duration pause;
    private final SecureRandom random = new SecureRandom();
    private final Deque<String> known = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    /** One guess at a time, or the pause would slow nobody down. */
    private final Semaphore guess = new Semaphore(1, true);
    private long wrong;

    /** @param pause after a wrong secret */
    Keyhole(Door door, Duration pause) {
        this.door = door;
        this.pause = pause;
    }

    /** @param cookies that the browser sends for the console */
    boolean open(List<String> cookies) {
        if (door instanceof Door.Open) return true;
        lock.lock();
        try {
            return cookies.stream().anyMatch(known::contains);
        } finally {
            lock.unlock();
        }
    }

    /** How the secret is called: {@code token} or {@code password}. */
    String kind() {
        return door instanceof Door.Locked(var kind, var ignored) ? kind.name().toLowerCase(Locale.ROOT) : "token";
    }

    /** What knocking came to. */
    sealed interface Knock {
        record In(String cookie) implements Knock {}

        record Out() implements Knock {}
    }

    Knock knock(String given) throws InterruptedException {
        guess.acquire();
        try {
            if (!(door instanceof Door.Locked locked) || same(given, locked.secret().reveal())) return new Knock.In(cookie());
            wrong++;
            LOG.warn("a wrong {} at the console's door, the {}. since the start", kind(), wrong);
            Thread.sleep(pause);
            return new Knock.Out();
        } finally {
            guess.release();
        }
    }

    /** In a time that does not tell how much of it was right. */
    private static boolean same(String given, String secret) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), secret.getBytes(StandardCharsets.UTF_8));
    }

    private String cookie() {
        var bytes = new byte[COOKIE_BYTES];
        random.nextBytes(bytes);
        var cookie = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        lock.lock();
        try {
            known.add(cookie);
            if (known.size() > MOST) known.remove();
            return cookie;
        } finally {
            lock.unlock();
        }
    }
}
