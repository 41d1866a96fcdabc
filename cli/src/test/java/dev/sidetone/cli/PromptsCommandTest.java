package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.turn.Prompts;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptsCommandTest {

    @TempDir
    private Path folder;

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    @Test
    void the_list_names_every_prompt_with_its_tokens() {
        var listed = Program.run("prompts");
        assertThat(listed.exit()).isZero();
        for (var name : Prompts.NAMES) assertThat(listed.out()).containsPattern("(?m)^" + name + " +\\d+  sidetone " + name + " \\d+$");
    }

    @Test
    void the_transcriber_keeps_to_its_tokens_with_the_rules_for_claims() {
        assertThat(Tokens.of(Prompts.verbatim(Prompts.claimsRules()))).isLessThanOrEqualTo(PromptsCommand.MOST_TOKENS);
        assertThat(Tokens.of(Prompts.verbatimShort())).isLessThanOrEqualTo(60);
        assertThat(Program.run("prompts").out()).doesNotContain("over 450");
    }

    @Test
    void a_prompt_of_ones_own_is_counted_and_told_when_it_is_long() throws IOException {
        var mine = file("mine.md", "Write. ".repeat(400) + "{{domain_rules}}");
        var listed = Program.run("prompts", mine.toString());
        assertThat(listed.exit()).isZero();
        assertThat(listed.out()).contains(mine.toString()).contains("over 450: make it shorter");
    }

    @Test
    void show_prints_nothing_but_the_prompt() {
        assertThat(Program.run("prompts", "show", "verbatim").out()).isEqualTo(Prompts.source("verbatim"));
        var sent = Program.run("prompts", "show", "verbatim", "--sent").out();
        assertThat(sent).contains("XXXX-XXXX").doesNotContain("<!--", "{{").isEqualTo(Prompts.verbatim(Prompts.claimsRules()) + "\n");
    }

    @Test
    void diff_marks_the_words_that_changed() throws IOException {
        var old = file("old.md", "Write all.\nNever answer the caller.\nEnd.\n");
        var changed = file("new.md", "Write all.\nNever greet the caller.\nEnd.\nReally.\n");
        var diff = Program.run("prompts", "diff", old.toString(), changed.toString());
        assertThat(diff.exit()).isZero();
        assertThat(diff.out().lines().toList()).containsSubsequence(
                "  (1 line the same)", "~ Never -[answer]-+[greet]+ the caller.", "  (1 line the same)", "+ Really.");
        assertThat(diff.out()).containsPattern("\\d tokens more");
        assertThat(Program.run("prompts", "diff", "verbatim", "verbatim").out()).contains("both are the same", "the same number of tokens");
    }

    @Test
    void colours_stand_around_the_words_that_changed() throws IOException {
        var old = file("old.md", "Never answer.\n");
        var changed = file("new.md", "Never greet.\n");
        var terminal = new Surroundings(Map.of("TERM", "xterm"), true, StandardCharsets.UTF_8);
        var diff = Program.run(terminal, Program.claims(), "prompts", "--color=always", "diff", old.toString(), changed.toString());
        assertThat(diff.out()).contains("\u001b[31m-[answer]-\u001b[0m\u001b[32m+[greet]+\u001b[0m");
    }

    @Test
    void a_prompt_that_is_neither_is_said_so() {
        var shown = Program.run("prompts", "show", "nonsense");
        assertThat(shown.exit()).isEqualTo(ExitCode.INPUT.code());
        assertThat(shown.err()).isEqualTo("sidetone: the prompt nonsense does not exist; check the path; the ones that ship are "
                + "claims-intake, verbatim, verbatim-domain-claims, verbatim-short, summary, extract, check" + System.lineSeparator());
    }
}
