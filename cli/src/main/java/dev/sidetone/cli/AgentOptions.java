package dev.sidetone.cli;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Gatekeeper;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.SessionSettings.TurnDetection;
import dev.sidetone.turn.Budget;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Guard;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.OutOfBand;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.TranscribePolicy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How the agent is called and listened to, whoever the caller is. */
class AgentOptions {

    @Option(names = "--model", paramLabel = "M", defaultValue = "gpt-realtime",
            description = "The model that answers and transcribes out of band (default: ${DEFAULT-VALUE}).")
    String model;

    @Option(names = "--voice", paramLabel = "V", description = "The agent's voice (default: the endpoint's).")
    Optional<String> voice;

    @Option(names = "--agent-prompt", paramLabel = "FILE", description = "The agent's instructions (default: claims intake, shipped).")
    Optional<Path> agentPrompt;

    @Option(names = "--transcript-prompt", paramLabel = "FILE",
            description = "The transcriber's rules (default: verbatim, shipped).")
    Optional<Path> transcriptPrompt;

    @Option(names = "--domain-rules", paramLabel = "FILE|none",
            description = "Rules of the trade for the transcriber, such as how a policy number is written"
                    + " (default: the ones for claims, or none with --agent-prompt).")
    Optional<String> domainRules;

    @Option(names = "--context", paramLabel = "C", defaultValue = "notes",
            description = "What the transcriber hears of the call: notes (the turn, and in words what is established), latest"
                    + " (the turn alone), last:N turns, whole, or shared (all, in the agent's own prefix; experimental)"
                    + " (default: ${DEFAULT-VALUE}).")
    ContextPolicy context;

    @Option(names = "--glossary", paramLabel = "FILE|TERM,...",
            description = "Words that may be said, for the notes: a file with one a line, or a list.")
    Optional<String> glossary;

    @Option(names = "--ask", paramLabel = "WHEN", defaultValue = "always",
            description = "Which turns are transcribed out of band: always; never; pays (only where a cheap sign says that the built-in"
                    + " transcript may be wrong or a value is at stake, and one other turn in twenty); pays:SHARE for another share of"
                    + " the others (default: ${DEFAULT-VALUE}).")
    TranscribePolicy ask;

    @Option(names = "--budget", paramLabel = "USD",
            description = "What the call may spend out of band, such as 0.05. As it is used up, less is asked for: from half of it only"
                    + " where it pays, from four fifths the turn alone without notes, at the end nothing.")
    Optional<BigDecimal> budget;

    @Option(names = "--gated",
            description = "The agent answers only when both transcripts of a turn are known, and asks to confirm what they disagree on."
                    + " Each turn shows how long its answer was held back.")
    boolean gated;

    @Option(names = "--no-guard", description = "Trust every transcript: do not doubt, ask again or fall back.")
    boolean unguarded;

    @Option(names = "--compare-with", paramLabel = "M", defaultValue = "gpt-4o-transcribe",
            description = "The built-in transcription model to compare with, or none (default: ${DEFAULT-VALUE}).")
    String compareWith;

    @Option(names = "--confidence", description = "Ask the built-in model how sure it is of its words (gpt-4o-transcribe and its kin can tell).")
    boolean confidence;

    @Option(names = "--prices", paramLabel = "FILE", description = "Prices that go before the built-in ones.")
    Optional<Path> prices;

    @Option(names = "--patience", paramLabel = "SECONDS",
            description = "How long a turn waits for a transcript, or for a reply to begin"
                    + " (default: 20; 60 for a server on this machine).")
    Optional<Seconds> patience;

    /** Recorded services answer within 2 s. A local model on a busy machine may take long, and is worth waiting for. */
    Limits limits(boolean local) {
        var wait = patience.map(Seconds::duration).orElse(local ? Duration.ofSeconds(60) : Limits.DEFAULT.hearing());
        return Limits.DEFAULT.withHearing(wait).withReplyStart(wait);
    }

    PriceBook priceBook() {
        return prices.map(PriceBook::read).orElseGet(PriceBook::bundled);
    }

    String agent() {
        return agentPrompt.map(file -> Prompts.prepare(prompt(file, "agent prompt"), "")).orElseGet(Prompts::claimsIntake);
    }

    /** How turns are transcribed. Reads files, so that what is wrong with them is known before a call is paid for. */
    Transcription.On transcription() {
        var source = transcriptPrompt.map(file -> prompt(file, "transcript prompt")).orElseGet(() -> Prompts.source("verbatim"));
        var on = Transcription.by(Prompts.prepare(source, rules())).strictly(Prompts.verbatimStrict(rules()))
                .context(heard()).guard(unguarded ? Guard.off() : Guard.standard()).when(ask);
        if (budget.filter(dollars -> dollars.signum() <= 0).isPresent()) throw new Failure(ExitCode.USAGE, "--budget pays for nothing; give dollars, such as 0.05, or --ask never");
        return budget.map(dollars -> on.within(new Budget(new Usd(dollars), priceBook(), model))).orElse(on);
    }

    /** The rules of another prompt, with the same rules of the trade in it. */
    OutOfBand.Rules rules(Path file) {
        return new OutOfBand.Rules(Prompts.prepare(prompt(file, "transcript prompt"), rules()), Prompts.verbatimStrict(rules()));
    }

    private ContextPolicy heard() {
        if (glossary.isEmpty()) return context;
        if (!(context instanceof ContextPolicy.Notes)) {
            throw new Failure(ExitCode.USAGE, "--glossary stands in the notes, which --context " + context.word() + " has none of; use --context notes");
        }
        var terms = glossary.get();
        boolean file = Files.isRegularFile(Path.of(terms));
        var list = file ? prompt(Path.of(terms), "glossary").lines() : Arrays.stream(terms.split(","));
        return new ContextPolicy.Notes(list.filter(term -> !term.startsWith("#")).toList());
    }

    private String rules() {
        if (domainRules.isEmpty()) return agentPrompt.isEmpty() ? Prompts.claimsRules() : "";
        return domainRules.filter(name -> !name.equals("none")).map(file -> prompt(Path.of(file), "file of domain rules")).orElse("");
    }

    /** The client, but for how it transcribes. @param agent instructions @param local whether the endpoint is on this machine */
    Sidetone sidetone(Endpoint endpoint, TurnDetection detection, String agent, boolean local) {
        var sidetone = Sidetone.to(endpoint).model(model).agent(agent).turnDetection(detection).limits(limits(local));
        sidetone = voice.map(sidetone::voice).orElse(sidetone);
        sidetone = transcriptionModel().map(confidence ? sidetone::compareWithConfidence : sidetone::compareWith).orElseGet(sidetone::withoutComparison);
        return gated ? sidetone.gated(Gatekeeper.confirming()) : sidetone;
    }

    /** What was asked for; the session may name others. */
    Pricing.Models models() {
        return new Pricing.Models(model, transcriptionModel());
    }

    Optional<String> transcriptionModel() {
        return compareWith.equals("none") ? Optional.empty() : Optional.of(compareWith);
    }

    private static String prompt(Path file, String what) {
        return PromptSource.read(file, what, "");
    }
}
