package dev.sidetone.protocol;

/** Text to events and back, for both directions. */
public final class Codec {

    private Codec() {}

    public static String write(ClientEvent event) {
        throw new UnsupportedOperationException();
    }

    public static String write(ServerEvent event, String eventId) {
        throw new UnsupportedOperationException();
    }

    public static ServerEvent readServer(String text) {
        throw new UnsupportedOperationException();
    }

    public static ClientEvent readClient(String text) {
        throw new UnsupportedOperationException();
    }
}
