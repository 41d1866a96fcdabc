/**
 * The wire of the OpenAI Realtime protocol (GA, WebSocket) as values: what a client may say ({@link
 * dev.sidetone.protocol.ClientEvent}), what a server may say ({@link dev.sidetone.protocol.ServerEvent}), and the one
 * {@link dev.sidetone.protocol.Codec} between them and text. Client and server share it, so that the two cannot drift.
 *
 * <p>Rules of change: records grow at the end; absent is not the same as a default; we are strict in what we build and
 * tolerant in what we read. A type that is new here stops arriving as {@code Unknown}: note it in the change log.
 */
package dev.sidetone.protocol;
