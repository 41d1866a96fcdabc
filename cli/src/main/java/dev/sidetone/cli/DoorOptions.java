package dev.sidetone.cli;

import dev.sidetone.client.Secret;
import dev.sidetone.console.ConsoleSettings.Door;
import dev.sidetone.console.ConsoleSettings.Door.Kind;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who may use the console. */
final class DoorOptions {

    // Guesses take a second each: eight characters are out of reach.
    private static final int SHORTEST = 8;
    private static final int MADE_BYTES = 18;
    private static final String FROM_ENVIRONMENT = "env:";

    @Option(names = "--token", arity = "0..1", fallbackValue = "", paramLabel = "T",
            description = "Let in only who has this token. env:VARIABLE takes it from the environment; without a value one is made and shown.")
    private Optional<String> token;

    @Option(names = "--password", paramLabel = "env:VARIABLE", description = "With TLS: let in only who has this password.")
    private Optional<String> password;

    private Optional<String> made = Optional.empty();

    /** @throws Failure when it cannot be what was given */
    Door door(Surroundings surroundings) {
        if (token.isPresent() && password.isPresent()) throw new Failure(ExitCode.USAGE, "the console has one door; give --token or --password");
        if (password.isPresent()) return new Door.Locked(Kind.PASSWORD, secret("--password", password.get(), surroundings));
        if (token.isEmpty()) return new Door.Open();
        if (!token.get().isEmpty()) return new Door.Locked(Kind.TOKEN, secret("--token", token.get(), surroundings));
        made = Optional.of(random());
        return new Door.Locked(Kind.TOKEN, new Secret(made.get()));
    }

    /** The token that was made here, to be shown. */
    Optional<String> made() {
        return made;
    }

    private static Secret secret(String option, String given, Surroundings surroundings) {
        var value = !given.startsWith(FROM_ENVIRONMENT) ? given : surroundings.variable(given.substring(FROM_ENVIRONMENT.length()))
                .orElseThrow(() -> new Failure(ExitCode.KEY, option + " asks for " + Layout.clean(given.substring(FROM_ENVIRONMENT.length())) + "; set it in the environment"));
        if (value.length() < SHORTEST) throw new Failure(ExitCode.USAGE, "what " + option + " gives is too short to keep anybody out; use " + SHORTEST + " characters or more");
        return new Secret(value);
    }

    private static String random() {
        var bytes = new byte[MADE_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
