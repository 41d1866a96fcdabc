package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.server.Transcriber;
import dev.sidetone.server.TranscriptionRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The caller in these tests speaks with the model's own voice, so that they need no recording. */
class LocalModelTest {

    private static final String TRANSCRIBE = "You are a transcriber. Write what the caller said in the latest turn, verbatim. "
            + "Letters spoken one by one stay letters; numbers may be digits. A policy number has the pattern XXXX-XXXX.";

    private static LocalModel model;

    @BeforeAll
    static void load() throws InterruptedException {
        model = LocalModel.open();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    private static Seen.CallerAudio caller(String itemId, String sentence) throws InterruptedException {
        return new Seen.CallerAudio(itemId, model.say(sentence));
    }

    private static final class Captured implements ResponseOutput {
        final StringBuilder text = new StringBuilder();
        Duration voice = Duration.ZERO;

        @Override
        public void text(String delta) {
            text.append(delta);
        }

        @Override
        public void spoken(String delta) {
            text.append(delta);
        }

        @Override
        public void audio(Pcm piece) {
            voice = voice.plus(piece.duration());
        }

        @Override
        public void call(String name, String arguments) {
            text.append(name).append(arguments);
        }

        @Override
        public boolean stopped() {
            return false;
        }
    }

    private static Captured ask(ModelSession session, boolean outOfBand, String instructions, Seen... context) throws InterruptedException {
        var captured = new Captured();
        session.respond(new ModelPrompt(outOfBand, instructions, List.of(context), outOfBand ? Modality.TEXT : Modality.AUDIO,
                ModelPrompt.Tools.NONE, OptionalInt.empty()), captured);
        return captured;
    }

    @Test
    void the_agent_greets_asks_and_speaks() throws InterruptedException {
        try (var session = model.open("gpt-realtime")) {
            var greeting = ask(session, false, "");
            assertThat(greeting.text.toString()).isNotBlank();
            assertThat(greeting.voice).isGreaterThan(Duration.ofSeconds(1));
            var next = ask(session, false, "", caller("item_1", "Hello, I would like to report a car accident."));
            assertThat(next.text.toString()).contains("?").isNotEqualTo(greeting.text.toString());
        }
    }

    @Test
    void two_calls_on_one_model_do_not_hear_each_other() throws InterruptedException {
        try (var one = model.open("m"); var other = model.open("m")) {
            var first = ask(one, false, "", caller("item_1", "Hello, I would like to report a car accident."));
            ask(other, false, "");
            var second = ask(other, false, "", caller("item_1", "Hello, I would like to report a car accident."));
            assertThat(second.text.toString()).isEqualTo(first.text.toString());
        }
    }

    @Test
    void a_transcript_beside_the_conversation_leaves_the_dialogue_where_it_was() throws InterruptedException {
        try (var session = model.open("m")) {
            var turn = caller("item_1", "I would like to report a car accident.");
            var transcript = ask(session, true, TRANSCRIBE, turn);
            assertThat(transcript.text.toString()).contains("accident");
            var reply = ask(session, false, "", turn);
            assertThat(ask(session, false, "", turn).text.toString()).as("asked again without a new turn").isEqualTo(reply.text.toString());
        }
    }

    @Test
    void a_policy_number_is_written_in_its_pattern_only_when_the_instructions_state_one() throws InterruptedException {
        try (var session = model.open("m")) {
            var turn = caller("item_1", "My policy number is 4729-8351.");
            assertThat(ask(session, true, TRANSCRIBE, turn).text.toString()).containsPattern("\\w{4}-\\w{4}");
            assertThat(ask(session, true, "Transcribe the caller's latest turn.", turn).text.toString()).doesNotContainPattern("\\w{4}-\\w{4}");
        }
    }

    @Test
    void a_forced_call_takes_the_words_in_its_one_string() throws InterruptedException {
        var tool = dev.sidetone.protocol.Json.parse("""
                {"type": "function", "name": "transcript", "parameters": {"type": "object", "properties": {"transcript": {"type": "string"}}}}""");
        try (var session = model.open("m")) {
            var captured = new Captured();
            session.respond(new ModelPrompt(true, TRANSCRIBE, List.of(caller("item_1", "I would like to report a car accident.")), Modality.TEXT,
                    forced(tool), OptionalInt.empty()), captured);
            assertThat(captured.text.toString()).startsWith("transcript{\"transcript\":\"").contains("accident").endsWith("\"}");
            var bare = dev.sidetone.protocol.Json.parse("{\"type\": \"function\", \"name\": \"hang_up\", \"parameters\": {\"type\": \"object\"}}");
            assertThatThrownBy(() -> session.respond(new ModelPrompt(true, TRANSCRIBE, List.of(caller("item_2", "Hello.")), Modality.TEXT,
                    forced(bare), OptionalInt.empty()), captured)).isInstanceOf(ModelFailure.class).hasMessageContaining("only transcribe");
        }
    }

    @Test
    void a_name_in_the_notes_is_heard_when_it_is_said_plainly_and_harms_nothing_else() throws InterruptedException {
        var names = List.of("Kowalski", "Lindqvist", "Venkatesan", "Papadopoulos", "Okonkwo", "Bergstrom", "Fitzgerald", "Nakamura");
        int without = 0, with = 0;
        try (var session = model.open("m")) {
            for (var name : names) {
                var turn = caller("item_" + name, "Yes, this is mister " + name + " again, about the claim.");
                var note = new Seen.SystemText("n", "Known:\nname: " + name + " (spelled)\nagent asked: How can I help you?");
                if (heard(session, turn).contains(name.toLowerCase(java.util.Locale.ROOT))) without++;
                if (heard(session, note, turn).contains(name.toLowerCase(java.util.Locale.ROOT))) with++;
            }
            System.out.printf("names said plainly: %d of %d without notes, %d with%n", without, names.size(), with);
            assertThat(with).isGreaterThan(without);
            var notes = new Seen.SystemText("n", "Known:\n" + String.join("\n", names.stream().map(name -> "name: " + name + " (spelled)").toList())
                    + "\npolicy number: 56B5-12C0 (confirmed)");
            for (var sentence : List.of("I would like to report a car accident.", "It happened on the corner near the bakery.", "No, nobody was hurt, thank you.")) {
                var turn = caller("item_" + sentence.length(), sentence);
                assertThat(heard(session, notes, turn)).isEqualTo(heard(session, turn));
            }
        }
    }

    private static ModelPrompt.Tools forced(dev.sidetone.protocol.Json tool) {
        return new ModelPrompt.Tools(List.of(tool), new ModelPrompt.Tools.Choice.Function(tool.node().get("name").stringValue()));
    }

    private static String heard(ModelSession session, Seen... context) throws InterruptedException {
        return ask(session, true, TRANSCRIBE, context).text.toString();
    }

    @Test
    void silence_is_transcribed_as_nothing() throws InterruptedException {
        try (var session = model.open("m")) {
            var silence = new Seen.CallerAudio("item_1", Pcm.silence(Duration.ofSeconds(1)));
            assertThat(ask(session, true, TRANSCRIBE, silence).text.toString()).isEmpty();
        }
    }

    @Test
    void a_task_it_cannot_do_is_refused_in_words() {
        try (var session = model.open("m")) {
            assertThatThrownBy(() -> ask(session, true, "Summarise the call.", new Seen.AgentText("item_0", "Hello.")))
                    .isInstanceOf(ModelFailure.class).hasMessageContaining("only transcribe");
            assertThatThrownBy(() -> ask(session, true, TRANSCRIBE, new Seen.AgentText("item_0", "Hello.")))
                    .isInstanceOf(ModelFailure.class).hasMessageContaining("no caller audio");
        }
    }

    @Test
    void the_built_in_transcription_streams_its_words_once_each() throws InterruptedException {
        var voice = model.say("I would like to report a car accident.");
        try (var session = model.open("m");
             var transcriber = session.transcriber(new TranscriptionRequest("item_1", "whisper-1", Optional.empty(), Optional.empty()))) {
            var streamed = new StringBuilder();
            for (var at = Duration.ZERO; at.compareTo(voice.duration()) < 0; at = at.plusMillis(100)) {
                transcriber.accept(voice.between(at, at.plusMillis(100))).forEach(streamed::append);
            }
            assertThat(transcriber.finish()).isInstanceOfSatisfying(Transcriber.Outcome.Transcript.class, outcome -> {
                outcome.lastDeltas().forEach(streamed::append);
                assertThat(streamed.toString().strip()).isEqualTo(outcome.text());
                assertThat(outcome.text()).contains("accident");
            });
        }
    }
}
