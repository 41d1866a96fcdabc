package dev.sidetone.cli;

import dev.sidetone.client.Pace;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.eval.Strategy;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.Prompts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What can be chosen for an evaluation, beside where it calls and where it writes. */
final class EvalOptions {

    private static final String SHIPPED = "verbatim", CLAIMS = "claims", NONE = "none";

    @Option(names = "--context", paramLabel = "C,...", split = ",", defaultValue = "latest",
            description = "What the transcriber hears of the call, one or several: notes, latest, last:N, whole or shared (default: ${DEFAULT-VALUE}).")
    List<ContextPolicy> contexts;

    @Option(names = "--prompt", paramLabel = "FILE,...", split = ",", defaultValue = SHIPPED,
            description = "The transcriber's rules, one or several files; verbatim is the shipped one (default: ${DEFAULT-VALUE}).")
    List<String> prompts;

    @Option(names = "--domain-rules", paramLabel = "FILE|none,...", split = ",",
            description = "Rules of the trade in the prompt, one or several; claims are the shipped ones (default: claims, or none with --agent-prompt).")
    List<String> rules = new ArrayList<>();

    @Option(names = "--repeat", paramLabel = "N", defaultValue = "1", description = "How often each call is held (default: ${DEFAULT-VALUE}).")
    int repeats;

    @Option(names = "--by", paramLabel = "COLUMN", defaultValue = "category",
            description = "The column of references.tsv that is the category (default: ${DEFAULT-VALUE}).")
    String by;

    @Option(names = "--sessions", paramLabel = "N", description = "Calls held at once (default: one for each core, at most 8).")
    Optional<Integer> sessions;

    @Option(names = "--model", paramLabel = "M", defaultValue = "gpt-realtime",
            description = "The model that answers and transcribes out of band (default: ${DEFAULT-VALUE}).")
    String model;

    @Option(names = "--compare-with", paramLabel = "M", defaultValue = "gpt-4o-transcribe",
            description = "The built-in transcription model to compare with, or none (default: ${DEFAULT-VALUE}).")
    String compareWith;

    @Option(names = "--agent-prompt", paramLabel = "FILE", description = "The agent's instructions (default: claims intake, shipped).")
    Optional<Path> agentPrompt;

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices that go before the built-in ones.")
    Optional<Path> prices;

    @Option(names = "--pace", paramLabel = "P", defaultValue = "fast",
            description = "realtime: as it was spoken; fast: as quickly as the endpoint takes it (default: ${DEFAULT-VALUE}).")
    Pace pace;

    @Option(names = "--patience", paramLabel = "SECONDS",
            description = "How long a turn waits for a transcript (default: 20; 60 for a server on this machine).")
    Optional<Seconds> patience;

    /** More at once would only queue at a service that limits its sessions, or for the cores that hear. */
    private static final int MOST_SESSIONS = 8;

    int parallel() {
        if (sessions.filter(wanted -> wanted < 1).isPresent()) {
            throw new Failure(ExitCode.USAGE, "--sessions " + sessions.get() + " holds no call; use 1 or more");
        }
        return sessions.orElse(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_SESSIONS));
    }

    List<Strategy> strategies() {
        var strategies = new ArrayList<Strategy>();
        for (var prompt : prompts) {
            for (var rule : rules.isEmpty() ? List.of(agentPrompt.isEmpty() ? CLAIMS : NONE) : rules) {
                var text = Prompts.prepare(source(prompt), rulesOf(rule));
                for (var context : contexts) strategies.add(new Strategy(context, new Strategy.Prompt(name(prompt), name(rule), text)));
            }
        }
        return strategies;
    }

    private static String source(String prompt) {
        return prompt.equals(SHIPPED) ? Prompts.source(SHIPPED) : PromptSource.read(Path.of(prompt), "transcript prompt", "");
    }

    private static String rulesOf(String rule) {
        if (rule.equals(NONE)) return "";
        return rule.equals(CLAIMS) ? Prompts.claimsRules() : PromptSource.read(Path.of(rule), "file of domain rules", "");
    }

    private static String name(String file) {
        return Path.of(file).getFileName().toString();
    }

    String agent() {
        return agentPrompt.map(file -> Prompts.prepare(PromptSource.read(file, "agent prompt", ""), "")).orElseGet(Prompts::claimsIntake);
    }

    PriceBook priceBook() {
        return prices.map(PriceBook::read).orElseGet(PriceBook::bundled);
    }

    Optional<String> transcriptionModel() {
        return compareWith.equals("none") ? Optional.empty() : Optional.of(compareWith);
    }

    Limits limits(boolean local) {
        var wait = patience.map(Seconds::duration).orElse(local ? Duration.ofSeconds(60) : Limits.DEFAULT.hearing());
        return Limits.DEFAULT.withHearing(wait).withReplyStart(wait);
    }

    /** What the results depend on, beside dataset and strategies, for the journal and the report. */
    Map<String, String> inWords(Target target, TurnDetection.ServerVad vad) {
        var words = new LinkedHashMap<String, String>();
        words.put("endpoint", target.endpoint.map(name -> name.replaceFirst("\\?.*", "")).orElse("embedded"));
        words.put("model", model);
        words.put("transcription_model", compareWith);
        words.put("agent_prompt", agentPrompt.map(EvalOptions::name).orElse("claims-intake"));
        words.put("prices", prices.map(EvalOptions::name).orElse("built in"));
        words.put("pace", pace.name().toLowerCase(java.util.Locale.ROOT));
        words.put("patience_ms", String.valueOf(limits(target.local()).hearing().toMillis()));
        words.put("turn_detection", "threshold " + vad.threshold() + ", prefix " + vad.prefixPadding().toMillis() + " ms, silence "
                + vad.silence().toMillis() + " ms");
        return words;
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }
}
