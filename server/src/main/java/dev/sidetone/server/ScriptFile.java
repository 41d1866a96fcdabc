package dev.sidetone.server;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * A {@link ScriptedModel} and its {@link Faults} from YAML, for those who write no Java. {@code docs/scripts.md} lists all there
 * is to say:
 *
 * <pre>{@code
 * heard:
 *   - hello i would like to report an accident
 * replies:
 *   - [{wait: 350 ms}, {say: I am sorry to hear that.}, {call: open_claim, arguments: {kind: accident}}]
 * answers:
 *   - when: {instructions-contain: verbatim}
 *     then: Hello, I would like to report an accident.
 * faults:
 *   - fault: late-transcript
 *     by: 1.5 s
 *     at: 1
 * }</pre>
 */
public final class ScriptFile {

    private final ScriptedModel.Script script = ScriptedModel.script();
    private Faults faults = Faults.none();

    private ScriptFile() {}

    /** @throws ScriptMistake when it cannot be read or followed */
    public static ScriptFile read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            throw new ScriptMistake("there is no script " + file, e);
        } catch (MalformedInputException e) {
            throw new ScriptMistake("the script " + file + " is not UTF-8 text", e);
        } catch (IOException e) {
            throw new ScriptMistake("the script " + file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** @param name what errors call it */
    public static ScriptFile parse(String name, String yaml) {
        return parse(name, yaml, Pause::of);
    }

    /**
     * The same by another clock.
     *
     * @param timing makes the pauses: {@code Pause::of} for the wall's time, {@code FakeClock::pause} for a test's
     */
    public static ScriptFile parse(String name, String yaml, Function<Duration, Pause> timing) {
        var read = new ScriptFile();
        read.follow(document(name, yaml).fields("heard", "replies", "answers", "faults"), timing);
        return read;
    }

    private static ScriptNode document(String name, String yaml) {
        try {
            var root = new Compose(LoadSettings.builder().setLabel(name).build()).composeString(yaml);
            return new ScriptNode(name, root.orElseThrow(() -> new ScriptMistake(name + " is empty; say what is heard, replies, answers or faults")));
        } catch (MarkedYamlEngineException e) {
            var line = e.getProblemMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("");
            throw new ScriptMistake(name + line + ": this is not YAML: " + e.getProblem(), e);
        } catch (YamlEngineException e) {
            throw new ScriptMistake(name + ": this is not YAML: " + e.getMessage(), e);
        }
    }

    private void follow(ScriptNode.Fields top, Function<Duration, Pause> timing) {
        var lines = new ScriptLines(timing);
        top.list("heard").forEach(text -> script.hears(text.text()));
        top.list("replies").forEach(line -> script.replies(lines.line(line)));
        top.list("answers").forEach(answer -> lines.answer(answer, script));
        var names = new FaultNames(timing);
        for (var fault : top.list("faults")) faults = names.add(fault, faults);
    }

    /** A script of its own each time it is asked for would be none: more lines may be added to this one. */
    public ScriptedModel.Script script() {
        return script;
    }

    public ScriptedModel model() {
        return script.build();
    }

    public Faults faults() {
        return faults;
    }
}
