package dev.sidetone.console;

import dev.sidetone.console.ConsoleSettings.Listen;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which names the console goes by. A page of another origin may neither call it nor, under a name of its own that it lets point to
 * this machine (DNS rebinding), read it: such a name is not among ours.
 */
final class Surroundings {

    // An address is nobody's name: it cannot be made to point elsewhere.
    private static final Pattern ADDRESS = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|\\[[0-9a-f:.%a-z]+]");

    private final Set<String> names = new HashSet<>();
    private final boolean secure;

    Surroundings(Listen listen) {
        this.secure = listen.tls().isPresent();
        names.add("localhost");
        names.add(listen.host().toLowerCase(Locale.ROOT));
        listen.names().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
        if (!listen.loopback()) machine().ifPresent(names::add);
    }

    private static Optional<String> machine() {
        try {
            return Optional.of(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param host as in the header, perhaps with a port */
    boolean ours(String host) {
        var name = host.toLowerCase(Locale.ROOT).replaceFirst(":\\d{1,5}$", "");
        return names.contains(name) || ADDRESS.matcher(name).matches();
    }

    /** Whether a page that says where it comes from was served here. @param origin {@code http://host:port}, or "null" of a page without one */
    boolean sameOrigin(String origin, String host) {
        var scheme = secure ? "https://" : "http://";
        return origin.equalsIgnoreCase(scheme + host) || behindProxy(origin, host);
    }

    /** A proxy that adds TLS: only under a name that was given for it. */
    private boolean behindProxy(String origin, String host) {
        return !secure && origin.equalsIgnoreCase("https://" + host) && ours(host) && !host.startsWith("localhost");
    }

    boolean secure() {
        return secure;
    }
}
