package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelPrompt.Tools;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptionTaskTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "Transcribe the caller's latest turn.",
        "You are a transcriber. Identify every letter. Never summarise.",
        "Write what the caller said, verbatim; do not translate or extract anything.",
        "Give me the transcript of the latest turn.",
        "You are a transcription engine. Output plain text, no JSON, no summary.",
        "Don't answer. Produce a transcript."})
    void a_transcript_is_asked_for(String instructions) {
        assertThat(TranscriptionTask.isStatedBy(instructions)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Summarise the call.",
        "Summarize the transcript of the call in two sentences.",
        "You are given a verbatim transcript. Extract the policy number.",
        "Here is a transcript of a call. Answer in JSON.",
        "Do not transcribe. Say whether the caller is angry.",
        "What is the caller's mood?",
        ""})
    void another_task_is_asked_for(String instructions) {
        assertThat(TranscriptionTask.isStatedBy(instructions)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verbatim", "verbatim-short", "verbatim-strict"})
    void the_prompts_that_ship_ask_for_a_transcript(String name) throws IOException {
        try (var source = TranscriptionTask.class.getResourceAsStream("/dev/sidetone/turn/prompts/" + name + ".md")) {
            assertThat(TranscriptionTask.isStatedBy(new String(source.readAllBytes(), StandardCharsets.UTF_8))).isTrue();
        }
    }

    @Test
    void a_forced_function_call_is_no_transcript_and_neither_is_a_reply() {
        assertThat(TranscriptionTask.isStatedBy(prompt(true, new Choice.Auto()))).isTrue();
        assertThat(TranscriptionTask.isStatedBy(prompt(true, new Choice.Function("note_down")))).isFalse();
        assertThat(TranscriptionTask.isStatedBy(prompt(true, new Choice.Required()))).isFalse();
        assertThat(TranscriptionTask.isStatedBy(prompt(false, new Choice.Auto()))).isFalse();
    }

    private static ModelPrompt prompt(boolean outOfBand, Choice choice) {
        return new ModelPrompt(outOfBand, "Transcribe the caller's latest turn.", List.of(new Seen.CallerAudio("item_1", Pcm.of(new short[0]))),
                Modality.TEXT, new Tools(List.of(), choice), OptionalInt.empty());
    }
}
