package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sidetone.audio.Pcm;
import dev.sidetone.device.SoundServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone talk}, in a process of its own with a microphone and a loudspeaker that exist in software alone. */
@Timeout(120)
class TalkTest {

    private static final String SCRIPT = """
            heard: [yes that is correct, yes that is right thank you]
            replies: ["Good. Then I have all I need.", "Goodbye."]
            answers: ["Yes, that is correct.", "Yes, that is right, thank you."]
            """;

    // Six seconds of voice and more, so that there is time to interrupt it.
    private static final String LONG = """
            heard: [yes that is correct, yes that is right thank you]
            replies: ["Well, %s and that is all.", "Goodbye."]
            answers: ["Yes, that is correct.", "Yes, that is right, thank you."]
            """.formatted("there is more to say about it, ".repeat(8));

    @TempDir
    private Path folder;

    private SoundServer sound;
    private final List<String> shown = new ArrayList<>();

    @BeforeEach
    void plugIn() throws Exception {
        var started = SoundServer.start(folder);
        assumeTrue(started.isPresent(), "no virtual sound device: needs pulseaudio, pulseaudio-utils and libasound2-plugins");
        sound = started.get();
    }

    @AfterEach
    void unplug() {
        if (sound != null) sound.close();
    }

    private Process last;

    private Process talk(String... arguments) throws IOException {
        return start(command(arguments));
    }

    /** @param before a command of the shell's, and so is what comes after it */
    private Process onTerminal(String before, String after, String... arguments) throws IOException {
        var words = command(arguments).stream().map(word -> "'" + word + "'").toList();
        return start(List.of("/usr/bin/script", "-qec", before + String.join(" ", words) + after, "/dev/null"));
    }

    private List<String> command(String... arguments) throws IOException {
        // In a file: ONNX Runtime overflows its stack where the command line is very long, as a class path of single jars makes it.
        var classPath = Files.writeString(folder.resolve("classpath"),
                "-cp " + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "@" + classPath, Main.class.getName(), "talk"));
        command.addAll(List.of(arguments));
        return command;
    }

    private Process start(List<String> command) throws IOException {
        var process = new ProcessBuilder(command);
        process.environment().putAll(sound.environment());
        process.environment().put("TERM", "xterm");
        last = process.redirectErrorStream(true).start();
        var running = last;
        // Who reads a line cannot be interrupted: what does not end is ended, and the test then says what it had shown.
        CompletableFuture.delayedExecutor(90, TimeUnit.SECONDS).execute(running::destroyForcibly);
        return last;
    }

    private Path script(String text) throws IOException {
        return Files.writeString(folder.resolve("script.yaml"), text);
    }

    /** Reads what is shown up to a line of this kind. */
    private void until(BufferedReader out, Predicate<String> line) throws IOException, InterruptedException {
        for (var next = out.readLine(); next != null; next = out.readLine()) {
            shown.add(next);
            if (line.test(next)) return;
        }
        throw new AssertionError("it ended without it, " + last.waitFor() + ":\n" + String.join("\n", shown));
    }

    private static Predicate<String> agent(String words) {
        return line -> line.startsWith("  agent") && line.contains(words);
    }

    @Test
    void a_call_of_two_turns_is_held_by_microphone_and_loudspeaker() throws Exception {
        var recording = sound.record(folder.resolve("agent.raw"));
        var process = talk("--script", script(SCRIPT).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("speak now"));
            sound.say(Wavs.mono16(folder.resolve("one.wav"), Wavs.caller(3)));
            until(out, agent("Good. Then I have all I need."));
            sound.say(Wavs.mono16(folder.resolve("two.wav"), Wavs.caller(8)));
            until(out, agent("Goodbye."));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            until(out, line -> line.contains("totals"));
            while (out.readLine() != null) continue;
        }
        assertThat(process.waitFor()).as(String.join("\n", shown)).isZero();
        recording.destroy();
        recording.waitFor();
        assertThat(shown).anyMatch(line -> line.contains("Yes, that is correct.")).anyMatch(line -> line.contains("Yes, that is right, thank you."));
        assertThat(voiced(folder.resolve("agent.raw"))).isGreaterThan(Duration.ofMillis(1500));
    }

    @Test
    void who_speaks_while_the_agent_does_cuts_it_short() throws Exception {
        var process = talk("--script", script(LONG).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("speak now"));
            sound.say(Wavs.mono16(folder.resolve("both.wav"), pausing(Wavs.caller(3), Duration.ofMillis(2500), Wavs.caller(8))));
            until(out, line -> line.contains("cut off after"));
            assertThat(shown).anyMatch(agent("Well, there")).noneMatch(agent("that is all"));
            until(out, agent("Goodbye."));
            process.getOutputStream().write('\n');
            process.getOutputStream().flush();
            until(out, line -> line.contains("totals"));
            while (out.readLine() != null) continue;
        }
        assertThat(process.waitFor()).as(String.join("\n", shown)).isZero();
    }

    @Test
    void who_hangs_up_in_the_middle_of_a_sentence_is_transcribed_and_not_kept_waiting() throws Exception {
        var process = talk("--script", script(SCRIPT).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("speak now"));
            // It ends in a word, and the key is pressed before the server takes the silence after it for the end of the turn.
            sound.say(Wavs.mono16(folder.resolve("half.wav"), Wavs.caller(1).between(Duration.ZERO, Duration.ofSeconds(3))));
            press(process, '\n');
            until(out, line -> line.contains("totals"));
            rest(out);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
        assertThat(shown).anyMatch(line -> line.contains("Yes, that is correct.")).anyMatch(line -> line.contains("1 turn "));
    }

    @Test
    void a_program_that_is_told_to_stop_still_sums_up() throws Exception {
        var process = talk("--script", script(SCRIPT).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("speak now"));
            // Whatever its standard input is: here one that nobody closes.
            ProcessHandle.of(process.pid()).orElseThrow().destroy();
            until(out, line -> line.contains("totals"));
            rest(out);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
    }

    @Test
    void a_microphone_that_falls_silent_keeps_nobody_from_hanging_up() throws Exception {
        var process = talk("--script", script(SCRIPT).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("speak now"));
            sound.stall();
            press(process, '\n');
            until(out, line -> line.contains("totals"));
            rest(out);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
    }

    @Test
    void an_input_that_ends_hangs_nothing_up_and_the_time_does() throws Exception {
        var process = talk("--script", script(SCRIPT).toString(), "--for", "4");
        process.getOutputStream().close();
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("speak now"));
            sound.say(Wavs.mono16(folder.resolve("one.wav"), Wavs.caller(3)));
            until(out, line -> line.contains("totals"));
            rest(out);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
        assertThat(shown).anyMatch(line -> line.contains("Yes, that is correct."));
    }

    @Test
    void between_two_keys_lies_a_turn_and_the_last_one_has_its_reply() throws Exception {
        var process = talk("--manual", "--half-duplex", "--script", script(SCRIPT).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("press to speak"));
            turn(process, 3);
            until(out, agent("Good. Then I have all I need."));
            turn(process, 8);
            // Nothing but Ctrl-C hangs up where keys need Enter; it comes before the answer does.
            ProcessHandle.of(process.pid()).orElseThrow().destroy();
            until(out, line -> line.contains("totals"));
            rest(out);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
        assertThat(shown).anyMatch(line -> line.contains("2 turns")).noneMatch(line -> line.contains("no reply")).anyMatch(line -> line.contains("not heard"));
    }

    private void turn(Process process, int utterance) throws Exception {
        press(process, '\n');
        sound.say(Wavs.mono16(folder.resolve(utterance + ".wav"), Wavs.caller(utterance)));
        press(process, '\n');
    }

    /** Single keys, as on a terminal of its own: {@code script} of util-linux makes one. */
    @Test
    void on_a_terminal_each_key_counts_at_once_and_the_terminal_is_left_as_it_was() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "no /usr/bin/script: needs util-linux");
        var after = folder.resolve("stty");
        var process = onTerminal("stty -a >" + after + ".before; ", "; stty -a >" + after, "--manual", "--script", script(SCRIPT).toString());
        try (var out = process.inputReader(StandardCharsets.UTF_8)) {
            until(out, line -> line.contains("space"));
            until(out, line -> line.contains("press to speak"));
            press(process, ' ');
            sound.say(Wavs.mono16(folder.resolve("one.wav"), Wavs.caller(3)));
            press(process, ' ');
            until(out, line -> line.contains("Good. Then I have all I need.") && line.contains("agent"));
            press(process, 'q');
            until(out, line -> line.contains("totals"));
            rest(out);
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).as("it ended by itself").isTrue();
        assertThat(after).hasSameTextualContentAs(Path.of(after + ".before"));
    }

    private static void press(Process process, char key) throws IOException {
        process.getOutputStream().write(key);
        process.getOutputStream().flush();
    }

    private void rest(BufferedReader out) throws IOException {
        for (var line = out.readLine(); line != null; line = out.readLine()) shown.add(line);
    }

    @Test
    void the_devices_are_listed() throws Exception {
        var process = talk("--list-devices");
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        assertThat(out).contains("microphones", "loudspeakers").containsPattern("default.*24000 Hz, mono");
    }

    @Test
    void a_device_that_is_not_there_is_told_with_those_that_are() throws Exception {
        var process = talk("--output", "gramophone");
        var out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ExitCode.DEVICE.code());
        assertThat(out).contains("sidetone: no loudspeaker is called \"gramophone\"; --output takes one of \"default");
    }

    private static Pcm pausing(Pcm first, Duration pause, Pcm then) {
        int gap = (int) (pause.toMillis() * Pcm.RATE / 1000);
        var all = new short[first.samples().length + gap + then.samples().length];
        System.arraycopy(first.samples(), 0, all, 0, first.samples().length);
        System.arraycopy(then.samples(), 0, all, first.samples().length + gap, then.samples().length);
        return Pcm.of(all);
    }

    /** How long there was sound in a recording. */
    private static Duration voiced(Path raw) throws IOException {
        var bytes = Files.readAllBytes(raw);
        int loud = 0;
        for (int at = 0; at + 1 < bytes.length; at += 2) if (Math.abs((short) (bytes[at] & 0xff | bytes[at + 1] << 8)) > 500) loud++;
        return Duration.ofMillis(loud * 1000L / Pcm.RATE);
    }
}
