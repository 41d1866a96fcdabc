package dev.sidetone.speech;

import dev.sidetone.agent.Dialogue;
import dev.sidetone.agent.Form;
import dev.sidetone.agent.Sentences;
import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/**
 * The local model's side of one call. Owns the dialogue, which only responses of the conversation move on; requests beside
 * it read, and change nothing but what was remembered of a turn's sound.
 */
final class LocalSession implements ModelSession {

    /** What makes a request one for a transcript, however it is worded. */
    private static final Pattern TRANSCRIPTION = Pattern.compile("(?i)\\btranscri(be|bes|bing|ber|pt|pts|ption)\\b|\\bverbatim\\b");

    private final LocalModel model;
    private final Dialogue dialogue;
    /** Held while the conversation moves on. */
    private final ReentrantLock conversation = new ReentrantLock();
    /** Caller items the dialogue has answered. Guarded by {@code conversation}. */
    private final Set<String> answered = new HashSet<>();
    /** Guarded by {@code conversation}. */
    private String lastReply = "";
    /** What earlier turns sounded like, by item: a model that is shown them again need not listen again. */
    private final Map<String, String> remembered = new ConcurrentHashMap<>();
    private final RecentTurns recent;

    LocalSession(LocalModel model, Form form) {
        this.model = model;
        this.dialogue = new Dialogue(form);
        this.recent = model.recentTurns();
    }

    @Override
    public Transcriber transcriber(TranscriptionRequest request) {
        return new LocalTranscriber(model.plainPass(), recent.streaming(request.itemId()));
    }

    @Override
    public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
        if (prompt.outOfBand()) {
            output.text(transcript(prompt));
        } else {
            answer(prompt, output);
        }
    }

    // ---- beside the conversation

    private String transcript(ModelPrompt prompt) throws InterruptedException {
        if (!TRANSCRIPTION.matcher(prompt.instructions()).find()) {
            throw new ModelFailure("unsupported_task",
                    "The local model can only transcribe out of band: its instructions must ask for a transcript of the caller's audio.");
        }
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
            case Seen.CallerAudio(var itemId, var audio) -> {
                var known = remembered.get(itemId);
                yield List.of(known == null ? listen(new Seen.CallerAudio(itemId, audio), Expectations.none()) : known);
            }
            case Seen.CallerText(var itemId, var text) -> List.of(text);
            case Seen.CallerImage ignored -> List.of();
            case Seen.SystemText(var itemId, var text) -> List.of(text);
            case Seen.AgentText(var itemId, var text) -> List.of(text);
            case Seen.ToolCall ignored -> List.of();
            case Seen.ToolResult result -> List.of(result.output());
        };
    }

    private String listen(Seen.CallerAudio turn, Expectations expectations) throws InterruptedException {
        var heard = model.secondHearing().listen(recent.turn(turn.itemId(), turn.audio()), expectations).text();
        remembered.put(turn.itemId(), heard);
        return heard;
    }

    // ---- in the conversation

    private void answer(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
        conversation.lockInterruptibly();
        try {
            var heard = new ArrayList<String>();
            boolean spoken = false;
            for (var seen : prompt.context()) {
                if (!fromCaller(seen) || !answered.add(seen.itemId())) continue;
                spoken = true;
                heard.add(understood(seen, prompt.instructions()));
            }
            if (spoken) {
                lastReply = dialogue.hear(String.join(" ", heard).strip());
            } else if (lastReply.isEmpty()) {
                lastReply = dialogue.open();
            }
            say(lastReply, prompt.modality(), output);
        } finally {
            conversation.unlock();
        }
    }

    private static boolean fromCaller(Seen seen) {
        return seen instanceof Seen.CallerAudio || seen instanceof Seen.CallerText;
    }

    private String understood(Seen seen, String instructions) throws InterruptedException {
        if (seen instanceof Seen.CallerAudio turn) {
            var expected = new ArrayList<>(dialogue.established());
            expected.add(dialogue.expecting());
            return listen(turn, Expectations.of(instructions, expected));
        }
        return words(seen).getFirst();
    }

    private void say(String reply, Modality modality, ResponseOutput output) throws InterruptedException {
        var gap = "";
        for (var sentence : Sentences.of(reply)) {
            if (output.stopped()) return;
            Pcm voice = modality == Modality.AUDIO ? model.compute(() -> model.voice().say(sentence)) : Pcm.of(new short[0]);
            for (var word : sentence.split(" ")) {
                if (modality == Modality.AUDIO) output.spoken(gap + word);
                else output.text(gap + word);
                gap = " ";
            }
            if (modality == Modality.AUDIO) output.audio(voice);
        }
    }

    @Override
    public void close() {
        remembered.clear();
        recent.forget();
    }
}
