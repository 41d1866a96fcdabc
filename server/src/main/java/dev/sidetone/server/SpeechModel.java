package dev.sidetone.server;

/**
 * What hears, thinks and speaks behind the server. One model serves many conversations; each gets a {@link ModelSession} of
 * its own, so that nothing leaks from one caller to the next.
 */
public interface SpeechModel extends AutoCloseable {

    /**
     * Called once for each connection, before its {@code session.created}.
     *
     * @param model the name the client asked for, {@code gpt-realtime} where it asked for none (a transcription session); a model may ignore it
     */
    ModelSession open(String model);

    @Override
    void close();
}
