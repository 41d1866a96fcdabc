package dev.sidetone.client;

import dev.sidetone.audio.Pcm;

/**
 * A stretch of the agent's voice, and which reply it belongs to.
 *
 * @param itemId the assistant's item in the conversation
 * @param contentIndex which of the item's parts; a spoken message mostly has one, 0
 * @param audio what follows what came before, at the rate of the session's output format ({@link Pcm#RATE} unless a telephone
 *     format was asked for)
 */
public record AgentAudio(String responseId, String itemId, int contentIndex, Pcm audio) {}
