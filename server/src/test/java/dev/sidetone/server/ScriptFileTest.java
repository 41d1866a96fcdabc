package dev.sidetone.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class ScriptFileTest {

    private static final String REPLY = "{'type':'response.create','response':{'output_modalities':['text']}}";
    private static final String ASIDE = "{'type':'response.create','response':{'conversation':'none','output_modalities':['text'],"
            + "'instructions':'%s','input':[{'type':'message','role':'user','content':[{'type':'input_text','text':'%s'}]}]}}";

    @TempDir
    private Path folder;

    private static Call call(String yaml) {
        var script = ScriptFile.parse("test.yaml", yaml);
        return Call.with(ServerSettings.DEFAULT.withFaults(script.faults()), script.model());
    }

    private static JsonNode first(JsonNode response) {
        return response.at("/output/0");
    }

    private static String aside(Call call, String instructions, String input) {
        return first(ResponseTest.done(call.client().send(ASIDE.formatted(instructions, input)).awaitResponse())).at("/content/0/text").asString();
    }

    @Test
    void what_is_heard_and_said_goes_by_the_script() {
        try (var call = call("heard: [Hello.]\nreplies:\n  - say: Hi.\n").transcribing("whisper-1")) {
            var events = call.client().append(Sounds.turn()).await(event -> TestClient.type(event).endsWith("transcription.completed"));
            assertThat(events.getLast().get("transcript").asString()).isEqualTo("Hello.");
        }
    }

    @Test
    void a_reply_can_do_several_things_in_turn_and_the_next_can_fail() {
        var yaml = """
                replies:
                  - - say: One moment.
                    - wait: 1 ms
                    - call: look_up
                      arguments: {name: Virtanen, count: 2, sure: true, nobody: null, list: [a, 1.5], text: "7"}
                  - call: raw
                    arguments: "{broken"
                  - fail: insufficient_quota
                """;
        try (var call = call(yaml)) {
            var first = ResponseTest.done(call.client().send(REPLY).awaitResponse());
            assertThat(first.at("/output/0/content/0/text").asString()).isEqualTo("One moment.");
            assertThat(first.at("/output/1/arguments").asString())
                    .isEqualTo("{\"name\":\"Virtanen\",\"count\":2,\"sure\":true,\"nobody\":null,\"list\":[\"a\",1.5],\"text\":\"7\"}");
            assertThat(first(ResponseTest.done(call.client().send(REPLY).awaitResponse())).get("arguments").asString()).isEqualTo("{broken");
            assertThat(ResponseTest.done(call.client().send(REPLY).awaitResponse()).at("/status_details/error/code").asString()).isEqualTo("insufficient_quota");
        }
    }

    @Test
    void answers_come_by_rule_or_else_in_order() {
        var yaml = """
                answers:
                  - first
                  - when: {instructions-contain: Summary}
                    then: a summary
                  - when: {instructions-contain: language, input-contains: hei}
                    then: [{say: Finnish}]
                  - second
                """;
        try (var call = call(yaml)) {
            assertThat(aside(call, "A summary, please.", "x")).isEqualTo("a summary");
            assertThat(aside(call, "Which language?", "Hei!")).isEqualTo("Finnish");
            assertThat(aside(call, "Which language?", "Hello!")).isEqualTo("first");
            assertThat(aside(call, "Something else.", "x")).isEqualTo("second");
        }
    }

    @Test
    void pauses_go_by_the_clock_they_are_given() throws InterruptedException {
        var clock = new FakeClock();
        var script = ScriptFile.parse("test.yaml", "replies: [[{wait: 2 min}, Hi.]]", clock::pause);
        try (var call = Call.with(ServerSettings.DEFAULT, script.model())) {
            call.client().send(REPLY).await("response.created");
            assertThat(clock.awaitPausing(1, Duration.ofSeconds(20))).isTrue();
            clock.pass(Duration.ofMinutes(2));
            assertThat(first(ResponseTest.done(call.client().awaitResponse())).at("/content/0/text").asString()).isEqualTo("Hi.");
        }
    }

    @Test
    void faults_strike_at_their_occasion() {
        var plan = ScriptFile.parse("test.yaml", """
                faults:
                  - {fault: cut, on: response.done, at: 2}
                  - fault: wrong-type
                    on: any
                    field: event_id
                  - {fault: http-refusal, status: 503, at: 1}
                """).faults().plan();
        assertThat(plan).containsExactly(new Faults.Planned(new Fault.Cut(ServerEvent.ResponseDone.class), 2),
                new Faults.Planned(new Fault.WrongType(ServerEvent.class, "event_id"), 0), new Faults.Planned(new Fault.HttpRefusal(503), 1));
    }

    @Test
    void every_fault_has_a_name_and_every_name_a_fault() {
        var told = catchThrowable(() -> ScriptFile.parse("x", "faults: [{fault: nonsense}]")).getMessage();
        var names = told.substring(told.indexOf("allowed: ") + "allowed: ".length()).split(", ");

        assertThat(names).containsExactlyInAnyOrderElementsOf(records(Fault.class).stream().map(ScriptFileTest::name).toList());
    }

    private static String name(Class<?> kind) {
        return kind.getSimpleName().replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    private static List<Class<?>> records(Class<?> sealed) {
        if (sealed.isRecord()) return List.of(sealed);
        return Stream.of(sealed.getPermittedSubclasses()).flatMap(kind -> records(kind).stream()).collect(Collectors.toCollection(ArrayList::new));
    }

    @Test
    void every_event_is_called_as_on_the_wire() {
        EventNames.KINDS.forEach((name, kind) -> {
            if (name.equals("any")) return;
            var read = Codec.readServer("{\"type\":\"" + name + "\"}");
            assertThat(read).as(name).isNotInstanceOf(ServerEvent.Unknown.class);
            if (!(read instanceof ServerEvent.Malformed)) assertThat(read).isInstanceOf(kind);
        });
        assertThat(EventNames.KINDS.values()).doesNotHaveDuplicates();
    }

    @Test
    void the_example_of_the_docs_can_be_followed() {
        var script = ScriptFile.read(Path.of("../docs/claims-call.yaml"));
        assertThat(script.faults().plan()).hasSize(2);
        script.model().close();
    }

    @Test
    void every_fault_stands_in_the_docs() throws IOException {
        var docs = Files.readString(Path.of("../docs/scripts.md"));
        for (var kind : records(Fault.class)) {
            assertThat(docs).contains("| `" + name(kind) + "` |");
        }
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of("", "s.yaml is empty; say what is heard, replies, answers or faults"),
                Arguments.of("- a", "s.yaml:1: this must have keys (\"key: value\"), and it is a list"),
                Arguments.of("heard:\n  - a\nhears: []", "s.yaml:3: \"hears\" means nothing here; allowed: heard, replies, answers, faults"),
                Arguments.of("heard: hello", "s.yaml:1: this must be a list (lines beginning with \"- \"), not a text"),
                Arguments.of("heard: []\nheard: []", "s.yaml:2: \"heard\" stands here twice"),
                Arguments.of("heard:\n  - [a]", "s.yaml:2: this must be a text, not a list"),
                Arguments.of("replies:\n- a\n- {say: a, wait: 1 s}", "s.yaml:3: a line does one thing: say, call, fail or wait; several things in turn are a list"),
                Arguments.of("replies:\n- {arguments: {}}", "s.yaml:2: a line does one thing: say, call, fail or wait; several things in turn are a list"),
                Arguments.of("replies:\n- {say: a, message: b}", "s.yaml:2: \"message\" means nothing here; allowed: say"),
                Arguments.of("replies:\n- wait: 5 minutes", "s.yaml:2: \"5 minutes\" is no length of time; write 350 ms, 1.5 s or 2 min"),
                Arguments.of("replies:\n- {call: f, arguments: {n: .inf}}", "s.yaml:2: \".inf\" is no number of JSON; put it in quotes to have it as a text"),
                Arguments.of("answers:\n- when: {}\n  then: a", "s.yaml:2: a condition is missing; allowed: instructions-contain, input-contains"),
                Arguments.of("answers:\n- when: {input-contains: a}", "s.yaml:2: \"then\" is missing"),
                Arguments.of("faults:\n- fault: cut\n  on: response.finished", "s.yaml:3: there is no \"response.finished\"; allowed: any, error, session.created, "),
                Arguments.of("faults:\n- fault: cut", "s.yaml:2: \"on\" is missing"),
                Arguments.of("faults:\n- fault: late-reply\n  by: 1 s\n  at: 0", "s.yaml:4: \"0\" is no whole number from 1 to 2147483647"),
                Arguments.of("faults:\n- {fault: wrong-type, on: any, field: type}", "s.yaml:2: an event without its type is another fault"),
                Arguments.of("faults:\n- {fault: http-refusal, status: 200}", "s.yaml:2: \"200\" is no whole number from 400 to 599"),
                Arguments.of("heard: [a\nreplies", "s.yaml:2: this is not YAML: "));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void a_mistake_is_told_with_its_line_and_what_is_allowed(String yaml, String message) {
        assertThatThrownBy(() -> ScriptFile.parse("s.yaml", yaml)).isInstanceOf(ScriptMistake.class).hasMessageStartingWith(message);
    }

    @Test
    void a_file_that_is_not_there_or_not_text_is_named() throws IOException {
        assertThatThrownBy(() -> ScriptFile.read(folder.resolve("none.yaml"))).isInstanceOf(ScriptMistake.class).hasMessageStartingWith("there is no script ");
        var binary = Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertThatThrownBy(() -> ScriptFile.read(binary)).isInstanceOf(ScriptMistake.class).hasMessageEndingWith("is not UTF-8 text");
    }
}
