package dev.sidetone.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.protocol.Json;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.turn.ReplyCheck;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.TaskResult.Try;
import dev.sidetone.turn.TaskResult.Way;
import dev.sidetone.turn.Tasks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks of Sidetone's own client against a whole server: by words, by forced calls, on turns and at the end. */
@RealtimeServerTest(realTime = true)
@Timeout(60)
class TasksBesideTest {

    private static final Json SCHEMA = Json.parse("""
            {"type": "object", "required": ["policy"], "properties": {"policy": {"type": "string", "pattern": "^[0-9A-Z]{4,}$"}}}""");

    private final List<String> order = new CopyOnWriteArrayList<>();
    private final List<TaskResult<?>> results = new CopyOnWriteArrayList<>();

    @BeforeEach
    void script(TestServer server) {
        server.script().hears("my policy is five six b five").replies(ScriptedModel.says("I have 57B5."));
    }

    private void keep(TaskResult<?> result) {
        order.add(result.task());
        results.add(result);
    }

    private Sidetone sidetone(TestServer server) {
        return Sidetone.to(Endpoint.of(server.uri())).model("gpt-realtime").transcribe(Transcription.verbatim()).compareWith("whisper-1");
    }

    private void oneTurn(Sidetone sidetone) throws InterruptedException {
        try (var call = sidetone.call(turn -> order.add("turn"))) {
            call.append(Pcm.ofBytes(Speech.turn(Duration.ofSeconds(1)), Pcm.RATE));
            // The end waits for a turn that has begun: nothing more to come is not yet nothing come.
            while (call.totals().turns() == 0) Thread.onSpinWait();
            call.end(Duration.ofSeconds(20));
        }
    }

    @Test
    void turns_are_checked_and_the_end_waits_for_an_extraction_whose_first_answer_did_not_fit(TestServer server) throws InterruptedException {
        server.script().answers(ScriptedModel.says("My policy is 56B5."))
                .answers(ScriptedModel.calls("check", "{\"verdict\": \"contradicts\", \"what\": \"57B5, not 56B5\"}"))
                .answers(ScriptedModel.calls("extract", "{\"policy\": \"?\"}"))
                .answers(ScriptedModel.calls("extract", "{\"policy\": \"56B5\"}"));

        oneTurn(sidetone(server).beside(Tasks.check().onEachTurn(), this::keep).beside(Tasks.extract(SCHEMA).atEnd(), this::keep));

        assertThat(order).containsExactly("turn", "check", "extract");
        assertThat(results.get(0).value()).isEqualTo(Optional.of(new ReplyCheck.Contradicts("57B5, not 56B5")));
        assertThat(results.get(1).value()).isEqualTo(Optional.of(Json.parse("{\"policy\": \"56B5\"}")));
        assertThat(results.get(1).tries()).extracting(Try::way).containsExactly(Way.CALL, Way.CALL);
        assertThat(results).allSatisfy(result -> assertThat(result.usage()).isPresent());
        server.assertNothingUnexpected();
    }

    @Test
    void what_the_model_says_instead_of_calling_is_read_all_the_same(TestServer server) throws InterruptedException {
        server.script().answers(ScriptedModel.says("My policy is 56B5.")).answers(ScriptedModel.says("{\"policy\": \"56B5\"}"));

        oneTurn(sidetone(server).beside(Tasks.extract(SCHEMA).onMismatch(), this::keep).beside(Tasks.extract("late", SCHEMA).onTurns(turn -> true), this::keep));

        assertThat(order).containsExactly("turn", "late");
        assertThat(results.getFirst().value()).isPresent();
    }
}
