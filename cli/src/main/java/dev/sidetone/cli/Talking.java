package dev.sidetone.cli;

import dev.sidetone.client.Call;
import dev.sidetone.client.Sidetone;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ResponseRequest;
import java.time.Duration;
import java.util.Optional;

/** When the caller speaks: all the time, or between two presses of a key. One thread but for {@link #open}. */
sealed interface Talking {

    /** Whether what the microphone hears is sent. */
    boolean open();

    /** @return whether the caller hangs up */
    boolean pressed(char key, Call call);

    /** The caller has hung up, maybe in the middle of a turn. */
    default void over(Call call) {}

    /** With what a call of this kind needs. */
    default Sidetone equipped(Sidetone sidetone) {
        return sidetone;
    }

    /** What the keys do, in a clause. @param single whether they count without Enter */
    String help(boolean single);

    /** The server finds the turns. */
    record Freely() implements Talking {
        @Override
        public boolean open() {
            return true;
        }

        @Override
        public boolean pressed(char key, Call call) {
            return key == Keys.ENTER || key == 'q';
        }

        @Override
        public String help(boolean single) {
            return "Enter hangs up";
        }
    }

    /** Push to talk: a press opens the microphone and silences the agent, the next one ends the turn and asks for an answer. */
    final class ByKey implements Talking {

        // A shorter turn is refused: the buffer must hold 100 ms at least (API reference, input_audio_buffer.commit).
        private static final Duration SHORTEST = Duration.ofMillis(150);

        private final boolean answered;
        private volatile boolean open;
        private long since;

        /** @param answered whether somebody else asks for the answers */
        ByKey(boolean answered) {
            this.answered = answered;
        }

        @Override
        public boolean open() {
            return open;
        }

        @Override
        public boolean pressed(char key, Call call) {
            if (key == 'q') return true;
            if (key != Keys.ENTER && key != ' ') return false;
            if (open) end(call);
            else {
                call.interrupt();
                since = System.nanoTime();
            }
            open = !open;
            return false;
        }

        @Override
        public void over(Call call) {
            if (open) end(call);
            open = false;
        }

        @Override
        public Sidetone equipped(Sidetone sidetone) {
            return sidetone.answeringEachTurn();
        }

        private void end(Call call) {
            if (System.nanoTime() - since < SHORTEST.toNanos()) {
                call.send(new ClientEvent.AudioClear(Optional.empty()));
                return;
            }
            call.send(new ClientEvent.AudioCommit(Optional.empty()));
            if (!answered) call.send(new ClientEvent.ResponseCreate(Optional.empty(), ResponseRequest.PLAIN));
        }

        @Override
        public String help(boolean single) {
            return single ? "space begins and ends a turn, q hangs up" : "Enter begins and ends a turn, Ctrl-C hangs up";
        }
    }
}
