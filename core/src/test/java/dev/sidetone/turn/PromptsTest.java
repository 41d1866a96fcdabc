package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PromptsTest {

    @Test
    void the_version_comment_is_not_sent_and_the_rules_of_the_trade_take_their_place() {
        var source = "<!-- verbatim 1 -->\n\nWrite what was said.\n\n{{domain_rules}}\n\nNothing else.\n";
        assertThat(Prompts.prepare(source, "Policy numbers: XXXX-XXXX.\n")).isEqualTo("Write what was said.\n\nPolicy numbers: XXXX-XXXX.\n\nNothing else.");
        assertThat(Prompts.prepare(source, "")).isEqualTo("Write what was said.\n\nNothing else.");
    }

    @Test
    void a_prompt_without_comment_or_place_is_sent_as_it_is() {
        assertThat(Prompts.prepare("Do this. <!-- not first -->", "rules")).isEqualTo("Do this. <!-- not first -->");
    }

    @Test
    void what_ships_is_ready_to_be_sent() {
        for (var prompt : java.util.List.of(Prompts.claimsIntake(), Prompts.verbatim(), Prompts.verbatim(Prompts.claimsRules()), Prompts.verbatimShort())) {
            assertThat(prompt).isNotBlank().doesNotContain("<!--", "{{", "\n\n\n");
        }
        assertThat(Prompts.verbatim(Prompts.claimsRules())).contains("XXXX-XXXX");
        assertThat(Prompts.verbatim()).doesNotContain("XXXX-XXXX");
    }

    @Test
    void every_prompt_has_its_version() {
        assertThat(Prompts.NAMES).allSatisfy(name -> assertThat(Prompts.source(name)).startsWith("<!-- sidetone " + name + " "));
    }

    @Test
    void a_prompt_that_does_not_ship_is_named() {
        assertThatThrownBy(() -> Prompts.source("nonsense")).hasMessageContaining("no prompt \"nonsense\"");
    }
}
