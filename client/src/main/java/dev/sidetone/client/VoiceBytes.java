package dev.sidetone.client;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import java.util.Arrays;

/** Wire bytes of the agent's voice to samples. A delta may cut a sample in half: the rest waits for the next one. Session thread only. */
final class VoiceBytes {

    private String responseId = "";
    private byte[] rest = {};

    Pcm decode(String response, byte[] bytes, AudioFormat format) {
        if (!response.equals(responseId)) rest = new byte[0];
        responseId = response;
        var all = rest.length == 0 ? bytes : join(rest, bytes);
        int whole = format == AudioFormat.PCM16 ? all.length & ~1 : all.length;
        rest = Arrays.copyOfRange(all, whole, all.length);
        return format.decode(whole == all.length ? all : Arrays.copyOf(all, whole));
    }

    private static byte[] join(byte[] first, byte[] second) {
        var all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }
}
