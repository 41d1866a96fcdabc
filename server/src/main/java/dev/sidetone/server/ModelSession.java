package dev.sidetone.server;

/** A model's side of one conversation. Closed when the connection ends. */
public interface ModelSession extends AutoCloseable {

    /**
     * Begins the built-in transcription of one item, while its audio still arrives. Called for each item when the session
     * has a transcription model; the returned object is used by one thread at a time.
     */
    Transcriber transcriber(TranscriptionRequest request);

    /**
     * Before such an item exists: it will hold what was heard while nobody spoke, because the session's idle timeout passed.
     * A hint; a model that listens finds nothing in it by itself.
     */
    default void nobodySpoke(String itemId) {}

    /**
     * Generates one response on the calling virtual thread and returns when it is complete. Any number may run at once: out
     * of band ones beside the one of the conversation. Stop soon after {@link ResponseOutput#stopped()} turns true or the
     * thread is interrupted; what was put out until then counts.
     *
     * @throws ModelCut when it ends before it is complete; it ends as {@code incomplete}, and what was put out stands
     * @throws ModelFailure when the response cannot be made; it ends as {@code failed} with this reason
     * @throws InterruptedException when the response was cancelled
     */
    void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException;

    @Override
    void close();
}
