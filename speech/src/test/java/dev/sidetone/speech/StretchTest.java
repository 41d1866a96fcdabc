package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class StretchTest {

    private static List<String> cores(String words) {
        var all = List.of(words.split(" "));
        return Stretch.in(all, false).stream().map(stretch -> String.join(" ", all.subList(stretch.coreStart(), stretch.coreEnd()))).toList();
    }

    @Test
    void ordinary_sentences_have_no_stretch() {
        assertThat(cores("someone hit my parked car outside the supermarket")).isEmpty();
        assertThat(cores("yes that is right thank you")).isEmpty();
        assertThat(cores("it was last tuesday the fourteenth of may")).isEmpty();
    }

    @Test
    void digits_and_letters_among_their_mishearings_are_one_stretch() {
        assertThat(cores("my policy number is five six be five dash want to see zero")).containsExactly("five six be five dash want to see zero");
        assertThat(cores("your number is eight forge a six dash five six p three")).containsExactly("eight forge a six dash five six p three");
    }

    @Test
    void what_follows_spelled_is_a_stretch_whatever_it_was_heard_as() {
        var words = List.of("it is spelled em okay only anna".split(" "));
        assertThat(Stretch.in(words, false)).singleElement().satisfies(stretch -> {
            assertThat(stretch.announced()).isTrue();
            assertThat(stretch.start()).isEqualTo(3);
            assertThat(stretch.end()).isEqualTo(7);
        });
    }

    @Test
    void two_spelled_things_far_apart_are_two_stretches() {
        assertThat(cores("five six b five is the policy that my husband has and call four one five five")).hasSize(2);
    }
}
