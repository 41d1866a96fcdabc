package dev.sidetone.device;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A sound server of the test's own, with a loudspeaker that sounds nowhere and a microphone that hears what the test plays: PulseAudio
 * with two null sinks. Java sees it as the ALSA device {@code default}, in a process that was started with {@link #environment}.
 */
public final class SoundServer implements AutoCloseable {

    private static final Path ALSA = Path.of("/usr/share/alsa/alsa.conf");

    private final Process server;
    private final Path folder;

    private SoundServer(Process server, Path folder) {
        this.server = server;
        this.folder = folder;
    }

    /** With devices as we would have them. @return nothing, where the machine has no PulseAudio or no way from ALSA to it */
    public static Optional<SoundServer> start(Path folder) throws IOException, InterruptedException {
        return start(folder, "rate=24000");
    }

    /** @param sound of both devices, as PulseAudio writes it */
    static Optional<SoundServer> start(Path folder, String sound) throws IOException, InterruptedException {
        if (!runs("pulseaudio", "--version") || !runs("pactl", "--version") || !Files.exists(ALSA) || plugin().isEmpty()) return Optional.empty();
        Files.writeString(folder.resolve("asound.conf"), "<" + ALSA + ">\npcm.!default { type pulse }\nctl.!default { type pulse }\n");
        var command = new ProcessBuilder("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--use-pid-file=no", "--log-target=stderr",
                "--load=module-native-protocol-unix socket=" + folder.resolve("sound") + " auth-anonymous=1",
                "--load=module-null-sink sink_name=agent " + sound, "--load=module-null-sink sink_name=caller " + sound);
        command.environment().putAll(Map.of("XDG_RUNTIME_DIR", folder.toString(), "HOME", folder.toString()));
        var server = new SoundServer(command.redirectErrorStream(true).redirectOutput(folder.resolve("pulseaudio.log").toFile()).start(), folder);
        for (int attempt = 0; attempt < 100 && server.server.isAlive(); attempt++) {
            if (server.run("pactl", "info").waitFor() == 0) return Optional.of(server);
            server.server.waitFor(50, TimeUnit.MILLISECONDS);
        }
        server.close();
        return Optional.empty();
    }

    private static Optional<Path> plugin() throws IOException {
        var libraries = Path.of("/usr/lib");
        try (var files = Files.find(libraries, 4, (file, attributes) -> file.getFileName().toString().equals("libasound_module_pcm_pulse.so"))) {
            return files.findFirst();
        } catch (java.io.UncheckedIOException e) {
            return Optional.empty();
        }
    }

    private static boolean runs(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a process needs to find its loudspeaker and microphone here. */
    public Map<String, String> environment() {
        return Map.of("PULSE_SERVER", "unix:" + folder.resolve("sound"), "PULSE_SINK", "agent", "PULSE_SOURCE", "caller.monitor",
                "ALSA_CONFIG_PATH", folder.resolve("asound.conf").toString(), "HOME", folder.toString());
    }

    private Process run(String... command) throws IOException {
        var process = new ProcessBuilder(command);
        process.environment().putAll(environment());
        return process.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    }

    /** The caller says what is in this file, and is waited for. */
    public void say(Path wav) throws IOException, InterruptedException {
        run("paplay", "--device=caller", wav.toString()).waitFor();
    }

    /** Neither device gives or takes any sound any more, and nobody says so. */
    public void stall() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-STOP", Long.toString(server.pid())).start().waitFor();
    }

    /** Keeps all that the loudspeaker plays, as raw samples of 24 kHz, until the process is ended. */
    public Process record(Path raw) throws IOException {
        var process = new ProcessBuilder(List.of("parec", "--device=agent.monitor", "--rate=24000", "--channels=1", "--format=s16le", "--latency-msec=10"));
        process.environment().putAll(environment());
        return process.redirectOutput(raw.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    }

    @Override
    public void close() {
        // One that stands still would not notice anything milder.
        server.destroyForcibly();
        server.onExit().join();
    }
}
