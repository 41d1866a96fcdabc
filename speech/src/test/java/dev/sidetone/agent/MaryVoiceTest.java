package dev.sidetone.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.audio.Pcm;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real synthesis; the voice is loaded once, about a second. */
class MaryVoiceTest {

    private static final MaryVoice VOICE = MaryVoice.load();

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "Hello.                                                                | 0.3 | 1.2",
        "What is your policy number?                                           | 1.0 | 2.8",
        "I have 56B5-12C0, is that right?                                      | 2.5 | 7.5",
        "Thank you, Juhani Virtanen, V-I-R-T-A-N-E-N.                          | 3.0 | 7.0",
        "I will call you on 415-555-0172.                                      | 3.0 | 7.0",
        "Did it happen on March 3, at about 4:30 in the afternoon?             | 2.5 | 6.0"})
    void a_sentence_has_a_plausible_length_and_level(String sentence, double least, double most) {
        var pcm = VOICE.say(sentence);

        assertThat(pcm.rate()).isEqualTo(Pcm.RATE);
        assertThat(pcm.duration().toMillis() / 1000.0).isBetween(least, most);
        assertThat(rms(pcm)).isBetween(1_000.0, 4_000.0);
        assertThat(peak(pcm)).isBetween(5_000, 29_500);
    }

    @Test
    void a_sentence_starts_and_ends_without_a_click() {
        var samples = VOICE.say("Is everyone all right?").samples();
        assertThat(samples[0]).isZero();
        assertThat(samples[samples.length - 1]).isZero();
    }

    @Test
    void a_letter_is_said_by_its_name_and_an_article_is_not() {
        assertThat(VOICE.say("W-W.").samples().length).isGreaterThan(VOICE.say("A w.").samples().length);
    }

    @Test
    void nothing_to_say_is_no_audio() {
        assertThat(VOICE.say("").samples()).isEmpty();
        assertThat(VOICE.say("...").samples()).isEmpty();
    }

    @Test
    void words_no_lexicon_knows_are_said_all_the_same() {
        assertThat(VOICE.say("Zyxqw brrfl, <b>naïve</b> — été № 5 & 漢字.").samples()).isNotEmpty();
    }

    @Test
    void many_threads_get_what_one_thread_gets() throws Exception {
        var sentences = List.of("Thank you.", "Your name?", "56B5.", "When was it?");
        var alone = sentences.stream().map(sentence -> VOICE.say(sentence).samples()).toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var calls = new ArrayList<Callable<short[]>>();
            for (int i = 0; i < 8; i++) {
                String sentence = sentences.get(i % sentences.size());
                calls.add(() -> VOICE.say(sentence).samples());
            }
            var together = threads.invokeAll(calls);
            for (int i = 0; i < 8; i++) assertThat(together.get(i).get()).isEqualTo(alone.get(i % sentences.size()));
        }
    }

    private static double rms(Pcm pcm) {
        double sum = 0;
        for (short sample : pcm.samples()) sum += sample * (double) sample;
        return Math.sqrt(sum / pcm.samples().length);
    }

    private static int peak(Pcm pcm) {
        int peak = 0;
        for (short sample : pcm.samples()) peak = Math.max(peak, Math.abs(sample));
        return peak;
    }
}
