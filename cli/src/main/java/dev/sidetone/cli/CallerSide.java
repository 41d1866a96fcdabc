package dev.sidetone.cli;

import dev.sidetone.client.Call;
import dev.sidetone.client.CallEnd;
import dev.sidetone.client.Pace;
import dev.sidetone.client.Sidetone;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Who speaks on the caller's side of the calls that a command holds. */
interface CallerSide {

    /** One call for each. @throws RuntimeException that {@link Failure#of} understands */
    List<Recording> recordings();

    Pace pace();

    /** In a line, for the header. */
    String inWords(List<Recording> recordings, Paper paper);

    /** With what this side needs of a call. */
    Sidetone equipped(Sidetone sidetone);

    /** What to tell the user when the call stands. */
    default Optional<String> ready() {
        return Optional.empty();
    }

    /**
     * Holds up the caller's side until it has said all, or the call is over.
     *
     * @param redraw shows the {@link #meter} anew
     * @return what did not go as it should, a line each
     */
    List<String> speak(Call call, Recording recording, Runnable redraw) throws InterruptedException;

    /** Brings the call to its end when this side has said all, or was stopped. @param patience with what is still under way */
    default CallEnd end(Call call, Duration patience) throws InterruptedException {
        return call.end(patience);
    }

    /** What the live line shows of this side before all else; empty for nothing. */
    String meter(Paper paper);
}
