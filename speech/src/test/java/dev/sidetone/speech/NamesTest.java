package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamesTest {

    /** A recogniser that explains a sentence with these words in it so much worse than what it heard, and leaves out a name it cannot pronounce. */
    private record Ears(Map<String, Double> losses) implements Decoding {

        @Override
        public List<Hypothesis> decoded(short[] samples, List<String> phrases) {
            var pronounced = new ArrayList<Word>();
            double score = -100;
            for (var word : phrases.getFirst().split(" ")) {
                if (word.equals("nameless")) continue;
                score -= losses.getOrDefault(word, 0.0);
                pronounced.add(word(word, 0, 1));
            }
            return List.of(new Hypothesis(score, pronounced));
        }

        @Override
        public void compute(Runnable work) {
            work.run();
        }

        @Override
        public boolean idle() {
            return false;
        }
    }

    private static Word word(String text, int at, double confidence) {
        return new Word(text, Duration.ofMillis(100L * at), Duration.ofMillis(100L * at + 100), confidence);
    }

    private static String heard(Map<String, Double> losses, List<String> names, double confidence, String words) throws InterruptedException {
        var list = new ArrayList<Word>();
        for (var text : words.split(" ")) list.add(word(text, list.size(), confidence));
        var turn = new Earshot(new Ears(losses), Pcm.silence(Duration.ofMillis(100)), Optional.empty());
        var named = new Names(new Words(list), turn).said(names);
        return String.join(" ", Names.in(list, 0, list.size(), named));
    }

    @Test
    void a_known_name_is_recognised_by_its_sound_over_one_or_more_words() throws InterruptedException {
        assertThat(heard(Map.of("lindqvist", 1.0), List.of("lindqvist"), 0.5, "this is lind kvist again")).isEqualTo("this is lindqvist again");
        assertThat(heard(Map.of("kowalski", -2.0), List.of("kowalski"), 0.5, "mister cowalsky here")).isEqualTo("mister kowalski here");
        assertThat(heard(Map.of("rosenthal", 2.5), List.of("rosenthal"), 0.8, "this is rose and fell again")).isEqualTo("this is rosenthal again");
    }

    @Test
    void another_name_that_is_spelled_a_little_like_it_but_does_not_explain_the_sound_stays() throws InterruptedException {
        assertThat(heard(Map.of("kowalski", 44.0), List.of("kowalski"), 0.7, "he is called kovalenko")).isEqualTo("he is called kovalenko");
        assertThat(heard(Map.of("delgado", 20.0), List.of("delgado"), 0.6, "this is salgado")).isEqualTo("this is salgado");
    }

    @Test
    void a_name_without_a_pronunciation_must_be_spelled_almost_alike() throws InterruptedException {
        // These stand for a name that no dictionary has: the sentence comes back without it.
        assertThat(Sounds.distance(Sounds.of("nameless"), Sounds.of("name less"))).isLessThan(0.1);
        assertThat(heard(Map.of(), List.of("nameless"), 0.5, "mister name less here")).isEqualTo("mister nameless here");
        assertThat(heard(Map.of(), List.of("nameless"), 0.5, "mister lame list here")).isEqualTo("mister lame list here");
    }

    @Test
    void a_note_of_misheard_letters_does_not_spoil_the_word_that_is_heard() throws InterruptedException {
        assertThat(heard(Map.of(), List.of("nameless"), 0.7, "this is nemless")).isEqualTo("this is nemless");
        assertThat(heard(Map.of(), List.of("nameless"), 0.7, "this is nameless")).isEqualTo("this is nameless");
    }

    @Test
    void a_note_that_only_misspells_the_name_that_is_heard_does_not_replace_it() {
        var list = NameList.ofCensus();
        assertThat(list.misspelt("underwod", "underwood")).isTrue();
        assertThat(list.misspelt("rbillanueva", "villanueva")).isTrue();
        // Who spells a name that people bear is believed, however common the other is.
        assertThat(list.misspelt("smyth", "smith")).isFalse();
        assertThat(list.misspelt("nameless", "nemless")).isFalse();
        assertThat(list.misspelt("wojciechowicz", "white")).isFalse();
        assertThat(list.misspelt("gößner", "gossner")).isFalse();
    }

    @Test
    void words_that_were_heard_clearly_or_sound_different_stay() throws InterruptedException {
        assertThat(heard(Map.of(), List.of("kowalski"), 1, "mister cowalsky here")).isEqualTo("mister cowalsky here");
        assertThat(heard(Map.of("kowalski", 30.0), List.of("kowalski"), 0.4, "my car was stolen from the garage")).isEqualTo("my car was stolen from the garage");
        assertThat(heard(Map.of("hoque", 30.0), List.of("hoque"), 0.4, "a hack in the door")).isEqualTo("a hack in the door");
        assertThat(heard(Map.of(), List.of(), 0.4, "nothing known")).isEqualTo("nothing known");
    }

    @Test
    void the_sound_of_a_name_does_not_depend_on_how_it_is_spelled() {
        assertThat(Sounds.distance(Sounds.of("hendricks"), Sounds.of("hendrix"))).isZero();
        assertThat(Sounds.distance(Sounds.of("thibodeaux"), Sounds.of("tibodo"))).isLessThan(0.15);
        assertThat(Sounds.distance(Sounds.of("kowalski"), Sounds.of("delgado"))).isGreaterThan(0.6);
    }
}
