package dev.sidetone.llm;

import dev.sidetone.agent.SentenceCutter;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelFailure;
import dev.sidetone.server.ResponseOutput;
import dev.sidetone.speech.Senses;

/** Where the words of an answer go as they arrive. Used by the one thread that runs the response. */
sealed interface Words {

    void add(String delta) throws InterruptedException;

    /** No more words follow for now. */
    void end() throws InterruptedException;

    static Words of(Modality modality, Senses senses, ResponseOutput output) {
        return modality == Modality.AUDIO ? new Spoken(senses, output) : new Written(output);
    }

    record Written(ResponseOutput output) implements Words {
        @Override
        public void add(String delta) {
            output.text(delta);
        }

        @Override
        public void end() {}
    }

    /**
     * Spoken sentence by sentence: the words of one are told as they arrive and its voice as soon as it is whole, before any
     * word of the next. So transcript and voice stay in step, and a truncation finds what was heard. While the voice is
     * made, the words that go on arriving wait in the connection.
     */
    final class Spoken implements Words {
        private final Senses senses;
        private final ResponseOutput output;
        private final SentenceCutter cutter = new SentenceCutter();

        Spoken(Senses senses, ResponseOutput output) {
            this.senses = senses;
            this.output = output;
        }

        @Override
        public void add(String delta) throws InterruptedException {
            int told = 0;
            for (int i = 0; i < delta.length(); i++) {
                char next = delta.charAt(i);
                var sentence = cutter.next(next);
                // A line is spoken as a sentence even where nothing ends it, as in a list.
                if (next == '\n' && sentence.isEmpty()) sentence = cutter.rest();
                if (sentence.isEmpty()) continue;
                output.spoken(delta.substring(told, i));
                told = i;
                say(sentence.get());
            }
            output.spoken(delta.substring(told));
        }

        @Override
        public void end() throws InterruptedException {
            var rest = cutter.rest();
            if (rest.isPresent()) say(rest.get());
        }

        private void say(String sentence) throws InterruptedException {
            if (output.stopped()) return;
            var voice = senses.say(sentence);
            // Silence in the place of words would be taken for a broken line.
            if (voice.samples().length == 0 && sentence.codePoints().anyMatch(Character::isLetterOrDigit)) throw unsayable();
            output.audio(voice);
        }

        private static ModelFailure unsayable() {
            return new ModelFailure("unsayable", "The local voice speaks English only and cannot say the answer: let the instructions ask for English.");
        }
    }
}
