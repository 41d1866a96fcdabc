package dev.sidetone.bench;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** Many spoken calls at once between our client, in this process, and our server, in another, over 127.0.0.1. */
@Command(name = "load", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Holds many calls at once on this machine and says what each costs and how late it becomes.",
        exitCodeOnInvalidInput = 2,
        footer = {"", "Ends with 1 when an event was lost or went astray."})
public final class Load implements Callable<Integer> {

    @Option(names = "--sessions", defaultValue = "500", description = "How many (default: ${DEFAULT-VALUE}).")
    private int sessions;

    @Option(names = "--frame", defaultValue = "100ms", converter = Length.class, description = "Audio in a message, either way: 20ms to 1s (default: ${DEFAULT-VALUE}).")
    private Duration frame;

    @Option(names = "--for", defaultValue = "2m", converter = Length.class, description = "How long to measure (default: ${DEFAULT-VALUE}).")
    private Duration duration;

    @Option(names = "--warm-up", defaultValue = "30s", converter = Length.class, description = "Not measured, before that (default: ${DEFAULT-VALUE}).")
    private Duration warmUp;

    @Option(names = "--search", description = "Go up from --sessions until the 99th percentile of the delay passes 100 ms.")
    private boolean search;

    @Option(names = "--server-options", defaultValue = "", description = "For the server's JVM, split at blanks.")
    private String serverOptions;

    @Option(names = "--tls", description = "Over TLS, as to the live service.")
    private boolean tls;

    /** Each step of a search: fine enough for a figure of two digits. */
    private static final double STEP = 1.15;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Load()).execute(arguments));
    }

    @Override
    public Integer call() throws InterruptedException {
        if (frame.toMillis() < 20 || frame.toMillis() > 1_000 || Scene.CYCLE.toMillis() % (frame.toMillis() * 10) != 0) {
            throw new IllegalArgumentException("a frame of " + frame.toMillis() + " ms does not divide the second: use 20, 50, 100, 200, 500 or 1000 ms");
        }
        return search ? search() : run(sessions).faultless() ? 0 : 1;
    }

    private LoadResult run(int number) throws InterruptedException {
        var result = new LoadRun(new LoadRun.Plan(number, new Scene(frame, spread()), warmUp, duration, new LoadRun.Server(serverOptions, tls))).run();
        System.out.println(result.inWords());
        return result;
    }

    /** All have come before it is measured, the first of them while the compiler still works. */
    private Duration spread() {
        var half = warmUp.dividedBy(2);
        return half.compareTo(Scene.CYCLE) > 0 ? half : Scene.CYCLE;
    }

    private int search() throws InterruptedException {
        int good = 0, number = sessions;
        for (; ; number = (int) Math.ceil(number * STEP)) {
            var result = run(number);
            if (result.late() || !result.faultless()) break;
            good = number;
        }
        System.out.println(good == 0 ? "already " + number + " sessions were too many: begin with fewer"
                : "the 99th percentile passes " + (int) LoadResult.LATE_MS + " ms between " + good + " and " + number + " sessions");
        return 0;
    }

    /** {@code 100ms}, {@code 30s}, {@code 2m}. */
    static final class Length implements ITypeConverter<Duration> {

        private static final Pattern FORM = Pattern.compile("(\\d{1,6})(ms|s|m)");

        @Override
        public Duration convert(String text) {
            var parts = FORM.matcher(text);
            if (!parts.matches()) throw new CommandLine.TypeConversionException("\"" + text + "\" is no length of time: write 100ms, 30s or 2m");
            long number = Long.parseLong(parts.group(1));
            return switch (parts.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                default -> Duration.ofMinutes(number);
            };
        }
    }
}
