package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.TranscriptionUsage;
import dev.sidetone.protocol.Usage;
import dev.sidetone.server.ModelPrompt.Seen;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Figures billed by the live service, from recordings. */
class TokenMeterTest {

    private static final Json WEATHER = Json.parse("""
            {"type": "function", "name": "get_weather", "description": "Look up the weather for a city.", "parameters":
            {"additionalProperties": false, "properties": {"city": {"type": "string"}}, "required": ["city"], "type": "object"}}""");

    private final Bill bill = new Bill(ModelProfile.of("gpt-realtime"));
    private final TokenMeter meter = bill.meter();

    @ParameterizedTest
    @CsvSource({"2796, 27", "2668, 26", "5120, 51", "5850, 58", "99, 0"})
    void the_caller_costs_a_token_for_each_whole_tenth_of_a_second(long millis, long tokens) {
        assertThat(TokenMeter.callerAudio(Duration.ofMillis(millis))).isEqualTo(tokens);
    }

    @Test
    void the_agent_costs_twice_as_much_a_second() {
        assertThat(TokenMeter.agentAudio(Duration.ofMillis(7_300))).isEqualTo(146);
    }

    @Test
    void a_text_turn_is_billed_as_recorded() {
        assertThat(input("Answer in two or three words.", List.of(), new Seen.CallerText("a", "Say a short greeting.")))
                .isEqualTo(new Usage.Tokens(16, 0, 0));
    }

    @Test
    void an_audio_turn_is_billed_as_recorded() {
        assertThat(input("Reply in a few words.", List.of(), new Seen.CallerAudio("a", Pcm.silence(Duration.ofMillis(2_796)))))
                .isEqualTo(new Usage.Tokens(14, 27, 0));
    }

    @Test
    void tools_are_billed_as_recorded() {
        assertThat(input("Use the get_weather tool for any weather question, then answer in one short sentence.", List.of(WEATHER),
                new Seen.CallerText("a", "What is the weather in London?"))).isEqualTo(new Usage.Tokens(63, 0, 0));
    }

    @Test
    void replies_are_billed_as_recorded() {
        assertThat(meter.written("It is foggy and 12 degrees in London.")).isEqualTo(13);
        assertThat(meter.call("get_weather", "{  \n  \"city\": \"London\" \n} \n")).isEqualTo(22);
    }

    @Test
    void the_second_round_of_a_tool_call_finds_the_first_in_the_cache() {
        var instructions = "Use the get_weather tool for any weather question, then answer in one short sentence.";
        var question = seen(new Seen.CallerText("q", "What is the weather in London?"));
        var call = seen(new Seen.ToolCall("c", "call_1", "get_weather", "{  \n  \"city\": \"London\" \n} \n"));
        var result = seen(new Seen.ToolResult("r", "call_1", "It is foggy and 12 degrees in London."));

        var first = bill.usage(segments(instructions, List.of(question)), new Usage.Tokens(22, 0, 0), List.of(call));
        var second = bill.usage(segments(instructions, List.of(question, call, result)), new Usage.Tokens(13, 0, 0), List.of());

        assertThat(first.cached()).isZero();
        assertThat(second.input().sum()).isEqualTo(103);
        assertThat(second.cached()).isEqualTo(64);
        assertThat(second.total()).isEqualTo(116);
    }

    @Test
    void other_instructions_share_no_cache() {
        var long1 = "one ".repeat(200);
        var long2 = "two " + long1;
        bill.usage(bill.prompt(prompt(long1, List.of()), List.of()), Usage.Tokens.NONE, List.of());

        assertThat(bill.usage(bill.prompt(prompt(long2, List.of()), List.of()), Usage.Tokens.NONE, List.of()).cached()).isZero();
        assertThat(bill.usage(bill.prompt(prompt(long1, List.of()), List.of()), Usage.Tokens.NONE, List.of()).cached() % 64).isZero();
        assertThat(bill.usage(bill.prompt(prompt(long1, List.of()), List.of()), Usage.Tokens.NONE, List.of()).cached()).isPositive();
    }

    @Test
    void only_the_latest_voice_of_the_agent_stays_audio() {
        var entries = List.of(
                agent("a1", "First.", 2_000), Entry.callerAudio("c1", Pcm.silence(Duration.ofSeconds(3))), agent("a2", "Second.", 1_000));

        var audio = InContext.of(entries, ModelProfile.of("gpt-realtime")).stream().map(meter::segment).mapToLong(TokenMeter.Segment::audio).toArray();

        assertThat(audio).containsExactly(0, 30, 20);
    }

    @ParameterizedTest
    @CsvSource({"2796, Hello., 3", "2670, Hello., 3", "5120, '', 0"})
    void minutes_are_billed_in_whole_seconds(long millis, String text, long seconds) {
        assertThat(bill.transcription(request("whisper-1"), Duration.ofMillis(millis), text))
                .isEqualTo(new TranscriptionUsage.Seconds(BigDecimal.valueOf(seconds)));
    }

    @Test
    void some_transcription_models_bill_tokens() {
        assertThat(bill.transcription(request("gpt-4o-transcribe"), Duration.ofMillis(2_668), "Say a short greeting."))
                .isEqualTo(new TranscriptionUsage.Tokens(33, 0, 26, 7));
    }

    private static TranscriptionRequest request(String model) {
        return new TranscriptionRequest("item", model, Optional.empty(), Optional.empty());
    }

    private static Entry agent(String id, String text, int millis) {
        var speech = new AgentSpeech();
        speech.say(text);
        speech.sound(Sounds.tone(millis));
        var open = new OpenItem.Spoken(new dev.sidetone.protocol.ServerEvent.Place("r", id, 0, 0), speech);
        return new Entry(id, open.item(dev.sidetone.protocol.Item.Status.COMPLETED), open.sound());
    }

    private Usage.Tokens input(String instructions, List<Json> tools, Seen seen) {
        var prompt = prompt(instructions, tools);
        return bill.usage(bill.prompt(prompt, List.of(seen(seen))), Usage.Tokens.NONE, List.of()).input();
    }

    private List<TokenMeter.Segment> segments(String instructions, List<InContext> context) {
        return bill.prompt(prompt(instructions, List.of(WEATHER)), context);
    }

    private static ModelPrompt prompt(String instructions, List<Json> tools) {
        return new ModelPrompt(false, instructions, List.of(), Modality.TEXT, new ModelPrompt.Tools(tools, new ModelPrompt.Tools.Choice.Auto()), OptionalInt.empty());
    }

    private static InContext seen(Seen seen) {
        return new InContext(seen, Optional.empty());
    }
}
