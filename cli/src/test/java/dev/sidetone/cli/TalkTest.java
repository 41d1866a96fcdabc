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
        // In a file: ONNX Runtime overflows its stack where the command line is very long, as a class path of single jars makes it.
        var classPath = Files.writeString(folder.resolve("classpath"),
                "-cp " + System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        var command = new ArrayList<>(List.of(ProcessHandle.current().info().command().orElseThrow(), "@" + classPath, Main.class.getName(), "talk"));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command);
        process.environment().putAll(sound.environment());
        last = process.redirectErrorStream(true).start();
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
