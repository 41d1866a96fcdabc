package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.console.Chromium.Start;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.Witness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * How long the page goes on sounding once the server has said that the caller speaks. What it takes is printed, not claimed: run it alone on a
 * quiet machine, with {@code -Dsidetone.interruptions=32}, for a figure.
 */
@Isolated("its figure would be that of a busy machine")
@Timeout(240)
class SilenceBrowserTest {

    private static final int INTERRUPTIONS = Integer.getInteger("sidetone.interruptions", 4);
    /** Long enough for the turn to end and the reply to be in full swing when the caller speaks again. */
    private static final Duration BETWEEN = Duration.ofMillis(1700);
    /** Replies have pauses, which are no silence. */
    private static final long PAUSE_MILLIS = 300;

    /** Listens to what the page sends to the loudspeaker, and notes by the clock when it begins and ends to sound. */
    private static final String PROBE = """
            (() => {
              const module = URL.createObjectURL(new Blob([`
                registerProcessor('probe', class extends AudioWorkletProcessor {
                  loud = false;
                  process([input]) {
                    const loud = (input[0] ?? []).some((sample) => Math.abs(sample) > 1e-3);
                    if (loud !== this.loud) this.port.postMessage([Date.now(), loud ? 1 : 0]);
                    this.loud = loud;
                    return true;
                  }
                });`], { type: 'text/javascript' }));
              window.sounds = [];
              const connect = AudioNode.prototype.connect;
              AudioNode.prototype.connect = function (to, ...more) {
                if (this instanceof AudioWorkletNode && this.numberOfInputs === 0) {
                  this.context.audioWorklet.addModule(module).then(() => {
                    const probe = new AudioWorkletNode(this.context, 'probe');
                    probe.port.onmessage = ({ data }) => window.sounds.push(data);
                    connect.call(this, probe);
                    connect.call(probe, this.context.destination);
                  });
                }
                return connect.call(this, to, ...more);
              };
            })();
            """;

    private final List<Long> speech = new CopyOnWriteArrayList<>();

    private Witness.OfConnection watch() {
        return new Witness.OfConnection() {
            @Override
            public void received(ClientEvent event) {}

            @Override
            public void said(ServerEvent event) {
                if (event instanceof ServerEvent.SpeechStarted) speech.add(System.currentTimeMillis());
            }

            @Override
            public void closed() {}
        };
    }

    @Test
    void each_reply_falls_silent_when_the_caller_speaks() {
        var script = ScriptedModel.script();
        for (int i = 0; i <= INTERRUPTIONS; i++) script.hears("wait " + i).replies(ScriptedModel.says("On and on and on it goes, ".repeat(12))).answers(ScriptedModel.says("Wait."));
        var silences = new Duration[INTERRUPTIONS + 1];
        Arrays.fill(silences, BETWEEN);
        try (var stand = Stand.watched(script, number -> watch());
                var page = Chromium.on(stand.address(), Start.QUIET.probed(PROBE).hearing(Recorded.utterances(silences)))) {
            page.click("#start");
            for (int each = 1; each <= INTERRUPTIONS; each++) page.await("document.querySelectorAll('.turn .cut').length >= " + each);
            page.click("#hang-up");
            page.awaitText("#state", "Ended");
            var sounds = ((List<?>) page.run("return window.sounds")).stream().map(one -> (List<?>) one)
                    .map(one -> new Change(((Number) one.get(0)).longValue(), ((Number) one.get(1)).intValue() == 1)).toList();
            var took = speech.stream().flatMap(at -> silentAfter(at, sounds).stream()).sorted().toList();
            assertThat(took).as("interruptions that were heard to end in silence").hasSizeGreaterThanOrEqualTo(INTERRUPTIONS - 1);
            System.out.printf("event to silence in the browser: %d interruptions, median %d ms, p99 %d ms, all %s%n",
                    took.size(), took.get(took.size() / 2), took.get((int) Math.ceil(took.size() * 0.99) - 1), took);
        }
    }

    private record Change(long at, boolean loud) {}

    /** Milliseconds from then to the silence that lasts; nothing where all was silent already. */
    private static List<Long> silentAfter(long then, List<Change> changes) {
        var before = changes.stream().filter(change -> change.at() <= then).reduce((first, next) -> next);
        var sounded = before.filter(Change::loud).isPresent() || before.filter(change -> then - change.at() < PAUSE_MILLIS).isPresent();
        if (!sounded) return List.of();
        var result = new ArrayList<Long>();
        long silent = before.filter(change -> !change.loud()).map(Change::at).orElse(Long.MAX_VALUE);
        for (var change : changes) {
            if (change.at() <= then) continue;
            if (change.at() - silent > PAUSE_MILLIS) break;
            silent = change.loud() ? Long.MAX_VALUE : change.at();
        }
        if (silent != Long.MAX_VALUE) result.add(Math.max(0, silent - then));
        return result;
    }
}
