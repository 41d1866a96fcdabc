package dev.sidetone.protocol;

/**
 * Text to events and back, for both directions. Stateless and thread-safe; never throws for what a peer wrote: what cannot
 * be read comes as {@code Unknown} or {@code Malformed}.
 *
 * <p>The two audio events, nearly all bytes of a call, go by a path without a tree ({@link AudioText}); everything else is
 * read by {@link Fields} from a Jackson tree and written by a Jackson generator.
 */
public final class Codec {

    private Codec() {}

    /** @throws IllegalArgumentException for {@code Malformed}, which cannot be said */
    public static String write(ClientEvent event) {
        return event instanceof ClientEvent.AudioAppend append && append.eventId().isEmpty()
                ? AudioText.append(append.audio())
                : ClientEventWriter.write(event);
    }

    /** How many bytes {@link #write(ClientEvent.AudioAppend, byte[], int)} writes. */
    public static int length(ClientEvent.AudioAppend append) {
        return AudioText.appendLength(append.audio());
    }

    /** Writes an event without an id of its own in UTF-8, for less than a String of it would cost. */
    public static void write(ClientEvent.AudioAppend append, byte[] into, int from) {
        AudioText.append(append.audio(), into, from);
    }

    /**
     * @param eventId the server's id of this event
     * @throws IllegalArgumentException for {@code Malformed}, which cannot be said
     */
    public static String write(ServerEvent event, String eventId) {
        return event instanceof ServerEvent.AudioDelta delta
                ? AudioText.delta(delta, eventId)
                : ServerEventWriter.write(event, eventId);
    }

    /** Reads tolerantly: unknown keys are passed over, older names understood, missing extras allowed. */
    public static ServerEvent readServer(String text) {
        return AudioText.readDelta(text).<ServerEvent>map(delta -> delta).orElseGet(() -> ServerEventReader.read(text));
    }

    /** Reads strictly, as the live service does: unknown keys, missing keys and wrong values are {@code Malformed} with a path. */
    public static ClientEvent readClient(String text) {
        return AudioText.readAppend(text).<ClientEvent>map(append -> append).orElseGet(() -> ClientEventReader.read(text));
    }
}
