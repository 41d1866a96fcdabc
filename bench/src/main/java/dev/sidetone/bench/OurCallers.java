package dev.sidetone.bench;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.AudioSink;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Sidetone;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.turn.Heard;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;

/** The compared callers on our own client. */
public final class OurCallers {

    private OurCallers() {}

    public static void main(String[] arguments) throws Exception {
        var server = URI.create(arguments[0]);
        int frameMs = Integer.parseInt(arguments[3]);
        var frames = Plainly.frames(Path.of(arguments[1]), frameMs).stream().map(bytes -> Pcm.ofBytes(bytes, Pcm.RATE)).toList();
        var detection = new SessionSettings.TurnDetection.ServerVad(0.5, Duration.ofMillis(300), Scene.SILENCE, true, true);
        Plainly.run(Integer.parseInt(arguments[2]), frameMs, (number, counts) -> {
            var call = Sidetone.to(Endpoint.of(server)).model(LoadModel.nameOf(number)).turnDetection(detection)
                    .playback(AudioSink.quick(audio -> counts.audioBytes().addAndGet(2L * audio.samples().length)))
                    .call(turn -> {
                        if (turn.outOfBand() instanceof Heard.Text) counts.transcripts().incrementAndGet();
                    });
            return message -> call.append(frames.get((int) (message % frames.size())));
        });
    }
}
