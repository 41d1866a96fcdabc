/**
 * What was said, by whom it was understood, and what that took. Pure: events and instants go in, actions and records come
 * out; no I/O, no threads, no clock. {@link dev.sidetone.turn.TurnLedger} owns every open turn.
 */
package dev.sidetone.turn;
