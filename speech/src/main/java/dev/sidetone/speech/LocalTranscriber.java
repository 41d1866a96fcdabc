package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.Transcriber;
import java.util.List;
import java.util.stream.Collectors;

/** The plain streaming pass as the server's built-in transcription. */
final class LocalTranscriber implements Transcriber {

    private final PlainPass pass;
    private int reported;

    LocalTranscriber(PlainPass pass) {
        this.pass = pass;
    }

    @Override
    public List<String> accept(Pcm audio) {
        return deltas(pass.accept(audio.samples()));
    }

    @Override
    public Outcome finish() {
        var words = pass.finish().list();
        var text = words.stream().map(Word::text).collect(Collectors.joining(" "));
        return new Outcome.Transcript(deltas(words.subList(Math.min(reported, words.size()), words.size())), text);
    }

    /** As recorded from the service, each word brings the space before it. */
    private List<String> deltas(List<Word> words) {
        reported += words.size();
        return words.stream().map(word -> " " + word.text()).toList();
    }

    @Override
    public void close() {
        pass.close();
    }
}
