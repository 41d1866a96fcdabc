package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.WavWriter;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sidetone eval}, with a script behind the server. */
class EvalTest {

    @TempDir
    private Path folder;

    private Path dataset;

    @BeforeEach
    void record() throws IOException {
        dataset = Files.createDirectory(folder.resolve("recordings"));
        WavWriter.write(dataset.resolve("yes.wav"), Wavs.caller(3));
        WavWriter.write(dataset.resolve("thanks.wav"), Wavs.caller(8));
        Files.writeString(dataset.resolve("references.tsv"), "file\tcategory\treference\tentity\n"
                + "yes.wav\tyes-no\tyes that is correct\tconfirmation=yes\nthanks.wav\tfree\tyes that is right thank you very much\t\n");
    }

    private static ScriptedModel hearing(String text) {
        return ScriptedModel.script().hears("yes that is corrupt").answers(ScriptedModel.says(text)).build();
    }

    private Program eval(ScriptedModel model, String... arguments) {
        var all = new ArrayList<>(List.of("eval"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--journal", folder.resolve("journal").toString()));
        return Program.run(Program.PIPE, model, all.toArray(String[]::new));
    }

    @Test
    void a_dataset_is_heard_scored_and_reported_in_three_forms() throws IOException {
        var json = folder.resolve("report.json");
        var html = folder.resolve("report.html");
        var ran = eval(hearing("Yes, that is correct."), dataset.toString(), "--context", "whole,latest", "--json", json.toString(), "--html", html.toString());
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
        assertThat(ran.out()).contains("2 utterances", "whole/verbatim/claims", "latest/verbatim/claims", "yes-no", "1 of 1", "Simulated billing");
        var report = Json.parse(Files.readString(json)).node();
        assertThat(report.path("strategies")).hasSize(2);
        assertThat(report.path("utterances").get(0).path("results").get(0).path("scores").path("errors").intValue()).isZero();
        assertThat(report.path("utterances").get(0).path("results").get(0).path("built_in_scores").path("errors").intValue()).isEqualTo(1);
        assertThat(Files.readString(html)).startsWith("<!doctype html>").contains("UklGR");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(120));
    }

    @Test
    void a_report_on_the_standard_output_is_nothing_but_json() {
        var ran = eval(hearing("Yes, that is correct."), dataset.toString(), "--json", "-");
        assertThat(Json.parse(ran.out()).node().path("kind").stringValue()).isEqualTo("sidetone-eval");
        assertThat(ran.err()).contains("word error rate");
    }

    @Test
    void worse_than_before_is_exit_code_1_and_the_same_is_0() throws IOException {
        var old = folder.resolve("old.json").toString();
        var now = folder.resolve("new.json").toString();
        assertThat(eval(hearing("Yes, that is correct."), dataset.toString(), "--json", old).exit()).isZero();
        var worse = eval(hearing("blue elephants"), dataset.toString(), "--json", now, "--against", old);
        assertThat(worse.exit()).isEqualTo(1);
        assertThat(worse.out()).contains("worse  latest/verbatim/claims: word error rate");
        assertThat(eval(hearing(""), now, "--against", old).exit()).isEqualTo(1);
        assertThat(eval(hearing(""), old, "--against", now).exit()).isZero();
        assertThat(eval(hearing(""), old, "--against", old, "--gate", "wer,entities,cost,latency").exit()).isZero();
        assertThat(eval(hearing(""), old).err()).contains("is a report, not a dataset");
    }

    @Test
    void a_call_that_is_cut_off_is_missing_with_an_exit_code_of_its_own() throws IOException {
        var json = folder.resolve("report.json");
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withFaults(Faults.none().always(new Fault.Cut(ServerEvent.AudioCommitted.class))),
                hearing("Yes, that is correct."))) {
            var ran = eval(hearing(""), dataset.toString(), "--endpoint", server.uri().toString(), "--json", json.toString());
            assertThat(ran.exit()).isEqualTo(24);
            assertThat(ran.out()).contains("missing: yes.wav", "The same command holds the missing calls");
        }
        assertThat(Json.parse(Files.readString(json)).node().path("missing")).hasSize(2);
    }

    @Test
    void what_cannot_be_used_is_one_line() throws IOException {
        var empty = Files.createDirectory(folder.resolve("empty"));
        refused(19, "no references.tsv and no call.json", empty.toString());
        refused(2, "--repeat 0 measures nothing", dataset.toString(), "--repeat", "0");
        refused(2, "--sessions 0 holds no call", dataset.toString(), "--sessions", "0");
        refused(2, "is asked for twice", dataset.toString(), "--context", "latest,latest");
        refused(2, "--by voice is no column", dataset.toString(), "--by", "voice");
        refused(19, "does not exist", dataset.toString(), "--prompt", folder.resolve("none.md").toString());
        refused(12, "", dataset.toString(), "--endpoint", "ws://127.0.0.1:1/v1/realtime");
        refused(2, "Invalid value", dataset.toString(), "--gate", "beauty");
        refused(19, "cannot be read", dataset.toString(), "--against", folder.resolve("none.json").toString());
        Files.writeString(dataset.resolve("references.tsv"), "file\treference\nnone.wav\tyes\n");
        refused(19, "line 2 names none.wav", dataset.toString());
    }

    private void refused(int exit, String words, String... arguments) throws IOException {
        Files.deleteIfExists(folder.resolve("journal"));
        var ran = eval(hearing(""), arguments);
        assertThat(ran.err()).startsWith("sidetone: ").contains(words);
        assertThat(ran.err().strip().lines()).hasSize(1);
        assertThat(ran.exit()).isEqualTo(exit);
    }
}
