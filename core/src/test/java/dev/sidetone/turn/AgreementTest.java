package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.turn.Agreement.Changed;
import dev.sidetone.turn.Agreement.OnlyFirst;
import dev.sidetone.turn.Agreement.OnlySecond;
import dev.sidetone.turn.Agreement.Piece;
import dev.sidetone.turn.Agreement.Same;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class AgreementTest {

    @Test
    void what_differs_stands_between_what_agrees() {
        assertThat(Agreement.between("Um, yeah, the red light.", "yeah the bread light today").pieces()).containsExactly(
                new OnlyFirst("Um,"), new Same("yeah, the", "yeah the"), new Changed("red", "bread"), new Same("light.", "light"),
                new OnlySecond("today"));
    }

    @Test
    void one_number_written_in_two_ways_agrees() {
        var agreement = Agreement.between("It's 56B5-12C0.", "its five six b five dash one two c zero");
        assertThat(agreement.pieces()).containsExactly(new Same("It's 56B5-12C0.", "its five six b five dash one two c zero"));
        assertThat(agreement.complete()).isTrue();
        assertThat(agreement.difference().rate()).hasValue(0);
    }

    @Test
    void a_code_with_one_wrong_letter_is_changed_as_a_whole() {
        assertThat(Agreement.between("it is 56B5-12C0 yes", "it is five six b five one two see zero yes").pieces()).containsExactly(
                new Same("it is", "it is"), new Changed("56B5-12C0", "five six b five one two see zero"), new Same("yes", "yes"));
    }

    @Test
    void a_number_is_not_cut_inside() {
        assertThat(Agreement.between("twenty three cars", "25 cars").pieces())
                .containsExactly(new Changed("twenty three", "25"), new Same("cars", "cars"));
    }

    @Test
    void nothing_against_something_is_all_of_it() {
        assertThat(Agreement.between("", "hello there").pieces()).containsExactly(new OnlySecond("hello there"));
        assertThat(Agreement.between("hello", " ").pieces()).containsExactly(new OnlyFirst("hello"));
        assertThat(Agreement.between("", "").pieces()).isEmpty();
        assertThat(Agreement.between("…", "").complete()).isTrue();
    }

    @Test
    void the_pieces_hold_both_texts() {
        var random = new Random(21);
        for (int i = 0; i < 5_000; i++) {
            var first = Speech.random(random, 12);
            var second = random.nextInt(4) == 0 ? first.toLowerCase() : Speech.random(random, 12);
            var agreement = Agreement.between(first, second);
            assertThat(joined(agreement, Piece::first)).isEqualTo(first.strip().replaceAll("\\s+", " "));
            assertThat(joined(agreement, Piece::second)).isEqualTo(second.strip().replaceAll("\\s+", " "));
            assertThat(agreement.complete()).isEqualTo(agreement.difference().words().errors() == 0);
            assertThat(agreement.pieces()).filteredOn(piece -> !(piece instanceof Same))
                    .allMatch(piece -> !(piece.first() + piece.second()).isBlank());
            for (int at = 1; at < agreement.pieces().size(); at++) {
                assertThat(agreement.pieces().get(at) instanceof Same).isNotEqualTo(agreement.pieces().get(at - 1) instanceof Same);
            }
        }
    }

    @Test
    void what_was_said_is_not_printed() {
        var agreement = Agreement.between("secret", "secrets");
        assertThat(List.of(agreement, agreement.pieces()).toString()).doesNotContain("secret");
    }

    private static String joined(Agreement agreement, Function<Piece, String> side) {
        return agreement.pieces().stream().map(side).filter(text -> !text.isEmpty()).collect(Collectors.joining(" "));
    }
}
