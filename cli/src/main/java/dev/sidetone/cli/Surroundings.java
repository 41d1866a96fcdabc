package dev.sidetone.cli;

import java.io.Console;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What the program finds around it.
 *
 * @param environment variables
 * @param terminal whether the standard output is one
 * @param charset of the output
 */
record Surroundings(Map<String, String> environment, boolean terminal, Charset charset) {

    static Surroundings ofProcess() {
        var environment = System.getenv();
        return new Surroundings(environment, isTerminal(environment), charsetOfOutput());
    }

    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
    }

    /** Whether what is printed may be drawn over. */
    boolean live() {
        return terminal && !dumb();
    }

    Paper paper(When colour) {
        boolean coloured = switch (colour) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> live() && !environment.containsKey("NO_COLOR");
        };
        return new Paper(columns(), coloured, charset.newEncoder().canEncode("─·–"));
    }

    private boolean dumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    private int columns() {
        var said = variable("COLUMNS").filter(value -> value.matches("[1-9]\\d{0,4}")).map(Integer::valueOf);
        return said.or(() -> terminal ? columnsOfTerminal() : Optional.empty()).orElse(Paper.DEFAULT_COLUMNS);
    }

    /** Shells do not export COLUMNS; stty knows, and says it within some milliseconds. */
    private static Optional<Integer> columnsOfTerminal() {
        try {
            var stty = new ProcessBuilder("stty", "size").redirectInput(new java.io.File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD).start();
            if (!stty.waitFor(500, TimeUnit.MILLISECONDS)) {
                stty.destroyForcibly();
                return Optional.empty();
            }
            var size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
            return size.matches("\\d+ [1-9]\\d{0,4}") ? Optional.of(Integer.valueOf(size.split(" ")[1])) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** The launcher asks the system (SIDETONE_TTY is 1 or 0); the JDK alone wants input and output to be a terminal both. */
    private static boolean isTerminal(Map<String, String> environment) {
        var launcher = environment.get("SIDETONE_TTY");
        if (launcher != null) return launcher.equals("1");
        var console = System.console();
        return console != null && isTerminal(console);
    }

    /** From JDK 22 on there is a console also without a terminal; {@code Console.isTerminal} came with it. */
    private static boolean isTerminal(Console console) {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** A locale that is not set says ASCII, as in most containers; what shows their output understands UTF-8. */
    private static Charset charsetOfOutput() {
        var name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        var charset = Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
        return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
    }

    /** Whether to colour. */
    enum When { AUTO, ALWAYS, NEVER }
}
