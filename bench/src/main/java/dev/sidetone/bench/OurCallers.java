package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSource;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Sidetone;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.turn.Heard;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The compared callers on our own client. */
public final class OurCallers {

    private OurCallers() {}

    public static void main(String[] arguments) throws Exception {
        var server = URI.create(arguments[0]);
        int frameMs = Integer.parseInt(arguments[3]);
        var frames = Plainly.frames(Path.of(arguments[1]), frameMs).stream().map(bytes -> Pcm.ofBytes(bytes, Pcm.RATE)).toList();
        var detection = new SessionSettings.TurnDetection.ServerVad(0.5, Duration.ofMillis(300), Scene.SILENCE, true, true);
        Plainly.run(Integer.parseInt(arguments[2]), (number, counts) -> {
            var call = Sidetone.to(Endpoint.of(server)).model(LoadModel.nameOf(number)).turnDetection(detection)
                    .playback(audio -> counts.audioBytes().addAndGet(2L * audio.samples().length))
                    .call(turn -> {
                        if (turn.outOfBand() instanceof Heard.Text) counts.transcripts().incrementAndGet();
                    });
            return () -> {
                long start = Plainly.entry(number);
                var sent = new long[1];
                AudioSource source = () -> {
                    Plainly.until(start + sent[0] * frameMs * 1_000_000);
                    return Optional.of(frames.get((int) (sent[0]++ % frames.size())));
                };
                try {
                    call.play(source, Pace.FAST);
                } catch (InterruptedException over) {
                    Thread.currentThread().interrupt();
                }
            };
        });
    }
}
