package dev.sidetone.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What can be chosen for any call of a recorded caller. */
final class CallOptions extends AgentOptions {

    @Option(names = "--usage", description = "Show the tokens of each turn in detail, and what it was heard with.")
    boolean usage;


    @Option(names = "--json", paramLabel = "FILE", description = "Write everything as JSON; - is the standard output (see docs/json.md).")
    Optional<String> json;

    @Option(names = "--out", paramLabel = "DIR",
            description = "Keep caller.wav, agent.wav, turns.jsonl and events.jsonl. They hold what was said.")
    Optional<Path> out;
}
