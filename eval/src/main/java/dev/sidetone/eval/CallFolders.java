package dev.sidetone.eval;

import dev.sidetone.audio.Utterances.Span;
import dev.sidetone.audio.WavFile;
import dev.sidetone.turn.CallReference;
import dev.sidetone.turn.CallReferenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Recorded calls, each a {@code call.json} with its recording beside it: {@code caller.wav}, or the folder's only WAV. */
final class CallFolders {

    private static final String RECORDING = "caller.wav";

    /** The category of an utterance that gives no entity. */
    private static final String PLAIN = "other";

    // A reference rounded to the millisecond, or to a codec's frame, may end a little after the last sample.
    private static final Duration SLACK = Duration.ofMillis(100);

    private CallFolders() {}

    static Dataset read(Path place, List<Path> files) {
        var calls = new ArrayList<CallerAudio>();
        var references = new ArrayList<Reference>();
        for (var file : files) {
            var call = reference(file);
            var id = files.size() == 1 && !call.name().isBlank() ? call.name() : Folders.nameOf(file.toAbsolutePath().getParent());
            calls.add(call(id, file, call, references));
        }
        return new Dataset(Folders.nameOf(place), Folders.print(calls, references), calls, references, List.of());
    }

    private static CallerAudio call(String id, Path file, CallReference call, List<Reference> references) {
        var audio = recording(file);
        var length = WavFile.read(audio).duration();
        if (call.turns().getLast().end().compareTo(length.plus(SLACK)) > 0) {
            throw EvalException.input(file + " describes " + call.turns().getLast().end().toMillis() + " ms but " + audio + " lasts only "
                    + length.toMillis() + " ms; put the recording it was written for beside it");
        }
        var clips = new ArrayList<CallerAudio.Clip>();
        for (var turn : call.turns()) {
            var utterance = id + "#" + (clips.size() + 1);
            clips.add(new CallerAudio.Clip(utterance, audio, Optional.of(new Span(turn.start(), turn.end()))));
            var category = turn.entities().keySet().stream().findFirst().orElse(PLAIN);
            references.add(new Reference(utterance, category, turn.reference(), turn.entities()));
        }
        return new CallerAudio(id, clips);
    }

    private static CallReference reference(Path file) {
        try {
            return CallReference.read(file);
        } catch (CallReferenceException e) {
            throw EvalException.input(e.getMessage());
        }
    }

    private static Path recording(Path file) {
        var folder = file.toAbsolutePath().getParent();
        var usual = folder.resolve(RECORDING);
        if (Files.exists(usual)) return usual;
        var recordings = Folders.list(folder).stream().filter(found -> found.toString().toLowerCase(java.util.Locale.ROOT).endsWith(".wav")).toList();
        if (recordings.size() == 1) return recordings.getFirst();
        throw EvalException.input(recordings.isEmpty() ? "no recording beside " + file + "; put its " + RECORDING + " there"
                : recordings.size() + " recordings beside " + file + "; call the right one " + RECORDING);
    }
}
