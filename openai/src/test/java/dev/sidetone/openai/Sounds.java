package dev.sidetone.openai;

import com.openai.models.realtime.InputAudioBufferAppendEvent;
import com.openai.models.realtime.RealtimeClientEvent;
import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/** The caller's voice in tests: a tone between silences. */
final class Sounds {

    // 200 ms of PCM16 at 24 kHz.
    private static final int FRAME_BYTES = 9_600;

    private Sounds() {}

    /** Silence, speech, and silence enough to end the turn. */
    static Pcm turn() {
        var samples = new short[Pcm.RATE * 22 / 10];
        for (int i = Pcm.RATE / 2; i < Pcm.RATE * 3 / 2; i++) samples[i] = (short) (8_000 * Math.sin(2 * Math.PI * 300 * i / Pcm.RATE));
        return Pcm.of(samples);
    }

    static List<byte[]> frames(Pcm audio) {
        var bytes = audio.bytes();
        var frames = new ArrayList<byte[]>();
        for (int from = 0; from < bytes.length; from += FRAME_BYTES) frames.add(Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + FRAME_BYTES)));
        return frames;
    }

    static RealtimeClientEvent append(byte[] frame) {
        return RealtimeClientEvent.ofInputAudioBufferAppend(
                InputAudioBufferAppendEvent.builder().audio(Base64.getEncoder().encodeToString(frame)).build());
    }
}
