package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.protocol.ErrorDetails;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.Pause;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code sidetone call} against our server with a script behind it and things going wrong on the way. */
class ScriptedCallTest {

    @TempDir
    private Path folder;

    private Path audio;

    @BeforeEach
    void record() throws IOException {
        audio = Wavs.mono16(folder.resolve("caller.wav"), Wavs.caller(3, 8));
    }

    /** A call that was held, with what it left. */
    private record Held(Program program, JsonNode report, List<JsonNode> turns, List<JsonNode> events) {

        JsonNode turn(int index) {
            return turns.stream().filter(turn -> turn.get("number").intValue() == index + 1).findFirst().orElseThrow();
        }

        String state(int turn, String listener) {
            var heard = turn(turn).get(listener);
            return heard.get("state").stringValue().equals("text") ? heard.get("text").stringValue() : heard.get("reason").stringValue();
        }
    }

    private static ScriptedModel script() {
        return ScriptedModel.script()
                .hears("yes that is correct").replies(ScriptedModel.says("Good."))
                .hears("yes that is right thank you").replies(ScriptedModel.says("Goodbye."))
                .answersBy(prompt -> ScriptedModel.says(isShort(prompt) ? "Yes, that is correct." : "Yes, that is right, thank you very much."))
                .build();
    }

    /** The first utterance lasts 1.4 s, the second 2.9 s. */
    private static boolean isShort(ModelPrompt prompt) {
        return prompt.context().stream().filter(ModelPrompt.Seen.CallerAudio.class::isInstance).map(ModelPrompt.Seen.CallerAudio.class::cast)
                .allMatch(seen -> seen.audio().duration().toMillis() < 2_500);
    }

    private Held call(Faults faults, String... more) throws IOException {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withFaults(faults), script())) {
            return call(server.uri().toString(), more);
        }
    }

    private Held call(String endpoint, String... more) throws IOException {
        var out = folder.resolve("kept");
        var arguments = new ArrayList<>(List.of("call", "--audio", audio.toString(), "--endpoint", endpoint, "--out", out.toString(),
                "--json", folder.resolve("report.json").toString()));
        arguments.addAll(List.of(more));
        var program = Program.run(arguments.toArray(String[]::new));
        var held = new Held(program, Json.parse(Files.readString(folder.resolve("report.json"))).node(),
                lines(out.resolve("turns.jsonl")), lines(out.resolve("events.jsonl")));
        everyAnnouncedItemEndsInOneRecordWithReasons(held);
        return held;
    }

    private static List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(line -> Json.parse(line).node()).toList();
    }

    private static void everyAnnouncedItemEndsInOneRecordWithReasons(Held held) {
        var announced = held.events.stream().map(line -> line.path("event"))
                .filter(event -> event.path("type").asString("").equals("conversation.item.added"))
                .map(event -> event.get("item")).filter(item -> item.path("role").asString("").equals("user"))
                .map(item -> item.get("id").stringValue()).toList();
        assertThat(held.turns.stream().map(turn -> turn.get("item_id").stringValue())).containsExactlyInAnyOrderElementsOf(announced);
        assertThat(held.report.get("calls").get(0).get("turns").size()).isEqualTo(held.turns.size());
        assertThat(held.turns).allSatisfy(turn -> {
            for (var listener : List.of("built_in", "out_of_band", "reply")) {
                var heard = turn.get(listener);
                assertThat(heard.get("text").isNull() && heard.get("reason").isNull()).as(listener).isFalse();
            }
        });
        // One block for each record, and nothing that a terminal would be steered by.
        assertThat(held.program.out().lines().filter(line -> line.startsWith("── turn "))).hasSameSizeAs(held.turns);
        assertThat(held.program.out()).doesNotContain("\u001b");
        assertThat(held.report.get("exit_code").intValue()).isEqualTo(held.program.exit());
    }

    @Test
    void both_transcripts_of_each_turn_arrive_with_their_bill() throws IOException {
        var held = call(Faults.none());
        assertThat(held.program.exit()).isZero();
        assertThat(held.program.err()).isEmpty();
        assertThat(held.turns).hasSize(2);
        assertThat(held.state(0, "built_in")).isEqualTo("yes that is correct");
        assertThat(held.state(0, "out_of_band")).isEqualTo("Yes, that is correct.");
        assertThat(held.turn(1).get("reply").get("text").stringValue()).isEqualTo("Goodbye.");
        assertThat(held.turn(0).get("cost").get("out_of_band").get("usd").stringValue()).matches("0\\.\\d{6}");
        assertThat(held.report.get("endpoint").get("simulated_billing").booleanValue()).isTrue();
        assertThat(held.program.out()).contains("simulated billing", "out of band : built in", "over 2 turns");
    }

    @Test
    void a_gated_call_answers_each_turn_once_it_is_heard_and_shows_what_that_costs() throws IOException {
        var held = call(Faults.none(), "--gated");
        assertThat(held.program.exit()).isZero();
        assertThat(held.turn(0).get("reply").get("text").stringValue()).isEqualTo("Good.");
        assertThat(held.turn(1).get("reply").get("text").stringValue()).isEqualTo("Goodbye.");
        assertThat(held.turn(1).get("reply").get("asked_after_ms").isNumber()).isTrue();
        assertThat(held.program.out().lines().filter(line -> line.startsWith("  held") && line.endsWith("until the answer was asked for"))).hasSize(2);
    }

    @Test
    void a_call_that_asks_only_when_it_pays_says_why_not() throws IOException {
        var held = call(Faults.none(), "--ask", "pays:0");
        assertThat(held.program.exit()).isZero();
        assertThat(held.state(0, "out_of_band")).isEqualTo("not_asked");
        assertThat(held.turn(0).get("transcript").get("source").stringValue()).isEqualTo("built_in");
    }

    @Test
    void what_was_sent_and_received_is_kept() throws IOException {
        var held = call(Faults.none());
        var call = held.report.get("calls").get(0);
        var kept = folder.resolve("kept");
        var caller = dev.sidetone.audio.WavFile.open(kept.resolve("caller.wav")).duration();
        var agent = dev.sidetone.audio.WavFile.open(kept.resolve("agent.wav")).duration();
        assertThat(caller.toMillis()).isEqualTo(call.get("sent_ms").longValue());
        assertThat(agent.toMillis()).isEqualTo(call.get("received_ms").longValue()).isPositive();
        assertThat(held.events).extracting(line -> line.get("direction").stringValue()).contains("sent", "received");
        assertThat(Files.readString(kept.resolve("events.jsonl"))).contains(" bytes]\"").doesNotContainPattern("[A-Za-z0-9+/]{400}");
    }

    @Test
    void a_recogniser_that_fails_leaves_the_out_of_band_transcript() throws IOException {
        var held = call(Faults.none().always(new Fault.FailedTranscript(ErrorDetails.invalidRequest("audio_unintelligible", "Not understood."))));
        assertThat(held.program.exit()).isZero();
        assertThat(held.state(0, "built_in")).isEqualTo("asr_failed");
        assertThat(held.turn(0).get("transcript").get("source").stringValue()).isEqualTo("out_of_band");
        assertThat(held.program.out()).contains("(none: the built-in recogniser failed (audio_unintelligible))");
    }

    @Test
    void a_refused_request_falls_back_to_the_built_in_transcript() throws IOException {
        var held = call(Faults.none().always(new Fault.RefusedOutOfBand("rate_limit_exceeded", "Slow down.")));
        assertThat(held.program.exit()).isZero();
        assertThat(held.state(1, "out_of_band")).isEqualTo("refused");
        assertThat(held.turn(1).get("transcript").get("source").stringValue()).isEqualTo("built_in");
        assertThat(held.program.out()).contains("> built in     yes that is right thank you");
    }

    @Test
    void a_failed_answer_is_told_from_a_refused_request() throws IOException {
        assertThat(call(Faults.none().always(new Fault.FailedOutOfBand("server_error", "Broken."))).state(0, "out_of_band")).isEqualTo("failed");
    }

    @Test
    void a_late_answer_still_belongs_to_its_turn() throws IOException {
        var held = call(Faults.none().at(1, new Fault.LateOutOfBand(Pause.of(Duration.ofMillis(700)))));
        assertThat(held.state(0, "out_of_band")).isEqualTo("Yes, that is correct.");
        assertThat(held.turn(0).get("out_of_band").get("after_ms").longValue()).isGreaterThanOrEqualTo(700);
        assertThat(held.program.exit()).isZero();
    }

    @Test
    void an_answer_that_does_not_come_while_the_call_stands_expires() throws IOException {
        var held = call(Faults.none().at(2, new Fault.EndlessOutOfBand()), "--patience", "1");
        assertThat(held.state(1, "out_of_band")).isEqualTo("expired");
        assertThat(held.program.out()).contains("(none: no answer within 1.0 s)");
        assertThat(held.program.exit()).isZero();
    }

    @Test
    void a_transcript_that_never_comes_expires() throws IOException {
        assertThat(call(Faults.none().at(2, new Fault.MissingTranscript()), "--patience", "1").state(1, "built_in")).isEqualTo("expired");
    }

    @Test
    void a_repeated_transcript_makes_no_second_record() throws IOException {
        assertThat(call(Faults.none().always(new Fault.DuplicateTranscript())).turns).hasSize(2);
    }

    @Test
    void a_connection_cut_in_the_middle_of_an_answer_keeps_what_was_known() throws IOException {
        var held = call(Faults.none().at(1, new Fault.Cut(ServerEvent.AudioDelta.class)));
        assertThat(held.program.exit()).isEqualTo(ExitCode.LOST.code());
        assertThat(held.turns).hasSize(1);
        assertThat(held.report.get("calls").get(0).get("end").get("reason").stringValue()).isEqualTo("connection_lost");
        assertThat(held.program.out()).contains("the connection was lost");
    }

    @Test
    void strange_events_are_counted_and_harm_nothing() throws IOException {
        var held = call(Faults.none()
                .at(1, new Fault.Inject(ServerEvent.ResponseDone.class, "{\"type\":\"weather.changed\",\"event_id\":\"e\"}"))
                .at(2, new Fault.Inject(ServerEvent.ResponseDone.class, "{\"type\":\"response.done\",\"response\":7}"))
                .at(3, new Fault.Inject(ServerEvent.ResponseDone.class, "no JSON at all")));
        assertThat(held.program.exit()).isZero();
        assertThat(held.turns).hasSize(2);
        var odd = held.report.get("calls").get(0).get("odd");
        assertThat(odd.get("unknown_events").intValue()).isEqualTo(1);
        assertThat(odd.get("malformed_events").intValue()).isEqualTo(2);
        assertThat(held.program.out()).contains("2 malformed events, 1 unknown event");
    }

    @Test
    void the_report_tells_the_steps_by_which_a_budget_ran_out() throws IOException {
        var steps = call(Faults.none(), "--budget", "0.000001").report.get("calls").get(0).get("budget_steps");
        assertThat(steps.valueStream().map(step -> step.get("step").stringValue())).endsWith("built_in_only");
        assertThat(steps.get(0).get("spent").stringValue()).matches("\\d\\.\\d{6}").isNotEqualTo("0.000000");
        assertThat(call(Faults.none()).report.get("calls").get(0).get("budget_steps").isEmpty()).isTrue();
    }

    @Test
    void two_turns_in_quick_succession_are_two_records() throws IOException {
        var expect = Files.writeString(folder.resolve("call.json"), """
                {"name": "one breath", "sample_rate_hz": 24000, "turns": [{"start_ms": 900, "end_ms": %d,
                 "reference": "yes that is correct yes that is right thank you very much", "entities": {"confirmation": "yes"}}]}"""
                .formatted(Wavs.caller(3, 8).duration().toMillis() - 900));
        var held = call(Faults.none(), "--expect", expect.toString());
        assertThat(held.turns).hasSize(2);
        var scores = held.report.get("totals").get("scores").get("out_of_band");
        assertThat(scores.get("words").get("errors").intValue()).isZero();
        assertThat(scores.get("entities").get("confirmation").get("hit").intValue()).isEqualTo(1);
    }

    @Test
    void stereo_at_48_kHz_and_8_bits_are_played_like_any_other() throws IOException {
        audio = Wavs.stereo48(folder.resolve("stereo.wav"), Wavs.caller(3, 8));
        assertThat(call(Faults.none()).turns).hasSize(2);
        audio = Wavs.mono8(folder.resolve("eight.wav"), Wavs.caller(3, 8));
        assertThat(call(Faults.none()).turns).hasSize(2);
    }

    @Test
    void several_recordings_are_several_calls_with_a_sum() throws IOException {
        var again = Wavs.mono16(folder.resolve("again.wav"), Wavs.caller(3));
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, script())) {
            var program = Program.run("call", "--audio", audio.toString(), again.toString(), "--endpoint", server.uri().toString(),
                    "--out", folder.resolve("kept").toString(), "--json", "-");
            var report = Json.parse(program.out()).node();
            assertThat(report.get("calls").size()).isEqualTo(2);
            assertThat(report.get("totals").get("turns").intValue()).isEqualTo(3);
            assertThat(folder.resolve("kept/001-caller/turns.jsonl")).exists();
            assertThat(folder.resolve("kept/002-again/turns.jsonl")).exists();
            // The report has the standard output to itself; the rest is told aside.
            assertThat(program.err()).contains("all 2 calls");
        }
    }
}
