package dev.sidetone.turn;

import dev.sidetone.turn.Testimony.Witness;
import java.lang.Character.UnicodeScript;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether the text is in another language than the caller's: the model translated, or fell into one it likes. The built-in
 * transcript may be the one that is wrong, so it never decides alone.
 */
final class Tongue {

    // "Okay, thank you" is English in the mouth of any caller.
    private static final int FEWEST_WORDS = 4;

    private Tongue() {}

    static boolean another(Testimony testimony) {
        if (testimony.words().size() < FEWEST_WORDS || testimony.witness(testimony.words()) == Witness.CONFIRMS) return false;
        return testimony.language().map(here -> anotherThan(here, testimony)).orElse(false) || anotherScript(testimony);
    }

    private static boolean anotherThan(String here, Testimony testimony) {
        var evidence = testimony.evidence();
        var builtIn = testimony.builtIn().flatMap(testimony::language);
        if (builtIn.equals(Optional.of(here))) return false;
        var expected = evidence.languages();
        if (!expected.isEmpty() && !expected.contains(here)) return true;
        if (expected.size() == 1) return false;
        if (languages(testimony, evidence.said().byCaller()).anyMatch(here::equals)) return false;
        var agent = languages(testimony, evidence.said().byAgent()).collect(Collectors.toSet());
        var before = languages(testimony, evidence.said().byCaller()).collect(Collectors.toSet());
        // Who has spoken another language so far may change it; the built-in transcript, or the agent's reply, must know of no change.
        if (!before.isEmpty()) return builtIn.or(() -> goesOn(testimony)).map(before::contains).orElse(!agent.isEmpty() && !agent.contains(here));
        return builtIn.isPresent() && agent.contains(builtIn.get()) && !agent.contains(here);
    }

    /** The language of the built-in text together with the turns before: one short line alone says nothing. */
    private static Optional<String> goesOn(Testimony testimony) {
        return testimony.builtIn().filter(text -> !text.isBlank())
                .flatMap(text -> testimony.language(String.join(" ", testimony.evidence().said().byCaller()) + " " + text));
    }

    private static Stream<String> languages(Testimony testimony, List<String> lines) {
        // Together as well as one by one: short lines say nothing each.
        var together = Stream.of(lines).map(all -> String.join(" ", all));
        return Stream.concat(lines.stream(), together).map(testimony::language).flatMap(Optional::stream);
    }

    /** Another script than the built-in transcript's, where the call up to now was in that one. */
    private static boolean anotherScript(Testimony testimony) {
        var script = Script.of(testimony.text());
        var builtIn = testimony.builtIn().flatMap(Script::of);
        if (script.isEmpty() || builtIn.isEmpty() || script.equals(builtIn)) return false;
        var said = testimony.evidence().said();
        Set<UnicodeScript> before = Stream.concat(said.byCaller().stream(), said.byAgent().stream()).map(Script::of).flatMap(Optional::stream)
                .collect(Collectors.toSet());
        return before.contains(builtIn.get()) && !before.contains(script.get());
    }
}
