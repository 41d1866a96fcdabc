package dev.sidetone.conformance;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.server.SpeechModel;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/** A model that says all it sees: what leaks from one conversation into another becomes audible. */
final class EchoModel implements SpeechModel {

    /** Enough for the marks of a conversation; its replies are themselves seen by the next reply. */
    private static final int LONGEST = 400;

    @Override
    public ModelSession open(String model) {
        return new Session();
    }

    @Override
    public void close() {}

    private static final class Session implements ModelSession {
        @Override
        public Transcriber transcriber(TranscriptionRequest request) {
            return new Transcriber() {
                @Override
                public List<String> accept(Pcm audio) {
                    return List.of();
                }

                @Override
                public Outcome finish() {
                    return new Outcome.Transcript(List.of("heard"), "heard");
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void respond(ModelPrompt prompt, ResponseOutput output) {
            var all = prompt.instructions() + " " + prompt.context().stream().map(Session::text).collect(Collectors.joining(" "));
            var text = all.substring(Math.max(0, all.length() - LONGEST));
            if (prompt.modality() == Modality.TEXT) {
                output.text(text);
                return;
            }
            output.spoken(text);
            output.audio(Pcm.silence(Duration.ofMillis(100)));
            if (!prompt.tools().definitions().isEmpty()) output.call("echo", "{}");
        }

        private static String text(Seen seen) {
            return switch (seen) {
                case Seen.CallerAudio ignored -> "";
                case Seen.CallerImage ignored -> "";
                case Seen.CallerText(var id, var text) -> text;
                case Seen.SystemText(var id, var text) -> text;
                case Seen.AgentText(var id, var text) -> text;
                case Seen.ToolCall(var id, var callId, var name, var arguments) -> name + arguments;
                case Seen.ToolResult(var id, var callId, var result) -> result;
            };
        }

        @Override
        public void close() {}
    }
}
