package dev.sidetone.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Which words of the agent sound in a part of its voice. */
class SpokenTextTest {

    private final SpokenText spoken = new SpokenText();

    private void sound(long millis) {
        spoken.sound(Duration.ofMillis(millis));
    }

    private String heard(long millis) {
        return spoken.heard(Duration.ofMillis(millis));
    }

    @Test
    void words_that_came_before_their_voice_sound_in_it() {
        spoken.say("One moment please. ");
        sound(2000);
        spoken.say("I look it up.");
        sound(1000);
        assertThat(heard(0)).isEmpty();
        assertThat(heard(2000).strip()).isEqualTo("One moment please.");
        assertThat(heard(2500).strip()).isEqualTo("One moment please. I look");
        assertThat(heard(3000)).isEqualTo("One moment please. I look it up.");
        assertThat(heard(9000)).isEqualTo("One moment please. I look it up.");
    }

    @Test
    void a_word_counts_once_half_of_it_has_sounded() {
        spoken.say("aaaa bbbb");
        sound(900);
        assertThat(heard(690)).isEqualTo("aaaa");
        assertThat(heard(710)).isEqualTo("aaaa bbbb");
    }

    @Test
    void words_sent_far_ahead_are_spread_over_the_voice() {
        for (var piece : List.of("Good morning, ", "this is the claims desk, ", "what can I do for you?")) {
            spoken.say(piece);
            sound(100);
        }
        sound(3300);
        assertThat(heard(400)).isEqualTo("Good");
        assertThat(heard(1800).length()).isBetween(28, 38);
    }

    @Test
    void no_word_counts_before_it_came_however_far_ahead_others_were_sent() {
        spoken.say("Well. ");
        sound(3000);
        spoken.say("That is a long story, and I will tell you all of it");
        sound(100);
        sound(2000);
        assertThat(heard(2900).strip()).isEqualTo("Well.");
    }

    @Test
    void words_that_came_after_their_voice_had_sounded_in_it() {
        sound(1000);
        spoken.say("Good morning. ");
        sound(2000);
        spoken.say("What can I do for you?");
        assertThat(heard(1000).strip()).isEqualTo("Good morning.");
        assertThat(heard(2000).strip()).isEqualTo("Good morning. What can I");
    }

    @Test
    void a_script_without_spaces_is_cut_between_characters() {
        spoken.say("很高兴为您服务".repeat(10));
        sound(10_000);
        assertThat(heard(5000)).isEqualTo("很高兴为您服务".repeat(5));
    }

    @Test
    void voice_without_words_has_none() {
        sound(500);
        assertThat(heard(200)).isEmpty();
    }

    /** Each word comes with its voice: then nothing beyond the word that sounds is ever counted, and nothing before the last but one is missed. */
    @Test
    void the_text_never_exceeds_what_sounded_by_more_than_one_word() {
        for (long seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var text = new SpokenText();
            var ends = new ArrayList<Long>();
            var words = new ArrayList<String>();
            long at = 0;
            for (int i = 0; i < 1 + random.nextInt(20); i++) {
                var word = "abcdefghijklmnop".substring(0, 1 + random.nextInt(15));
                text.say((i == 0 ? "" : " ") + word);
                words.add(word);
                long length = (word.length() + 1) * (40 + random.nextInt(150));
                for (long left = length; left > 0; ) {
                    long piece = Math.min(left, 1 + random.nextInt(200));
                    text.sound(Duration.ofMillis(piece));
                    left -= piece;
                }
                at += length;
                ends.add(at);
            }
            for (int probe = 0; probe < 50; probe++) {
                long played = random.nextLong(at + 1);
                var heard = text.heard(Duration.ofMillis(played));
                long whole = ends.stream().filter(end -> end <= played).count();
                long counted = heard.isBlank() ? 0 : heard.strip().split(" ").length;
                assertThat(counted).as("seed %d, %d ms of %d", seed, played, at).isBetween(whole, whole + 1);
                assertThat(String.join(" ", words)).startsWith(heard);
            }
        }
    }

    @Test
    void whatever_the_order_of_arrival_more_voice_never_means_fewer_words() {
        for (long seed = 0; seed < 400; seed++) {
            var random = new Random(seed);
            var text = new SpokenText();
            long voice = 0;
            for (int i = 0; i < 30; i++) {
                if (random.nextInt(3) > 0) text.say("word".substring(random.nextInt(4)) + (random.nextBoolean() ? " " : ""));
                if (random.nextInt(3) == 0) {
                    int piece = random.nextInt(400);
                    text.sound(Duration.ofMillis(piece));
                    voice += piece;
                }
            }
            int before = 0;
            for (long played = 0; played <= voice; played += 7) {
                var heard = text.heard(Duration.ofMillis(played));
                assertThat(text.words()).startsWith(heard);
                assertThat(heard.length()).as("seed %d at %d ms", seed, played).isGreaterThanOrEqualTo(before);
                before = heard.length();
            }
            if (voice > 0) assertThat(text.heard(Duration.ofMillis(voice))).isEqualTo(text.words());
        }
    }
}
