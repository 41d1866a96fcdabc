package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ModelPrompt.Seen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A model that does as it was told: what the n-th turn of the caller is heard as, what the n-th reply says, what
 * out-of-band requests are answered. Each connection begins the script anew. For tests of clients and of the server.
 *
 * <pre>{@code
 * var model = ScriptedModel.script()
 *     .hears("Hello, my name is Ann.").replies(ScriptedModel.says("Hello, Ann!"))
 *     .answers(ScriptedModel.says("Hello, my name is Anne."))
 *     .build();
 * }</pre>
 */
public final class ScriptedModel implements SpeechModel {

    /** What a response does. */
    public sealed interface Line {

        /** Says or writes a text, as the response was asked for. */
        record Says(String text) implements Line {
            @Override
            public String toString() {
                return "Says[" + text.length() + " chars]";
            }
        }

        record Calls(String name, String arguments) implements Line {
            @Override
            public String toString() {
                return "Calls[" + name + "]";
            }
        }

        record Fails(ModelFailure failure) implements Line {}

        /** Breaks as a model with a defect would. */
        record Breaks(RuntimeException defect) implements Line {}

        /** Waits before it goes on. */
        record Waits(Pause pause) implements Line {}

        /** One after the other. */
        record InTurn(List<Line> lines) implements Line {
            public InTurn {
                lines = List.copyOf(lines);
            }
        }
    }

    public static Line says(String text) {
        return new Line.Says(text);
    }

    public static Line calls(String name, String arguments) {
        return new Line.Calls(name, arguments);
    }

    public static Line fails(String code, String message) {
        return new Line.Fails(new ModelFailure(code, message));
    }

    public static Line breaks(RuntimeException defect) {
        return new Line.Breaks(defect);
    }

    public static Line waits(Pause pause) {
        return new Line.Waits(pause);
    }

    public static Line inTurn(Line... lines) {
        return new Line.InTurn(List.of(lines));
    }

    private final List<String> heard;
    private final List<Line> replies;
    private final List<Line> answers;
    private final Function<ModelPrompt, Optional<Line>> answerer;

    private ScriptedModel(Script script) {
        heard = List.copyOf(script.heard);
        replies = List.copyOf(script.replies);
        answers = List.copyOf(script.answers);
        answerer = script.answerer;
    }

    public static Script script() {
        return new Script();
    }

    /** What to do, in the order in which it is written. Thread-safe, so that a server may build from it what a test still writes. */
    public static final class Script {
        private final List<String> heard = new CopyOnWriteArrayList<>();
        private final List<Line> replies = new CopyOnWriteArrayList<>();
        private final List<Line> answers = new CopyOnWriteArrayList<>();
        private volatile Function<ModelPrompt, Optional<Line>> answerer = prompt -> Optional.empty();

        private Script() {}

        /** The next turn of the caller is heard as this; turns beyond the script as nothing. */
        public Script hears(String text) {
            heard.add(text);
            return this;
        }

        /** The next reply in the conversation; replies beyond the script say "Okay." */
        public Script replies(Line line) {
            replies.add(line);
            return this;
        }

        /** The next out-of-band request; those beyond the script get what the last turn they refer to was heard as. */
        public Script answers(Line line) {
            answers.add(line);
            return this;
        }

        /** Answers every out-of-band request by what it shows, instead of in order. */
        public Script answersBy(Function<ModelPrompt, Line> function) {
            answerer = prompt -> Optional.of(function.apply(prompt));
            return this;
        }

        /** Answers every out-of-band request that fits with this; of several rules the first that fits counts, and none uses up an answer in order. */
        public Script answersWhen(Predicate<ModelPrompt> fits, Line line) {
            var before = answerer;
            answerer = prompt -> before.apply(prompt).or(() -> fits.test(prompt) ? Optional.of(line) : Optional.empty());
            return this;
        }

        public ScriptedModel build() {
            return new ScriptedModel(this);
        }
    }

    @Override
    public ModelSession open(String model) {
        return new ScriptedSession(heard, replies, answers, answerer);
    }

    @Override
    public void close() {}

    /** A plausible length for spoken text: 15 characters a second, as unhurried English. */
    static Duration lengthOf(String text) {
        return Duration.ofMillis(200 + text.length() * 1000L / 15);
    }

    /** Stands for a voice: a tone that swells and fades with each word. */
    static Pcm voice(String text) {
        var samples = new short[Math.toIntExact(lengthOf(text).toMillis() * Pcm.RATE / 1000)];
        for (int i = 0; i < samples.length; i++) {
            double seconds = (double) i / Pcm.RATE;
            samples[i] = (short) (6_000 * Math.sin(2 * Math.PI * 220 * seconds) * Math.abs(Math.sin(Math.PI * 2.5 * seconds)));
        }
        return Pcm.of(samples);
    }

    /** The item of the last turn of the caller that a prompt shows. */
    static Optional<String> lastCallerAudio(ModelPrompt prompt) {
        return prompt.context().reversed().stream().filter(Seen.CallerAudio.class::isInstance).map(Seen::itemId).findFirst();
    }
}
