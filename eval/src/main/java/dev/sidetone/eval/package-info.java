/**
 * Evaluation: a dataset of recordings with references, played with several strategies, scored, reported and compared.
 * Nothing that hears sees a reference: {@link dev.sidetone.eval.CallerAudio} is what is played, {@link dev.sidetone.eval.Reference}
 * is what scores.
 */
package dev.sidetone.eval;
