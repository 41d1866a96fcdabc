package dev.sidetone.cli;

import dev.sidetone.server.MicrometerWitness;
import dev.sidetone.server.Witness;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import picocli.CommandLine.Option;

/** What the server tells about itself while it runs. */
final class WatchOptions {

    @Option(names = "--metrics", description = "Answer GET /metrics, on the same ports, for Prometheus.")
    private boolean metrics;

    @Option(names = "--log-format", paramLabel = "F", defaultValue = "text",
            description = "Lines on the standard error: text, json or off (default: ${DEFAULT-VALUE}). Never what was said.")
    LogLines.Format logFormat;

    Witness witness() {
        if (!metrics) return Witness.NONE;
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        // Lives as long as the process: there is nothing to close it before.
        @SuppressWarnings("resource")
        var collections = new JvmGcMetrics();
        collections.bindTo(registry);
        return new MicrometerWitness(registry, registry::scrape);
    }
}
