package dev.sidetone.llm;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import dev.sidetone.speech.CallHearing;
import dev.sidetone.speech.Expectations;
import dev.sidetone.speech.Senses;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Hears each item as it is told, speaks a hundred samples for each character, and remembers what it was asked. */
final class FakeSenses implements Senses, CallHearing {

    static final int SAMPLES_A_CHARACTER = 100;

    private final Map<String, String> sounds;
    final List<String> said = Collections.synchronizedList(new ArrayList<>());
    final List<Expectations> expected = Collections.synchronizedList(new ArrayList<>());

    FakeSenses(Map<String, String> sounds) {
        this.sounds = sounds;
    }

    @Override
    public CallHearing hearing() {
        return this;
    }

    @Override
    public Pcm say(String sentence) {
        said.add(sentence);
        // As the local voice, which finds no sound in other scripts.
        int sounds = (int) sentence.chars().filter(c -> c < 128).count();
        return Pcm.of(new short[sentence.matches(".*[A-Za-z].*") ? sounds * SAMPLES_A_CHARACTER : 0]);
    }

    @Override
    public Transcriber transcriber(TranscriptionRequest request) {
        return new Transcriber() {
            @Override
            public List<String> accept(Pcm audio) {
                return List.of();
            }

            @Override
            public Outcome finish() {
                return new Outcome.Transcript(List.of(), "plainly heard");
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public String listen(Seen.CallerAudio turn, Expectations expectations) {
        expected.add(expectations);
        return sounds.getOrDefault(turn.itemId(), sounds.getOrDefault("", ""));
    }

    @Override
    public String heard(Seen.CallerAudio turn, Expectations expectations) {
        return listen(turn, expectations);
    }

    @Override
    public String transcript(ModelPrompt prompt) {
        return "the transcript";
    }

    @Override
    public void close() {}
}
