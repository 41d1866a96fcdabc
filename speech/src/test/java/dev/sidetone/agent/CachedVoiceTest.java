package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class CachedVoiceTest {

    private final ArrayList<String> made = new ArrayList<>();
    /** Room for two sentences of ten samples. */
    private final CachedVoice voice = new CachedVoice(sentence -> {
        made.add(sentence);
        return Pcm.of(new short[sentence.length() > 1 ? 100 : 10]);
    }, 40);

    @Test
    void a_sentence_is_made_once() {
        assertThat(voice.say("a")).isSameAs(voice.say("a"));
        assertThat(made).containsExactly("a");
    }

    @Test
    void the_sentence_unused_for_longest_goes_first() {
        voice.say("a");
        voice.say("b");
        voice.say("a");
        voice.say("c");
        voice.say("a");
        voice.say("b");
        assertThat(made).containsExactly("a", "b", "c", "b");
    }

    @Test
    void a_sentence_larger_than_the_memory_is_spoken_and_not_kept() {
        assertThat(voice.say("long").samples()).hasSize(100);
        voice.say("a");
        voice.say("long");
        assertThat(made).containsExactly("long", "a", "long");
    }
}
