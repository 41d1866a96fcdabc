package dev.sidetone.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.console.Chromium.Start;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The arithmetic of the page's audio, run where it runs: the modules of the page in a browser, without a sound device. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD)
@Timeout(120)
class AudioBrowserTest {

    private Stand stand;
    private Chromium page;

    @BeforeAll
    void open() {
        stand = Stand.of(Stand.script());
        page = Chromium.on(stand.address(), Start.QUIET);
    }

    @AfterAll
    void close() {
        if (page != null) page.close();
        if (stand != null) stand.close();
    }

    /** A generator with a seed, so that a failure can be had again. */
    private static final String SEEDED = """
            const random = ((state) => () => (state = (state * 1664525 + 1013904223) >>> 0) / 2 ** 32)(given[0]);
            const { Playout } = await import('/assets/playout.js');
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void of_each_stream_what_was_played_is_exactly_what_came_out(int seed) {
        // A sample's value is its stream times 65536 plus its number in it, so that what comes out tells where it is from.
        var wrong = page.runAsync(SEEDED + """
                const playout = new Playout();
                const received = new Map(), heard = new Map(), ended = new Map(), stopped = new Set();
                const out = new Float32Array(128);
                let stream = 1;
                for (let step = 0; step < 4000; step++) {
                  const dice = random();
                  if (dice < 0.25) {
                    const offset = received.get(stream) ?? 0, length = 1 + Math.floor(random() * 1200);
                    playout.add(stream, offset, Float32Array.from({ length }, (_, k) => stream * 65536 + offset + k));
                    received.set(stream, offset + length);
                  } else if (dice < 0.27) {
                    playout.complete(stream++);
                  } else if (dice < 0.28) {
                    const samples = playout.stop(stream);
                    if (samples !== (heard.get(stream) ?? 0)) return `stop of ${stream} says ${samples}, heard ${heard.get(stream)}`;
                    for (let each = 1; each <= stream; each++) stopped.add(each);
                    stream++;
                  }
                  for (const end of playout.fill(out)) {
                    if (ended.has(end.stream)) return `stream ${end.stream} ended twice`;
                    if (stopped.has(end.stream)) return `stream ${end.stream} ended after it was stopped`;
                    ended.set(end.stream, end.samples);
                    if (end.samples !== received.get(end.stream)) return `stream ${end.stream} ended with ${end.samples} of ${received.get(end.stream)}`;
                  }
                  for (const value of out) {
                    const from = Math.floor(value / 65536);
                    const next = heard.get(from) ?? 0;
                    if (from >= 1 && value === from * 65536 + next) heard.set(from, next + 1);
                  }
                  if (playout.position > (received.get(playout.stream) ?? 0)) return 'played more than was received';
                  if (playout.stream > 0 && playout.position !== (heard.get(playout.stream) ?? 0)) return `position ${playout.position} of ${playout.stream}, heard ${heard.get(playout.stream)}`;
                }
                return ended.size > 3 && stopped.size > 3 ? 'right' : 'too little happened';
                """, seed);
        assertThat(wrong).isEqualTo("right");
    }

    @Test
    void a_stream_that_runs_dry_counts_once_and_waits_longer_afterwards_but_never_longer_than_a_quarter_of_a_second() {
        var told = page.runAsync("""
                const { Playout } = await import('/assets/playout.js');
                const playout = new Playout();
                const out = new Float32Array(120); // 5 ms
                const delays = [];
                let offset = 0;
                for (let round = 0; round < 6; round++) {
                  let waited = 0;
                  playout.add(1, offset, new Float32Array(2400).fill(0.5));
                  offset += 2400;
                  while (playout.position < offset - 2400 + 120) { playout.fill(out); waited += 5; if (waited > 1000) return 'never sounded'; }
                  delays.push(waited);
                  while (playout.sounding) playout.fill(out);
                }
                playout.complete(1);
                const ends = playout.fill(out);
                return JSON.stringify({ delays, underruns: playout.underruns, ends });
                """);
        assertThat(told.toString()).contains("\"underruns\":5", "\"ends\":[{\"stream\":1,\"samples\":14400}]");
        // 100 ms are more than the first delay of 60 ms; from 120 ms on the buffer waits, and at most 240 ms.
        assertThat(told.toString()).contains("\"delays\":[5,125,245,245,245,245]");
    }

    @Test
    void a_stop_is_silent_within_ten_milliseconds() {
        var silent = page.runAsync("""
                const { Playout } = await import('/assets/playout.js');
                const playout = new Playout();
                const out = new Float32Array(240); // 10 ms
                playout.add(1, 0, new Float32Array(24000).fill(0.5));
                for (let i = 0; i < 20; i++) playout.fill(out);
                const before = playout.position;
                const played = playout.stop(1);
                playout.add(1, 24000, new Float32Array(24000).fill(0.5));
                playout.fill(out);
                playout.fill(out);
                return JSON.stringify([before === played, Math.max(...out) < 1e-3, playout.buffered]);
                """);
        assertThat(silent).isEqualTo("[true,true,0]");
    }

    @ParameterizedTest
    @ValueSource(ints = {16_000, 22_050, 44_100, 48_000, 96_000})
    void the_resampler_keeps_what_can_be_kept_and_loses_what_would_fold_back(int rate) {
        var told = (String) page.runAsync("""
                const { Resampler } = await import('/assets/resampler.js');
                const [rate] = given;
                const gain = (hertz) => {
                  const resampler = new Resampler(rate, 24000);
                  const out = [];
                  for (let block = 0; block < rate; block += 128) {
                    resampler.push(Float32Array.from({ length: 128 }, (_, i) => Math.sin((2 * Math.PI * hertz * (block + i)) / rate)), (sample) => out.push(sample));
                  }
                  const settled = out.slice(2400, 21600);
                  const power = settled.reduce((sum, sample) => sum + sample * sample, 0) / settled.length;
                  return { db: 10 * Math.log10(2 * power + 1e-12), length: out.length };
                };
                const kept = [100, 1000, 3400, 6000].map((hertz) => gain(hertz).db);
                const lost = rate > 30000 ? [14500, 16000, 19000].map((hertz) => gain(hertz).db) : [];
                return JSON.stringify({ kept: Math.max(...kept.map(Math.abs)), lost: Math.max(-999, ...lost), length: gain(1000).length });
                """, rate);
        var figures = dev.sidetone.protocol.Json.parse(told).node();
        assertThat(figures.path("kept").doubleValue()).as("dB of change below 6 kHz").isLessThan(0.5);
        assertThat(figures.path("lost").doubleValue()).as("dB of what is left above 14.5 kHz").isLessThan(-50);
        assertThat(figures.path("length").intValue()).as("samples of a second").isBetween(23_900, 24_200);
    }
}
