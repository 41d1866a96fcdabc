package dev.sidetone.cli;

import dev.sidetone.server.SpeechDetector;
import dev.sidetone.server.SpeechModel;
import java.util.function.Supplier;

/** What stands behind our own server: who hears and speaks, and who tells speech from noise. */
record Engine(SpeechModel model, Supplier<SpeechDetector> detector) {}
