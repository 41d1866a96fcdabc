package dev.sidetone.protocol;

import java.util.Optional;

/**
 * What is wrong with an event, in the terms of the {@code error} event that answers it.
 *
 * @param code as the live service says it, for instance {@code unknown_parameter}
 * @param param path of the offending field such as {@code session.audio.input.format.rate}, absent when the whole event is meant
 * @param message one sentence; names fields and allowed values, never content
 */
public record WireProblem(String code, Optional<String> param, String message) {}
