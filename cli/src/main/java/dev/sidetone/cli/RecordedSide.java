package dev.sidetone.cli;

import dev.sidetone.client.Call;
import dev.sidetone.client.Pace;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Sidetone;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Callers that were recorded. @param read gives them */
record RecordedSide(Supplier<List<Recording>> read, Pace pace) implements CallerSide {

    @Override
    public List<Recording> recordings() {
        return read.get();
    }

    @Override
    public String inWords(List<Recording> recordings, Paper paper) {
        var length = recordings.stream().map(recording -> recording.audio().duration()).reduce(Duration.ZERO, Duration::plus);
        int utterances = recordings.stream().mapToInt(recording -> recording.utterances().size()).sum();
        var name = recordings.size() == 1 ? Layout.clean(recordings.getFirst().name()) : recordings.size() + " recordings";
        return name + paper.dot() + Show.length(length) + paper.dot() + Show.plural(utterances, "utterance");
    }

    @Override
    public Sidetone equipped(Sidetone sidetone) {
        return sidetone;
    }

    @Override
    public List<String> speak(Call call, Recording recording, Runnable redraw) throws InterruptedException {
        return call.play(new RecordedCaller(recording.audio(), recording.utterances(), pace)).remarks();
    }

    @Override
    public String meter(Paper paper) {
        return "";
    }
}
