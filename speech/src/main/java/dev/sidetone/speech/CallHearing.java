package dev.sidetone.speech;

import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;

/** How one call is heard: plainly while the audio streams in, and with care when a whole turn is asked for. Thread-safe. */
public interface CallHearing extends AutoCloseable {

    /** The plain reading, as the server's built-in transcription. */
    Transcriber transcriber(TranscriptionRequest request);

    /**
     * Listens to a whole turn with care, even if it was heard before, and remembers what it heard.
     *
     * @return empty when nothing was understood
     */
    String listen(Seen.CallerAudio turn, Expectations expectations) throws InterruptedException;

    /** The same for a turn that may have been heard before: then what is remembered. */
    String heard(Seen.CallerAudio turn, Expectations expectations) throws InterruptedException;

    /**
     * Does the transcription task that a request beside the conversation states: the last turn it shows, word for word.
     *
     * @throws dev.sidetone.server.ModelFailure when it shows no caller audio or wants the answer spoken
     */
    String transcript(ModelPrompt prompt) throws InterruptedException;

    /** Forgets everything. */
    @Override
    void close();
}
