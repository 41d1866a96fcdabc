package dev.sidetone.speech;

import java.util.List;

/** Where whole turns are decoded: native computing on as many threads as there are cores. Thread-safe. */
interface Decoding {

    /**
     * What a whole turn is heard as, without ending it at pauses. Computes on the calling thread.
     *
     * @param samples at {@link Decoder#RATE}
     * @param phrases of the grammar; without any the model's whole language
     * @return the readings, best first; of the whole language one, possibly without words, but with their confidences
     */
    List<Hypothesis> decoded(short[] samples, List<String> phrases);

    /**
     * Does work on one of the threads, as soon as one is free.
     *
     * @throws IllegalStateException when the recogniser is closed
     */
    void compute(Runnable work);

    /** Whether one of the threads has nothing to do. */
    boolean idle();
}
