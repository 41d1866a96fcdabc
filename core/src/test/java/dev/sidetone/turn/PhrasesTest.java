package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhrasesTest {

    private record Phrasing(String name, Phrases phrases, List<Pattern> patterns) {
        static Phrasing of(String name, Phrases phrases) {
            return new Phrasing(name, phrases, Resource.lines(name).stream().map(line -> Pattern.compile(line, Pattern.UNICODE_CHARACTER_CLASS)).toList());
        }
    }

    private static final List<Phrasing> LISTS = List.of(Phrasing.of("agent", Phrases.AGENT), Phrasing.of("refusal", Phrases.REFUSAL),
            Phrasing.of("label", Phrases.LABEL), Phrasing.of("silence", Phrases.SILENCE));

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "take (all the|your) time ; `take `",
        "(how|what) (can|may) (help|assist)ed ; help,assist",
        "gone? (far|away) ; gon",
        "colou?r ; colo",
        "(so )?good ; good",
        "(un)*kind ; kind",
        "a{0,3}bc ; bc",
        "ab+c ; ab",
        "not (?!me|you)now ; `not `",
        "it's \\bone\\w* two ; `it's `",
        "[^xyz\\]]*left right.{0,40}on ; left right",
        "(?s)^\\s*start$ ; start",
        "aé|(b c|d) ; aé,b c,d"})
    void one_of_the_cues_stands_wherever_the_pattern_is_found(String regex, String cues) {
        assertThat(Cues.of(regex)).containsExactly(cues.split(",", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"(left right)?", "[a-z]+", "(so )*", "\\w+\\d", ".{3}", "(?=word)", "x*"})
    void where_nothing_is_certain_no_cue_is_asked_for(String regex) {
        assertThat(Cues.of(regex)).isEmpty();
        assertThat(Cues.of("word\\b|" + regex)).isEmpty();
    }

    @Test
    void an_escape_that_may_stand_for_plain_text_is_refused() {
        assertThatThrownBy(() -> Cues.of("\\u00e9")).isInstanceOf(IllegalArgumentException.class);
    }

    /** Sentences made of what the lists themselves are made of, so that many of them hold a phrase. */
    @Test
    void a_phrase_is_found_where_its_pattern_is_found_and_nowhere_else() {
        var random = new Random(20261);
        var lines = LISTS.stream().flatMap(list -> Resource.lines(list.name()).stream()).toList();
        var pieces = lines.stream().flatMap(line -> pieces(line).stream()).toList();
        int found = 0;
        for (int i = 0; i < 3_000; i++) {
            var text = sentence(i < 1_500 ? pieces(lines.get(random.nextInt(lines.size()))) : pieces, random);
            for (var list : LISTS) {
                boolean plainly = list.patterns().stream().anyMatch(pattern -> pattern.matcher(text).find());
                assertThat(list.phrases().in(text)).as("%s in \"%s\"", list.name(), text).isEqualTo(plainly);
                if (plainly) found++;
            }
        }
        assertThat(found).isGreaterThan(100);
    }

    private static List<String> pieces(String line) {
        return Stream.of(line.split("[^\\p{L}\\p{N}' ,:]+")).map(String::strip).filter(piece -> !piece.isEmpty()).toList();
    }

    private static String sentence(List<String> pieces, Random random) {
        var words = random.ints(1 + random.nextInt(6), 0, pieces.size()).mapToObj(pieces::get).toList();
        return String.join(" ", words).replaceAll(" +", " ").toLowerCase(Locale.ROOT);
    }
}
