package dev.sidetone.cli;

import dev.sidetone.client.CallEnd;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Timeline;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.protocol.Session;
import dev.sidetone.turn.TurnRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Holds one call, shows it and keeps it. */
final class CallRunner {

    /** Who presses Ctrl-C does not want to wait; what is under way may still come. */
    private static final Duration PATIENCE_INTERRUPTED = Duration.ofSeconds(2);

    /**
     * What is asked of a call.
     *
     * @param usage whether tokens are shown
     * @param patience at the end, for what the last turns still expect
     */
    record Terms(
            Sidetone sidetone, Pricing.Models models, PriceBook prices, CallerSide side, boolean usage, Duration patience) {}

    private final Terms terms;
    private final Screen screen;
    private final Recording recording;
    private final Optional<OutFolder> folder;
    private final Timeline timeline;
    private final List<Entry> entries = new CopyOnWriteArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final CallView view;
    // Set once the session stands, before any audio: no turn can settle earlier.
    private volatile Pricing pricing;

    private CallRunner(Terms terms, Screen screen, Recording recording, Optional<OutFolder> folder) {
        this.terms = terms;
        this.screen = screen;
        this.recording = recording;
        this.folder = folder;
        this.view = new CallView(screen, () -> terms.side.meter(screen.paper()));
        this.timeline = new Timeline(recording.audio(), recording.utterances());
        this.pricing = new Pricing(terms.prices, terms.models);
    }

    /**
     * @param out where to keep the call
     * @throws dev.sidetone.client.RealtimeException when the call does not come about
     * @throws InterruptedException when the user stops it before it has; later an interrupt ends it in order
     */
    static Outcome run(Terms terms, Screen screen, Recording recording, Optional<Path> out) throws InterruptedException {
        if (out.isEmpty()) return new CallRunner(terms, screen, recording, Optional.empty()).run();
        var folder = OutFolder.in(out.get());
        Outcome outcome;
        try {
            outcome = new CallRunner(terms, screen, recording, Optional.of(folder)).run();
        } catch (InterruptedException | RuntimeException e) {
            closeQuietly(folder, e);
            throw e;
        }
        folder.close();
        return outcome;
    }

    private static void closeQuietly(OutFolder folder, Exception first) {
        try {
            folder.close();
        } catch (Failure second) {
            first.addSuppressed(second);
        }
    }

    private Outcome run() throws InterruptedException {
        var began = Instant.now();
        var call = terms.sidetone.listener(view).tap(new Tap(timeline, folder)).call(this::settled);
        pricing = new Pricing(terms.prices, inForce(call.session()));
        boolean interrupted = false;
        CallEnd end;
        try {
            terms.side.ready().ifPresent(line -> screen.print(List.of("", screen.paper().dim(line))));
            remarks.addAll(terms.side.speak(call, recording, view::redraw));
            end = terms.side.end(call, terms.patience);
        } catch (InterruptedException e) {
            interrupted = true;
            end = terms.side.end(call, PATIENCE_INTERRUPTED);
        }
        screen.status("");
        return outcome(began, end, interrupted);
    }

    /** What the server says it uses: an address may stand for another model than was asked for. */
    private Pricing.Models inForce(Session session) {
        return new Pricing.Models(session.model().orElse(terms.models.session()),
                session.transcriptionModel().or(terms.models::transcriptionModel));
    }

    /** Runs on the sink's thread. */
    private void settled(TurnRecord turn) {
        var entry = new Entry(turn, pricing.of(turn), pricing.audioHeard(turn), said(turn));
        entries.add(entry);
        folder.ifPresent(kept -> kept.turn(JsonReport.turn(entry)));
        screen.print(TurnBlock.lines(entry, screen.paper(), terms.usage));
    }

    private Optional<String> said(TurnRecord turn) {
        int utterance = timeline.utteranceOf(turn);
        return recording.expected().filter(reference -> utterance < reference.turns().size())
                .map(reference -> reference.turns().get(utterance).reference());
    }

    private Outcome outcome(Instant began, CallEnd end, boolean interrupted) {
        var turns = entries.stream().map(Entry::turn).toList();
        var parts = recording.expected().map(reference -> Scores.of(reference, timeline, turns));
        return new Outcome(recording.name(), began, end, entries, pricing.of(end.totals().outsideTurns()), parts,
                new Outcome.Notable(remarks, view.budget()), interrupted);
    }
}
