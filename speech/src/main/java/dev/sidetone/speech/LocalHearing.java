package dev.sidetone.speech;

import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The local hearing of one call. Owns what was heard of each turn, and the sound of the latest. */
final class LocalHearing implements CallHearing {

    private final Recogniser recogniser;
    /** What turns sounded like, by item: a model that is shown them again need not listen again. */
    private final Map<String, String> remembered = new ConcurrentHashMap<>();
    private final RecentTurns recent;

    LocalHearing(Recogniser recogniser) {
        this.recogniser = recogniser;
        this.recent = new RecentTurns(recogniser.decoding());
    }

    @Override
    public Transcriber transcriber(TranscriptionRequest request) {
        return new LocalTranscriber(recogniser.plainPass(), recent.streaming(request.itemId()));
    }

    @Override
    public String listen(Seen.CallerAudio turn, Expectations expectations) throws InterruptedException {
        var heard = recogniser.secondHearing().listen(recent.turn(turn.itemId(), turn.audio()), expectations).text();
        remembered.put(turn.itemId(), heard);
        return heard;
    }

    @Override
    public String heard(Seen.CallerAudio turn, Expectations expectations) throws InterruptedException {
        var known = remembered.get(turn.itemId());
        return known == null ? listen(turn, expectations) : known;
    }

    @Override
    public String transcript(ModelPrompt prompt) throws InterruptedException {
        if (prompt.modality() != Modality.TEXT) {
            throw new ModelFailure("unsupported_modality", "The local model answers out of band in text only: ask for output_modalities [\"text\"].");
        }
        int latest = latestCallerAudio(prompt.context());
        if (latest < 0) {
            throw new ModelFailure("no_audio", "There is no caller audio in what the request shows: refer to a user item that holds audio.");
        }
        var before = new ArrayList<String>();
        for (var seen : prompt.context().subList(0, latest)) before.addAll(words(seen));
        var turn = (Seen.CallerAudio) prompt.context().get(latest);
        return listen(turn, Expectations.of(prompt.instructions(), before));
    }

    private static int latestCallerAudio(List<Seen> context) {
        int latest = context.size() - 1;
        while (latest >= 0 && !(context.get(latest) instanceof Seen.CallerAudio)) latest--;
        return latest;
    }

    /** What the model makes of something it is shown besides the turn itself. */
    private List<String> words(Seen seen) throws InterruptedException {
        return switch (seen) {
            case Seen.CallerAudio turn -> List.of(heard(turn, Expectations.none()));
            case Seen.CallerText(var itemId, var text) -> List.of(text);
            case Seen.CallerImage ignored -> List.of();
            case Seen.SystemText(var itemId, var text) -> List.of(text);
            case Seen.AgentText(var itemId, var text) -> List.of(text);
            case Seen.ToolCall ignored -> List.of();
            case Seen.ToolResult result -> List.of(result.output());
        };
    }

    @Override
    public void close() {
        remembered.clear();
        recent.forget();
    }
}
