package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NamesTest {

    private static String heard(List<String> names, double confidence, String words) {
        var list = new ArrayList<Word>();
        for (var word : words.split(" ")) {
            list.add(new Word(word, Duration.ofMillis(100L * list.size()), Duration.ofMillis(100L * list.size() + 100), confidence));
        }
        return new Names(names).in(list).stream().map(Word::text).collect(Collectors.joining(" "));
    }

    @Test
    void a_known_name_is_recognised_by_its_sound_over_one_or_more_words() {
        assertThat(heard(List.of("lindqvist"), 0.5, "this is lind kvist again")).isEqualTo("this is lindqvist again");
        assertThat(heard(List.of("kowalski"), 0.5, "mister cowalsky here")).isEqualTo("mister kowalski here");
    }

    @Test
    void words_that_were_heard_clearly_or_sound_different_stay() {
        assertThat(heard(List.of("kowalski"), 1, "mister cowalsky here")).isEqualTo("mister cowalsky here");
        assertThat(heard(List.of("kowalski"), 0.4, "my car was stolen from the garage")).isEqualTo("my car was stolen from the garage");
        assertThat(heard(List.of("hoque"), 0.4, "a hack in the door")).isEqualTo("a hack in the door");
        assertThat(heard(List.of(), 0.4, "nothing known")).isEqualTo("nothing known");
    }
}
