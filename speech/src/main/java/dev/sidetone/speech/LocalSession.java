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
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The local model's side of one call. Owns the dialogue, which only responses of the conversation move on; requests beside
 * it read, and change nothing but what the hearing remembers of a turn's sound.
 */
final class LocalSession implements ModelSession {

    private final Senses senses;
    private final CallHearing hearing;
    private final Dialogue dialogue;
    /** Held while the conversation moves on. */
    private final ReentrantLock conversation = new ReentrantLock();
    /** Caller items the dialogue has answered. Guarded by {@code conversation}. */
    private final Set<String> answered = new HashSet<>();
    /** Guarded by {@code conversation}. */
    private String lastReply = "";

    LocalSession(Senses senses, Form form) {
        this.senses = senses;
        this.hearing = senses.hearing();
        this.dialogue = new Dialogue(form);
    }

    @Override
    public Transcriber transcriber(TranscriptionRequest request) {
        return hearing.transcriber(request);
    }

    @Override
    public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
        if (prompt.outOfBand()) {
            TranscriptionTask.handOver(transcript(prompt), prompt, output);
        } else {
            answer(prompt, output);
        }
    }

    private String transcript(ModelPrompt prompt) throws InterruptedException {
        if (!TranscriptionTask.isStatedBy(prompt)) {
            throw new ModelFailure("unsupported_task",
                    "The local model can only transcribe out of band: its instructions must ask for a transcript of the caller's audio.");
        }
        return hearing.transcript(prompt);
    }

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
        return switch (seen) {
            case Seen.CallerAudio turn -> {
                var expected = new ArrayList<>(dialogue.established());
                expected.add(dialogue.expecting());
                yield hearing.listen(turn, Expectations.of(instructions, expected));
            }
            case Seen.CallerText(var itemId, var text) -> text;
            case Seen.CallerImage ignored -> "";
            case Seen.SystemText ignored -> "";
            case Seen.AgentText ignored -> "";
            case Seen.ToolCall ignored -> "";
            case Seen.ToolResult ignored -> "";
        };
    }

    private void say(String reply, Modality modality, ResponseOutput output) throws InterruptedException {
        var gap = "";
        for (var sentence : Sentences.of(reply)) {
            if (output.stopped()) return;
            Pcm voice = modality == Modality.AUDIO ? senses.say(sentence) : Pcm.of(new short[0]);
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
        hearing.close();
    }
}
