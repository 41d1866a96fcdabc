package dev.sidetone.llm;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ResponseOutput;
import java.util.ArrayList;
import java.util.List;

/** What a response put out, in order: {@code text:}, {@code spoken:}, {@code audio:} with its samples, {@code call:}. */
final class Told implements ResponseOutput {

    final List<String> events = new ArrayList<>();
    volatile boolean stopped;

    @Override
    public void text(String delta) {
        events.add("text:" + delta);
    }

    @Override
    public void spoken(String delta) {
        if (!delta.isEmpty()) events.add("spoken:" + delta);
    }

    @Override
    public void audio(Pcm voice) {
        events.add("audio:" + voice.samples().length);
    }

    @Override
    public void call(String name, String arguments) {
        events.add("call:" + name + arguments);
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    String words() {
        var words = new StringBuilder();
        for (var event : events) if (event.startsWith("text:") || event.startsWith("spoken:")) words.append(event.substring(event.indexOf(':') + 1));
        return words.toString();
    }
}
