package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ScriptedModel.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** One connection's way through a script. */
final class ScriptedSession implements ModelSession {

    private final List<String> heard;
    private final List<Line> replies;
    private final List<Line> answers;
    private final Function<ModelPrompt, Optional<Line>> answerer;
    private final AtomicInteger nextReply = new AtomicInteger();
    private final AtomicInteger nextAnswer = new AtomicInteger();
    private final ReentrantLock lock = new ReentrantLock();
    /** The caller's turns in the order in which they were first met. Guarded by lock. */
    private final List<String> turns = new ArrayList<>();
    /** Turns in which nobody spoke: they use up no line. Guarded by lock. */
    private final Set<String> silent = new HashSet<>();

    ScriptedSession(List<String> heard, List<Line> replies, List<Line> answers, Function<ModelPrompt, Optional<Line>> answerer) {
        this.heard = heard;
        this.replies = replies;
        this.answers = answers;
        this.answerer = answerer;
    }

    @Override
    public Transcriber transcriber(TranscriptionRequest request) {
        var text = heardOf(request.itemId());
        return new Transcriber() {
            private boolean begun;

            @Override
            public List<String> accept(Pcm audio) {
                if (begun || text.isEmpty()) return List.of();
                begun = true;
                // Recorded: the first delta begins with a space, the final text does not.
                return List.of(" " + Pieces.words(text).getFirst());
            }

            @Override
            public Outcome finish() {
                var words = text.isEmpty() ? List.<String>of() : Pieces.words(text);
                return new Outcome.Transcript(begun ? words.subList(1, words.size()) : words, text);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void respond(ModelPrompt prompt, ResponseOutput output) throws InterruptedException {
        prompt.context().stream().filter(Seen.CallerAudio.class::isInstance).forEach(seen -> heardOf(seen.itemId()));
        perform(prompt.outOfBand() ? answer(prompt) : line(replies, nextReply).orElseGet(() -> ScriptedModel.says("Okay.")), output);
    }

    private Line answer(ModelPrompt prompt) {
        return answerer.apply(prompt).or(() -> line(answers, nextAnswer)).orElseGet(() ->
                ScriptedModel.says(ScriptedModel.lastCallerAudio(prompt).map(this::heardOf).orElse("")));
    }

    private static Optional<Line> line(List<Line> lines, AtomicInteger next) {
        int index = next.getAndIncrement();
        return index < lines.size() ? Optional.of(lines.get(index)) : Optional.empty();
    }

    private void perform(Line line, ResponseOutput output) throws InterruptedException {
        if (output.stopped()) throw new InterruptedException("the response was cancelled");
        switch (line) {
            case Line.Says(String text) -> {
                output.spoken(text);
                output.audio(ScriptedModel.voice(text));
            }
            case Line.Calls(String name, String arguments) -> output.call(name, arguments);
            case Line.Fails(ModelFailure failure) -> throw failure;
            case Line.Breaks(RuntimeException defect) -> throw defect;
            case Line.Waits(Pause pause) -> pause.await();
            case Line.InTurn(List<Line> lines) -> {
                for (var one : lines) perform(one, output);
            }
        }
    }

    @Override
    public void nobodySpoke(String itemId) {
        lock.lock();
        try {
            silent.add(itemId);
        } finally {
            lock.unlock();
        }
    }

    private String heardOf(String itemId) {
        lock.lock();
        try {
            if (silent.contains(itemId)) return "";
            if (!turns.contains(itemId)) turns.add(itemId);
            int index = turns.indexOf(itemId);
            return index < heard.size() ? heard.get(index) : "";
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {}
}
