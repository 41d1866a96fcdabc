package dev.sidetone.cli;

import dev.sidetone.speech.LocalModel;
import dev.sidetone.speech.Silero;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.TranscribePolicy;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line's entry. */
@Command(name = "sidetone", versionProvider = Version.class, mixinStandardHelpOptions = true, scope = ScopeType.INHERIT,
        sortOptions = false, usageHelpAutoWidth = false,
        description = "Gives a voice agent the caller's own words.",
        subcommands = {DemoCommand.class, CallCommand.class, TalkCommand.class, ConsoleCommand.class, EvalCommand.class, ServeCommand.class,
            PromptsCommand.class},
        footerHeading = "%nExamples:%n", footer = {
            "  sidetone demo                              a call on this machine, nothing to set up",
            "  sidetone call --audio caller.wav           your own recording",
            "  sidetone talk                              talk to the agent yourself",
            "  sidetone call --help                       all there is to choose",
            "  sidetone eval recordings                   how well it hears recordings with references",
            "  sidetone console                           talk to the agent from a browser, and watch",
            "  sidetone serve                             a Realtime server for your own client",
            "  sidetone prompts                           what is sent to the model, to read and to edit"})
public final class Main implements Runnable {

    private final Surroundings surroundings;
    private final Callable<Engine> engine;

    @Spec
    private CommandSpec spec;

    @Option(names = "--color", paramLabel = "WHEN", defaultValue = "auto", scope = ScopeType.INHERIT,
            description = "auto, always or never (default: ${DEFAULT-VALUE}; NO_COLOR is respected).")
    private Surroundings.When colour;

    /** @param engine loads what stands behind our own server */
    Main(Surroundings surroundings, Callable<Engine> engine) {
        this.surroundings = surroundings;
        this.engine = engine;
    }

    public static void main(String[] arguments) {
        var surroundings = Surroundings.ofProcess();
        var lastWords = LastWords.of(Thread.currentThread());
        var out = new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), surroundings.charset()), false);
        var err = new PrintWriter(new OutputStreamWriter(new FileOutputStream(FileDescriptor.err), surroundings.charset()), true);
        int exit = run(new Main(surroundings, Main::speech), out, err, arguments);
        out.flush();
        System.exit(lastWords.said(exit));
    }

    /** The whole program but the process. */
    static int run(Main main, PrintWriter out, PrintWriter err, String... arguments) {
        var line = new CommandLine(main).setOut(out).setErr(err).setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Seconds.class, new Seconds.Reader())
                .registerConverter(ContextPolicy.class, read(ContextPolicy::parse))
                .registerConverter(TranscribePolicy.class, read(TranscribePolicy::parse))
                .setUsageHelpWidth(Paper.DEFAULT_COLUMNS)
                .setColorScheme(CommandLine.Help.defaultColorScheme(
                        main.surroundings.paper(Surroundings.When.AUTO).colour() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF));
        // Of the program alone: an annotation would pass the heading, without the list, on to every command.
        line.getCommandSpec().usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(ExitCode.list());
        line.setParameterExceptionHandler((problem, given) -> {
            var command = problem.getCommandLine().getCommandSpec().qualifiedName();
            return main.tell(problem.getCommandLine(), new Failure(ExitCode.USAGE,
                    Layout.clean(problem.getMessage()) + " (see " + command + " --help)", problem));
        });
        line.setExecutionExceptionHandler((problem, command, parsed) -> main.tell(command, Failure.of(problem)));
        return line.execute(arguments);
    }

    private static <T> CommandLine.ITypeConverter<T> read(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException e) {
                throw new CommandLine.TypeConversionException(e.getMessage());
            }
        };
    }

    private int tell(CommandLine command, Failure failure) {
        command.getOut().flush();
        command.getErr().println("sidetone: " + Layout.clean(failure.getMessage()));
        if (surroundings.variable("SIDETONE_DEBUG").isPresent()) failure.printStackTrace(command.getErr());
        command.getErr().flush();
        return failure.exit().code();
    }

    /** The models that ship with Sidetone. */
    private static Engine speech() throws InterruptedException {
        return new Engine(LocalModel.open(), Silero::new);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Callable<Engine> engine() {
        return engine;
    }

    /** Ctrl-C may have to wait so much longer than usual for the command to end in order. */
    void takesToEnd(Duration longer) {
        LastWords.takeLonger(longer);
    }

    /** For commands that serve: nothing but Ctrl-C ends them. */
    void untilStopped() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            // Ctrl-C.
        }
    }

    PrintWriter err() {
        return spec.commandLine().getErr();
    }

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    /** @param aside whether the standard output is needed for something else */
    Screen screen(boolean aside) {
        var paper = surroundings.paper(colour);
        return aside ? new Screen(spec.commandLine().getErr(), new Paper(paper.columns(), false, paper.unicode()), false)
                : new Screen(out(), paper, surroundings.live());
    }
}
