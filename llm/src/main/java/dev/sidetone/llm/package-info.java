/**
 * Words from any OpenAI-compatible chat endpoint between a hearing and a voice: {@link dev.sidetone.llm.LlmModel} is the door.
 * The endpoint is spoken to with the JDK's own HTTP client.
 */
package dev.sidetone.llm;
