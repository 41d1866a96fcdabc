package dev.sidetone.turn;

/** One rule of the guard: whether one doubt about a text is justified. */
@FunctionalInterface
interface Judgement {
    boolean doubts(Testimony testimony);
}
