package dev.sidetone.bench;

import java.util.List;

/**
 * What a load showed.
 *
 * @param faults empty when every event came, once and to whom it belonged
 */
record LoadResult(LoadRun.Plan plan, Turns turns, List<String> faults, BothWays delays, Used used) {

    /** A message counts as late above this; the figure of the goal. */
    static final double LATE_MS = 100;

    private static final int FAULTS_TOLD = 10;

    /** Spoken by all callers, those of the warm-up included. @param cut replies that came so late that the caller went on speaking */
    record Turns(int spoken, int cut) {}

    /** @param here the clients' process, {@code there} the server's */
    record Both(Footprint here, Footprint there, Machine machine, long at) {}

    /** @param toServer from when a message of the caller was due until the detector heard it; {@code toClient} from when the model owed a piece of voice until the client's sink had it */
    record BothWays(Delays.Spread toServer, Delays.Spread toClient) {}

    /** Looks at both processes: before the first session, after connecting, a while later, around the measured time, and after it without garbage. */
    record Used(Both empty, Both idle, Both stillIdle, Both begun, Both ended, Both loaded) {}

    boolean faultless() {
        return faults.isEmpty();
    }

    boolean late() {
        return delays.toServer.p99() > LATE_MS || delays.toClient.p99() > LATE_MS;
    }

    String inWords() {
        var text = new StringBuilder();
        text.append(String.format("%d sessions, frames of %d ms, %d s measured after %d s of warm-up; %d turns, %d replies cut off for being late%n", plan.sessions(),
                plan.scene().frame().toMillis(), plan.duration().toSeconds(), plan.warmUp().toSeconds(), turns.spoken, turns.cut));
        text.append(delay("caller to server", delays.toServer)).append(delay("server to caller", delays.toClient));
        text.append(String.format("%-26s %10s %10s%n", "", "client", "server"));
        row(text, "CPU s per session-minute", cpu(used.begun.here, used.ended.here), cpu(used.begun.there, used.ended.there), "%.3f");
        row(text, "cores busy", cores(used.begun.here, used.ended.here), cores(used.begun.there, used.ended.there), "%.2f");
        text.append(used.ended.machine.since(used.begun.machine, (used.ended.at - used.begun.at) / 1e9)).append('\n');
        row(text, "idle: CPU ms per s, each", idleCpu(used.idle.here, used.stillIdle.here), idleCpu(used.idle.there, used.stillIdle.there), "%.3f");
        row(text, "idle: heap kB each", each(used.idle.here.heap() - used.empty.here.heap()), each(used.idle.there.heap() - used.empty.there.heap()), "%.1f");
        row(text, "idle: resident kB each", each(used.idle.here.resident() - used.empty.here.resident()), each(used.idle.there.resident() - used.empty.there.resident()), "%.1f");
        row(text, "loaded: heap kB each", each(used.loaded.here.heap() - used.empty.here.heap()), each(used.loaded.there.heap() - used.empty.there.heap()), "%.1f");
        row(text, "loaded: resident kB each", each(used.ended.here.resident() - used.empty.here.resident()), each(used.ended.there.resident() - used.empty.there.resident()), "%.1f");
        row(text, "loaded: resident MB", used.ended.here.resident() / 1e6, used.ended.there.resident() / 1e6, "%.0f");
        text.append(faults.isEmpty() ? "nothing lost, nothing astray, one record for each turn\n" : faults.size() + " FAULTS\n");
        faults.stream().limit(FAULTS_TOLD).forEach(fault -> text.append("  ").append(fault).append('\n'));
        return text.toString();
    }

    private static String delay(String way, Delays.Spread spread) {
        return String.format("delay %s: p50 %.2f ms, p99 %.2f ms, most %.0f ms of %d messages%n", way, spread.p50(), spread.p99(), spread.most(), spread.count());
    }

    private static void row(StringBuilder text, String name, double here, double there, String format) {
        text.append(String.format("%-26s %10s %10s%n", name, String.format(format, here), String.format(format, there)));
    }

    private double cores(Footprint begun, Footprint ended) {
        return (double) (ended.cpuNanos() - begun.cpuNanos()) / (used.ended.at - used.begun.at);
    }

    /** Seconds of processor for one session's minute. */
    private double cpu(Footprint begun, Footprint ended) {
        return cores(begun, ended) * 60 / plan.sessions();
    }

    private double idleCpu(Footprint begun, Footprint ended) {
        return 1_000.0 * (ended.cpuNanos() - begun.cpuNanos()) / (used.stillIdle.at - used.idle.at) / plan.sessions();
    }

    private double each(long bytes) {
        return bytes / 1e3 / plan.sessions();
    }
}
