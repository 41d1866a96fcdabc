package dev.sidetone.cli;

import dev.sidetone.turn.Prompts;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code sidetone prompts}: what is sent to the model, to read, to count, to copy and to compare. */
@Command(name = "prompts", description = {
        "Lists the prompts that ship, with their tokens; each is paid for on every turn.",
        "A NAME is one of the list, or a file of your own."},
        subcommands = {PromptsCommand.ShowCommand.class, PromptsCommand.DiffCommand.class},
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone prompts                           names and tokens",
            "  sidetone prompts mine.md                   and those of your own",
            "  sidetone prompts show verbatim > mine.md   a copy to edit",
            "  sidetone prompts diff verbatim mine.md"})
final class PromptsCommand implements Callable<Integer> {

    /** A transcript is asked for on each turn: more than this and it costs more than it hears. */
    static final int MOST_TOKENS = 450;

    private static final Pattern VERSION = Pattern.compile("^\ufeff?<!--\\s*(.*?)\\s*-->");
    private static final int NAME_COLUMNS = 24, TOKEN_COLUMNS = 7;

    @ParentCommand
    private Main main;

    @Parameters(paramLabel = "NAME", arity = "0..*", description = "Further prompts to count.")
    private List<String> files = List.of();

    @Override
    public Integer call() {
        var sources = new ArrayList<PromptSource>();
        for (var name : Prompts.NAMES) sources.add(PromptSource.of(name));
        for (var name : files) if (!Prompts.NAMES.contains(name)) sources.add(PromptSource.of(name));
        try (var screen = main.screen(false)) {
            screen.print(screen.paper().dim(Layout.padded("prompt", NAME_COLUMNS) + Layout.right("tokens", TOKEN_COLUMNS) + "  version"));
            for (var source : sources) screen.print(lines(source));
            screen.print(screen.paper().dim("Tokens of o200k_base, as sent. A transcriber's prompt should have " + MOST_TOKENS + " at most."));
        }
        return ExitCode.OK.code();
    }

    private static List<String> lines(PromptSource source) {
        var version = VERSION.matcher(source.text());
        var lines = new ArrayList<String>();
        lines.add(line(Layout.clean(source.name()), Tokens.of(source.sent("")), version.find() ? version.group(1) : ""));
        if (source.text().contains("{{domain_rules}}")) {
            int tokens = Tokens.of(source.sent(Prompts.claimsRules()));
            lines.add(line("  with rules for claims", tokens, tokens > MOST_TOKENS ? "over " + MOST_TOKENS + ": make it shorter" : ""));
        }
        return lines;
    }

    private static String line(String name, int tokens, String remark) {
        return (Layout.padded(name, NAME_COLUMNS) + Layout.right(Integer.toString(tokens), TOKEN_COLUMNS) + "  " + Layout.clean(remark)).stripTrailing();
    }

    /** {@code sidetone prompts show}. */
    @Command(name = "show", description = "Prints a prompt, as it is written or as it is sent.")
    static final class ShowCommand implements Callable<Integer> {

        @ParentCommand
        private PromptsCommand prompts;

        @Parameters(paramLabel = "NAME", description = "A prompt that ships, or a file.")
        private String name;

        @Option(names = "--sent", description = "As it is sent: without the version comment, the rules for claims in their place.")
        private boolean sent;

        @Override
        public Integer call() {
            var source = PromptSource.of(name);
            var text = sent ? source.sent(Prompts.claimsRules()) : source.text();
            // To be copied into a file: nothing but the prompt.
            prompts.main.out().print(text.endsWith("\n") ? text : text + "\n");
            return ExitCode.OK.code();
        }
    }

    /** {@code sidetone prompts diff}. */
    @Command(name = "diff", description = {"Compares two prompts by lines and words.",
            "-[was]- stands around words that only the first has, +[is]+ around those of the second."})
    static final class DiffCommand implements Callable<Integer> {

        @ParentCommand
        private PromptsCommand prompts;

        @Parameters(index = "0", paramLabel = "NAME", description = "A prompt that ships, or a file.")
        private String first;

        @Parameters(index = "1", paramLabel = "NAME", description = "The other one.")
        private String second;

        @Override
        public Integer call() {
            var one = PromptSource.of(first);
            var other = PromptSource.of(second);
            try (var screen = prompts.main.screen(false)) {
                screen.print(PromptDiff.lines(one, other, screen.paper()));
                int change = Tokens.of(other.sent("")) - Tokens.of(one.sent(""));
                screen.print(screen.paper().dim(change == 0 ? "the same number of tokens" : Math.abs(change) + (change > 0 ? " tokens more" : " tokens fewer")));
            }
            return ExitCode.OK.code();
        }
    }
}
