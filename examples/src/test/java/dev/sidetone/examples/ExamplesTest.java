package dev.sidetone.examples;

import static dev.sidetone.server.ScriptedModel.calls;
import static dev.sidetone.server.ScriptedModel.says;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Utterances;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pace;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Item;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.test.RealtimeServerTest;
import dev.sidetone.test.Speech;
import dev.sidetone.test.TestServer;
import dev.sidetone.turn.TurnRecord;
import dev.sidetone.turn.TurnRecord.Source;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each example does what it says. */
@RealtimeServerTest(realTime = true)
@Timeout(60)
class ExamplesTest {

    /** Says so many things; what they are heard as stands in the script. */
    private static RecordedCaller caller(int utterances) {
        var said = Pcm.ofBytes(Speech.turn(Duration.ofSeconds(1)), Pcm.RATE);
        var spans = Stream.iterate(Duration.ZERO, start -> start.plus(said.duration())).limit(utterances)
                .map(start -> new Utterances.Span(start, start.plus(said.duration()))).toList();
        var all = new short[said.samples().length * utterances];
        for (int i = 0; i < utterances; i++) System.arraycopy(said.samples(), 0, all, i * said.samples().length, said.samples().length);
        return new RecordedCaller(Pcm.of(all), spans, Pace.FAST);
    }

    private static Predicate<ModelPrompt> instructions(String part) {
        return prompt -> prompt.instructions().contains(part);
    }

    @Test
    void a_claims_call_prints_each_turn_and_then_the_claim(TestServer server) throws InterruptedException {
        server.script().hears("my policy is five six b five and a deer hit my car").answers(says("My policy is 56B5 and a deer hit my car."))
                .answersWhen(instructions("field by field"), calls("claim", "{\"policy_number\": \"56B5\", \"what_happened\": \"A deer hit the car.\"}"));
        var printed = new ByteArrayOutputStream();

        new ClaimsCall(Endpoint.of(server.uri()), new PrintStream(printed, true, StandardCharsets.UTF_8)).take(caller(1));

        assertThat(printed.toString(StandardCharsets.UTF_8).lines()).containsExactly(
                "1. My policy is 56B5 and a deer hit my car. (heard out of band)",
                "claim: {\"policy_number\":\"56B5\",\"what_happened\":\"A deer hit the car.\"}");
        server.assertNothingUnexpected();
    }

    @Test
    void a_supervisor_hears_of_callers_who_cannot_wait(TestServer server) throws InterruptedException {
        server.script().hears("how are you").hears("my house is on fire").answersWhen(instructions("How urgent").and(prompt ->
                prompt.context().stream().filter(ModelPrompt.Seen.CallerAudio.class::isInstance).count() > 1), says("5"))
                .answersWhen(instructions("How urgent"), says("1"));
        var supervised = new CopyOnWriteArrayList<Integer>();

        UrgentCalls.watch(Endpoint.of(server.uri()), caller(2), supervised::add);

        assertThat(supervised).contains(5).doesNotContain(1);
        server.assertNothingUnexpected();
    }

    @Test
    void only_the_turn_that_answers_a_question_for_a_number_is_written_down_again(TestServer server) throws InterruptedException {
        server.script().hears("a deer hit my car").replies(says("I am sorry. What is your policy number?")).hears("five six b five")
                .answers(says("56B5"));
        var turns = new CopyOnWriteArrayList<TurnRecord>();

        ThriftyCall.take(Endpoint.of(server.uri()), caller(2), turns::add);

        assertThat(turns).extracting(turn -> turn.transcript().source()).containsExactly(Source.BUILT_IN, Source.OUT_OF_BAND);
        assertThat(turns).extracting(turn -> turn.transcript().text().orElse("")).containsExactly("a deer hit my car", "56B5");
        server.assertNothingUnexpected();
    }

    @Test
    void nothing_is_done_before_both_transcripts_give_the_same_number(TestServer server) throws InterruptedException {
        server.script().hears("my policy is five six b five").answers(says("My policy is 56B9."))
                .hears("five six b nine").answers(says("56B9."));
        var acted = new CopyOnWriteArrayList<String>();

        new ConfirmBeforeActing(acted::add).take(Endpoint.of(server.uri()), caller(2));

        assertThat(acted).containsExactly("56B9.");
        assertThat(server.sent().of(ClientEvent.ItemCreate.class)).singleElement()
                .satisfies(hint ->
                assertThat(((Item.Message) hint.item()).text()).contains("Ask for it again"));
    }
}
