package dev.sidetone.speech;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sidetone.server.SpeechDetector;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

/**
 * A speech detector: Silero VAD v6. Says how likely each 32 ms of audio is speech, remembering what came before.
 *
 * <p>Each detector belongs to one stream and one thread; the network behind them is loaded once and shared.
 */
public final class Silero implements SpeechDetector {

    /** The network wants the end of the frame before in front of each frame (its own reference code does so). */
    private static final int CONTEXT = 64;
    private static final int STATE = 2 * 128;
    private static final long[] STATE_SHAPE = {2, 1, 128}, INPUT_SHAPE = {1, CONTEXT + FRAME};

    private final float[] input = new float[CONTEXT + FRAME];
    private float[] state = new float[STATE];

    /** The first detector loads the network, in about 0.1 s. */
    public Silero() {
        Objects.requireNonNull(Network.SHARED);
    }

    /**
     * Listens to the next frame.
     *
     * @param frame {@value #FRAME} samples at 16 kHz
     * @return 0 for anything but speech to 1 for speech
     */
    @Override
    public float probability(short[] frame) {
        if (frame.length != FRAME) throw new IllegalArgumentException("a frame has " + FRAME + " samples, not " + frame.length);
        System.arraycopy(input, FRAME, input, 0, CONTEXT);
        for (int i = 0; i < FRAME; i++) input[CONTEXT + i] = frame[i] / 32768f;
        var shared = Network.SHARED;
        try (var samples = OnnxTensor.createTensor(shared.environment, FloatBuffer.wrap(input), INPUT_SHAPE);
             var before = OnnxTensor.createTensor(shared.environment, FloatBuffer.wrap(state), STATE_SHAPE);
             var heard = shared.session.run(Map.of("input", samples, "state", before, "sr", shared.rate))) {
            var after = (OnnxTensor) heard.get("stateN").orElseThrow();
            after.getFloatBuffer().get(state);
            return ((OnnxTensor) heard.get("output").orElseThrow()).getFloatBuffer().get(0);
        } catch (OrtException e) {
            throw new IllegalStateException("the speech detector failed: " + e.getMessage(), e);
        }
    }

    /** Forgets the stream so far. */
    @Override
    public void reset() {
        Arrays.fill(input, 0);
        state = new float[STATE];
    }

    /** The network itself; running it is thread-safe. Lives as long as the program. */
    private static final class Network {

        static final Network SHARED = new Network();

        final OrtEnvironment environment = OrtEnvironment.getEnvironment();
        final OrtSession session;
        final OnnxTensor rate;

        private Network() {
            try (InputStream model = Silero.class.getResourceAsStream("silero_vad_v6.onnx");
                 var options = new OrtSession.SessionOptions()) {
                if (model == null) throw new IOException("the resource silero_vad_v6.onnx is missing from the class path");
                // Windows would be told otherwise. A build that reports by itself, as from 1.29 on, has done so by now.
                environment.setTelemetry(false);
                // One frame is 0.1 ms of work: a second thread would only wait for it, and by default it waits spinning.
                options.setIntraOpNumThreads(1);
                options.setInterOpNumThreads(1);
                options.addConfigEntry("session.intra_op.allow_spinning", "0");
                session = environment.createSession(model.readAllBytes(), options);
                rate = OnnxTensor.createTensor(environment, LongBuffer.wrap(new long[] {Decoder.RATE}), new long[0]);
            } catch (IOException e) {
                throw new UncheckedIOException("the speech detector could not be loaded: " + e.getMessage(), e);
            } catch (OrtException e) {
                throw new IllegalStateException("the speech detector could not be loaded: " + e.getMessage(), e);
            }
        }
    }
}
