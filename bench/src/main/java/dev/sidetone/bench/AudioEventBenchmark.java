package dev.sidetone.bench;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The two audio events through the codec, beside a bare {@link Base64} pass over the same bytes in the same run. Read the
 * ratios: {@code readDelta / decodeOnly} (goal at most 3) and {@code writeAppend / encodeOnly} (goal at most 2).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class AudioEventBenchmark {

    /** 215 ms of PCM: a 14 kB delta, the size the service's replies come in. */
    private static final int DELTA_BYTES = 10_320;
    /** 100 ms of PCM: a 6.4 kB append. */
    private static final int APPEND_BYTES = 4_800;

    private byte[] append;
    private byte[] deltaBase64;
    private String delta;
    private ClientEvent appendEvent;

    @Setup
    public void prepare() {
        var random = new Random(1);
        append = new byte[APPEND_BYTES];
        random.nextBytes(append);
        appendEvent = new ClientEvent.AudioAppend(append);
        var audio = new byte[DELTA_BYTES];
        random.nextBytes(audio);
        deltaBase64 = Base64.getEncoder().encode(audio);
        delta = Codec.write(new ServerEvent.AudioDelta(
                new ServerEvent.Place("resp_E6U0xfWhN878XBMhc0LKn", "item_E6U0xWSFIFri2uw2kTLLq", 0, 0), audio),
                "event_E6U0x5zQRGJVzr6MR41ud");
    }

    @Benchmark
    public byte[] decodeOnly() {
        return Base64.getDecoder().decode(deltaBase64);
    }

    @Benchmark
    public ServerEvent readDelta() {
        return Codec.readServer(delta);
    }

    @Benchmark
    public byte[] encodeOnly() {
        return Base64.getEncoder().encode(append);
    }

    @Benchmark
    public String writeAppend() {
        return Codec.write(appendEvent);
    }
}
