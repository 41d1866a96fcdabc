package dev.sidetone.speech;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.Transcriber;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The plain streaming pass as the server's built-in transcription. */
final class LocalTranscriber implements Transcriber {

    private final PlainPass pass;
    private final CompletableFuture<Words> heard;
    private int reported;

    /** @param heard gets the words when the turn is finished, and is cancelled when it never is */
    LocalTranscriber(PlainPass pass, CompletableFuture<Words> heard) {
        this.pass = pass;
        this.heard = heard;
    }

    @Override
    public List<String> accept(Pcm audio) {
        return deltas(pass.accept(audio.samples()));
    }

    @Override
    public Outcome finish() {
        var words = pass.finish();
        heard.complete(words);
        var list = words.list();
        return new Outcome.Transcript(deltas(list.subList(Math.min(reported, list.size()), list.size())), words.text(),
                list.stream().map(word -> new Outcome.Token(" " + word.text(), word.confidence())).toList());
    }

    /** As recorded from the service, each word brings the space before it. */
    private List<String> deltas(List<Word> words) {
        reported += words.size();
        return words.stream().map(word -> " " + word.text()).toList();
    }

    @Override
    public void close() {
        heard.cancel(false);
        pass.close();
    }
}
