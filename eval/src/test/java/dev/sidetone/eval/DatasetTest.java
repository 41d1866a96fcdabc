package dev.sidetone.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.Pace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetTest {

    @TempDir
    private Path folder;

    private Dataset read() {
        return Dataset.read(folder, "category");
    }

    private void refused(String... words) {
        assertThatThrownBy(this::read).isInstanceOf(EvalException.class).satisfies(thrown ->
                assertThat(thrown.getMessage()).doesNotContain("\n").contains(words));
    }

    @Test
    void a_row_of_a_table_is_a_call_of_its_own() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\tpolicy\tfive six b\tpolicy_number=56B; spelled_name=KELLY", "b.wav\t\tyes\t");
        var dataset = read();
        assertThat(dataset.calls()).extracting(CallerAudio::id).containsExactly("a.wav", "b.wav");
        assertThat(dataset.references().getFirst().entities()).isEqualTo(Map.of("policy_number", "56B", "spelled_name", "KELLY"));
        assertThat(dataset.categories()).containsExactly("policy", "all");
        assertThat(dataset.calls().getFirst().caller(Pace.FAST).recording().duration()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void rows_of_one_call_are_its_turns_in_order() throws IOException {
        Folder.of(folder, "call\tturn\tfile\treference", "x\t2\ta.wav\tno", "x\t1\tb.wav\tyes", "\t\tc.wav\tyes");
        // A heading in another order names the files in another column.
        for (var name : new String[] {"a.wav", "b.wav", "c.wav"}) Folder.wav(folder.resolve(name), name.charAt(0));
        var calls = read().calls();
        assertThat(calls).hasSize(2);
        assertThat(calls.getFirst().clips()).extracting(CallerAudio.Clip::utterance).containsExactly("b.wav", "a.wav");
        assertThat(calls.getFirst().caller(Pace.FAST).utterances().get(1).start()).isEqualTo(Duration.ofMillis(1_500));
    }

    @Test
    void any_column_may_be_the_category() throws IOException {
        Folder.of(folder, "file\tvoice\treference", "a.wav\tann\tyes", "b.wav\tbob\tno");
        assertThat(Dataset.read(folder, "voice").categories()).containsExactly("ann", "bob");
        assertThatThrownBy(() -> Dataset.read(folder, "speaker")).hasMessageContaining("--by speaker is no column").hasMessageContaining("file, voice, reference");
    }

    @Test
    void a_table_of_windows_with_a_byte_order_mark_reads_the_same() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t");
        var same = read().print();
        var table = folder.resolve("references.tsv");
        Files.writeString(table, "\ufeff" + Files.readString(table).replace("\n", "\r\n"));
        assertThat(read().print()).isEqualTo(same);
    }

    @Test
    void two_datasets_are_the_same_by_audio_and_words_not_by_category() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t");
        var print = read().print();
        Folder.of(folder, Folder.HEADING, "a.wav\ty\tyes\t");
        assertThat(read().print()).isEqualTo(print);
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tno\t");
        assertThat(read().print()).isNotEqualTo(print);
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t");
        Folder.wav(folder.resolve("a.wav"), 99);
        assertThat(read().print()).isNotEqualTo(print);
    }

    @Test
    void recordings_without_a_row_are_told() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t");
        Folder.wav(folder.resolve("stray.wav"), 5);
        assertThat(read().remarks()).containsExactly("1 recording has no row in references.tsv and is left out");
    }

    @Test
    void a_folder_of_calls_is_a_dataset_whose_utterances_are_their_turns() throws IOException {
        for (var name : new String[] {"one", "two"}) {
            var call = Files.createDirectory(folder.resolve(name));
            Folder.wav(call.resolve("caller.wav"), name.length());
            Files.writeString(call.resolve("call.json"), """
                    {"name": "n", "sample_rate_hz": 24000, "turns": [
                      {"start_ms": 200, "end_ms": 700, "reference": "yes", "entities": {"confirmation": "yes"}},
                      {"start_ms": 800, "end_ms": 1300, "reference": "right", "entities": {}}]}""");
        }
        var dataset = read();
        assertThat(dataset.references()).extracting(Reference::utterance).containsExactly("one#1", "one#2", "two#1", "two#2");
        assertThat(dataset.categories()).containsExactly("confirmation", "other");
        assertThat(dataset.calls().getFirst().caller(Pace.FAST).recording().duration()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void what_is_no_dataset_says_what_is_missing() throws IOException {
        refused("no references.tsv and no call.json in " + folder);
        assertThatThrownBy(() -> Dataset.read(folder.resolve("nowhere"), "category")).hasMessageContaining("does not exist");
        Files.writeString(folder.resolve("references.tsv"), Folder.HEADING + "\n");
        refused("has a heading but no rows");
        Files.write(folder.resolve("references.tsv"), new byte[] {(byte) 0xff, (byte) 0xfe, 'x'});
        refused("not text in UTF-8");
    }

    @Test
    void a_row_that_cannot_be_used_is_named_by_its_line() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t", "b.wav\tx\tno");
        refused("line 3 has 3 columns but the heading has 4");
        Folder.of(folder, "name\treference", "a.wav\tyes");
        refused("line 1 has no column \"file\"");
        Folder.of(folder, "file\tfile\treference", "a.wav\ta.wav\tyes");
        refused("line 1 has the column \"file\" twice");
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t", "a.wav\tx\tno\t");
        refused("line 3 names a.wav again, as line 2 does");
        Folder.of(folder, Folder.HEADING, "missing.wav\tx\tyes\t");
        refused("line 2 names missing.wav, which does not exist");
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t56B5");
        refused("line 2 has an entity that is not kind=VALUE");
        Folder.of(folder, "file\treference\tcall\tturn", "a.wav\tyes\tx\tfirst");
        refused("line 2 has the turn \"first\"");
        Folder.of(folder, "file\treference\tcall\tturn", "a.wav\tyes\tx\t1", "b.wav\tno\tx\t1");
        refused("line 3 is turn 1 of call x, which another row is too");
        Folder.of(folder, Folder.HEADING, "\tx\tyes\t");
        refused("line 2 names no file");
    }

    @Test
    void a_broken_recording_is_named_by_its_line() throws IOException {
        Folder.of(folder, Folder.HEADING, "a.wav\tx\tyes\t");
        Files.writeString(folder.resolve("a.wav"), "RIFF and nothing else");
        refused("line 2 names a recording that cannot be used", "a.wav");
    }

    @Test
    void a_call_longer_than_its_recording_is_refused() throws IOException {
        Folder.wav(folder.resolve("caller.wav"), 1);
        Files.writeString(folder.resolve("call.json"), """
                {"name": "n", "sample_rate_hz": 24000, "turns": [{"start_ms": 0, "end_ms": 9000, "reference": "yes", "entities": {}}]}""");
        refused("describes 9000 ms", "lasts only 1500 ms");
        Files.delete(folder.resolve("caller.wav"));
        refused("no recording beside");
    }
}
