package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class FormTest {

    @Test
    void the_shipped_form_has_its_phases_in_order() {
        var form = Form.load("claims-intake");
        assertThat(form.phases()).hasSize(2);
        assertThat(form.phases().getFirst().fields()).extracting(Form.Field::id).startsWith("policyholder", "policy_number");
    }

    @Test
    void a_missing_form_is_named() {
        assertThatThrownBy(() -> Form.load("nosuch")).hasMessage("there is no form called nosuch");
    }

    @Test
    void a_mistake_in_a_form_is_named_with_its_place() throws IOException {
        String yaml;
        try (var in = FormTest.class.getResourceAsStream("forms/claims-intake.yaml")) {
            yaml = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThatThrownBy(() -> FormFile.parse("mine", yaml.replace("instead: identity", "instead: nothing")))
                .hasMessageContaining("policy_number").hasMessageContaining("nothing");
        assertThatThrownBy(() -> FormFile.parse("mine", yaml.replace("kind: phone", "kind: fax")))
                .hasMessageContaining("phone").hasMessageContaining("fax");
        assertThatThrownBy(() -> FormFile.parse("mine", yaml.replace("  greeting:", "  hello:"))).hasMessageContaining("greeting");
        assertThatThrownBy(() -> FormFile.parse("mine", "agent: [")).hasMessageContaining("mine");
    }
}
