package dev.sidetone.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SpelledNamesTest {

    /** A recogniser that explains a sentence so well where it is named, and all others hardly at all. */
    private record Ears(Map<String, Double> scores) implements Decoding {

        @Override
        public List<Hypothesis> decoded(short[] samples, List<String> phrases) {
            var words = new ArrayList<Word>();
            for (var word : phrases.getFirst().split(" ")) words.add(new Word(word, Duration.ZERO, Duration.ofMillis(100), 1));
            return List.of(new Hypothesis(scores.getOrDefault(phrases.getFirst(), -100.0), words));
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

    private static String heard(Map<String, Double> scores, String before, String letters, String after, String... established) throws InterruptedException {
        var words = new ArrayList<>(List.of(before.split(" ")));
        var spelled = List.of(letters.split(" "));
        var place = new SpelledNames.Place(words.size(), words.size() + spelled.size());
        words.addAll(spelled);
        if (!after.isEmpty()) words.addAll(List.of(after.split(" ")));
        var turn = new Earshot(new Ears(scores), Pcm.silence(Duration.ofMillis(100)), Optional.empty());
        return new SpelledNames(turn, words, Set.of(established)).likelier(spelled, place).map(name -> String.join("", name.letters())).orElse("as heard");
    }

    @Test
    void a_name_that_people_bear_is_likelier_than_letters_that_nobody_has() throws InterruptedException {
        var scores = Map.of("name is would come spelled w h i d c o m b", 10.0, "name is would come spelled w h i t c o m b", 8.0);
        assertThat(heard(scores, "name is would come spelled", "w h i d c o m b", "")).isEqualTo("whitcomb");
    }

    @Test
    void the_sound_has_the_last_word() throws InterruptedException {
        var scores = Map.of("name is would come spelled w h i d c o m b", 20.0, "name is would come spelled w h i t c o m b", 8.0);
        assertThat(heard(scores, "name is would come spelled", "w h i d c o m b", "")).isEqualTo("as heard");
    }

    @Test
    void an_unlisted_name_that_was_heard_stays() throws InterruptedException {
        var scores = Map.of("it is lind vist spelled l i n d q v i s t", 10.0, "it is lind vist spelled l i n d q u i s t", -3.0);
        assertThat(heard(scores, "it is lind vist spelled", "l i n d q v i s t", "")).isEqualTo("as heard");
    }

    @Test
    void a_listed_name_is_not_exchanged_for_one_like_it() throws InterruptedException {
        var scores = Map.of("it is spelled s o r e n s e n", 10.0, "it is spelled s o r e n s o n", 9.5);
        assertThat(heard(scores, "it is spelled", "s o r e n s e n", "")).isEqualTo("as heard");
    }

    @Test
    void what_is_established_stays() throws InterruptedException {
        var scores = Map.of("name is would come spelled w h i d c o m b", 10.0, "name is would come spelled w h i t c o m b", 10.0);
        assertThat(heard(scores, "name is would come spelled", "w h i d c o m b", "", "whidcomb")).isEqualTo("as heard");
    }

    @Test
    void a_last_word_may_be_a_letter_misheard() throws InterruptedException {
        var scores = Map.of("s m i t age", 10.0, "s m i t h", 8.5);
        var turn = new Earshot(new Ears(scores), Pcm.silence(Duration.ofMillis(100)), Optional.empty());
        var name = new SpelledNames(turn, List.of("s", "m", "i", "t", "age"), Set.of()).likelier(List.of("s", "m", "i", "t"), new SpelledNames.Place(0, 4));
        assertThat(name).get().extracting(SpelledNames.Name::letters).isEqualTo(List.of("s", "m", "i", "t", "h"));
    }

    @Test
    void commoner_names_are_likelier_and_names_likelier_than_other_letters() {
        var list = NameList.ofCensus();
        assertThat(list.prior("smith")).isGreaterThan(list.prior("whitcomb"));
        assertThat(list.prior("whitcomb")).isGreaterThan(list.prior("lindqvist"));
        assertThat(list.prior("lindqvist")).isGreaterThan(list.prior("qzvbtxkwj"));
        assertThat(list.near("whidcomb", Set.of(Sounds.of("would come")), 1)).first().extracting(NameList.Likely::name).isEqualTo("whitcomb");
        assertThat(list.near("", Set.of(Sounds.of("del gado")), 1)).first().extracting(NameList.Likely::name).isEqualTo("delgado");
        assertThat(list.near("", Set.of(), 1)).isEmpty();
    }
}
