package dev.sidetone.server;

import dev.sidetone.frames.Peer.Packing;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What was agreed about compression (RFC 7692).
 *
 * @param answer the value of {@code Sec-WebSocket-Extensions}
 * @param sent of our messages; never {@code NONE}
 * @param received of the client's; never {@code NONE}
 */
record Compression(String answer, Packing sent, Packing received) {

    private static final String NAME = "permessage-deflate";
    private static final String SERVER_FORGETS = "server_no_context_takeover", CLIENT_FORGETS = "client_no_context_takeover";
    private static final String SERVER_WINDOW = "server_max_window_bits", CLIENT_WINDOW = "client_max_window_bits";

    /** The only window that the JDK packs with; it unpacks any. */
    private static final String WINDOW = "15";

    /** RFC 7692, 7.1.2.1. */
    private static final Pattern BITS = Pattern.compile("8|9|1[0-5]");

    /** Stands for a parameter without a value. */
    private static final String BARE = "";

    /** The first offer that can be accepted. @param offers as they stand in the request */
    static Optional<Compression> of(Stream<String> offers) {
        return offers.map(Compression::accepted).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Compression> accepted(String offer) {
        var parts = offer.split(";");
        if (!parts[0].strip().equals(NAME)) return Optional.empty();
        var parameters = new HashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            var pair = parts[i].strip().split("=", 2);
            var value = pair.length == 2 ? pair[1].strip().replaceAll("^\"(.*)\"$", "$1") : BARE;
            // RFC 7692, 7.1: what is not known, or said twice, is not accepted.
            if (parameters.put(pair[0].strip(), value) != null || !possible(pair[0].strip(), value)) return Optional.empty();
        }
        return Optional.of(agreed(parameters));
    }

    private static boolean possible(String parameter, String value) {
        return switch (parameter) {
            case SERVER_FORGETS, CLIENT_FORGETS -> value.equals(BARE);
            case SERVER_WINDOW -> value.equals(WINDOW);
            case CLIENT_WINDOW -> value.equals(BARE) || BITS.matcher(value).matches();
            default -> false;
        };
    }

    private static Compression agreed(Map<String, String> parameters) {
        var answer = new StringBuilder(NAME);
        for (var one : new String[] {SERVER_FORGETS, CLIENT_FORGETS}) if (parameters.containsKey(one)) answer.append("; ").append(one);
        if (parameters.containsKey(SERVER_WINDOW)) answer.append("; ").append(SERVER_WINDOW).append('=').append(WINDOW);
        return new Compression(answer.toString(), packing(parameters, SERVER_FORGETS), packing(parameters, CLIENT_FORGETS));
    }

    private static Packing packing(Map<String, String> parameters, String forgets) {
        return parameters.containsKey(forgets) ? Packing.EACH : Packing.ON_AND_ON;
    }
}
