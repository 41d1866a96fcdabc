package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What can be kept of a call: transcripts and audio. */
final class Downloads {

    private static final String WAV = "audio/wav";

    private Downloads() {}

    /** @param path behind the call's own; empty for a path that leads nowhere */
    static Optional<Answer> answer(Kept kept, List<String> path) {
        if (path.size() == 3 && path.getFirst().equals("turns") && path.get(1).matches("[1-9]\\d{0,5}")) {
            return turn(kept, Integer.parseInt(path.get(1)), path.get(2));
        }
        if (path.size() != 1) return Optional.empty();
        return switch (path.getFirst()) {
            case "transcript.txt" -> Optional.of(text("text/plain;charset=utf-8", kept, "txt", Transcripts.plain(kept)));
            case "transcript.json" -> Optional.of(text("application/json", kept, "json", Transcripts.json(kept)));
            case "transcript.vtt" -> Optional.of(text("text/vtt;charset=utf-8", kept, "vtt", Transcripts.vtt(kept)));
            case "transcript.srt" -> Optional.of(text("application/x-subrip;charset=utf-8", kept, "srt", Transcripts.srt(kept)));
            case "caller.wav" -> Optional.of(wav(kept, "caller", kept.tape().caller().map(WavBytes::mono)));
            case "audio.wav" -> Optional.of(wav(kept, "audio", kept.tape().caller().map(caller -> WavBytes.stereo(caller.samples(), kept.tape().agent()))));
            default -> Optional.empty();
        };
    }

    private static Optional<Answer> turn(Kept kept, int number, String file) {
        return switch (file) {
            case "caller.wav" -> Optional.of(wav(kept, "turn-" + number + "-caller", kept.cards().speech(number).flatMap(kept.tape()::caller).map(WavBytes::mono)));
            case "reply.wav" -> Optional.of(wav(kept, "turn-" + number + "-reply", reply(kept, number).map(WavBytes::mono)));
            default -> Optional.empty();
        };
    }

    private static Optional<Pcm> reply(Kept kept, int number) {
        return kept.tape().replies(kept.cards().responsesTo(number));
    }

    private static Answer text(String type, Kept kept, String ending, String text) {
        return Answer.file(type, "sidetone-" + kept.call() + "." + ending, text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer wav(Kept kept, String what, Optional<byte[]> file) {
        if (kept.tape().erased()) return Answer.problem(410, "the audio of " + kept.call() + " was dropped to make room for newer calls");
        return file.map(bytes -> Answer.file(WAV, "sidetone-" + kept.call() + "-" + what + ".wav", bytes))
                .orElseGet(() -> Answer.problem(404, "there is no such audio in " + kept.call() + ": nothing of it was heard, or the server did not say where it was"));
    }
}
