/**
 * Sidetone for programs on the official Java SDK (openai-java): {@link dev.sidetone.openai.OutOfBandLane} beside the program's own use
 * of its connection, {@link dev.sidetone.openai.OpenAiWire} for the whole client over one.
 */
package dev.sidetone.openai;
