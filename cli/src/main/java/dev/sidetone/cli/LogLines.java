package dev.sidetone.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the program logs, a line for each event. */
final class LogLines extends AppenderBase<ILoggingEvent> {

    enum Format { TEXT, JSON, OFF }

    private final PrintWriter out;
    private final Format format;

    private LogLines(PrintWriter out, Format format) {
        this.out = out;
        this.format = format;
    }

    /** From now on ours from INFO on, and warnings of the web server. Not those of the voice and the recogniser: they quote words. */
    static void begin(PrintWriter out, Format format) {
        if (format == Format.OFF || !(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) return;
        var lines = new LogLines(out, format);
        lines.setContext(context);
        lines.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.detachAndStopAllAppenders();
        root.addAppender(lines);
        context.getLogger("dev.sidetone").setLevel(Level.INFO);
        context.getLogger("org.eclipse.jetty").setLevel(Level.WARN);
    }

    @Override
    protected void append(ILoggingEvent event) {
        out.println(switch (format) {
            case TEXT -> text(event);
            case JSON -> json(event);
            case OFF -> "";
        });
        out.flush();
    }

    private static List<KeyValuePair> pairs(ILoggingEvent event) {
        return Optional.ofNullable(event.getKeyValuePairs()).orElse(List.of());
    }

    private static Optional<String> trace(ILoggingEvent event) {
        return Optional.ofNullable(event.getThrowableProxy()).map(ThrowableProxyUtil::asString);
    }

    private static String text(ILoggingEvent event) {
        var line = new StringBuilder(event.getInstant() + " " + event.getLevel() + " " + Layout.clean(event.getFormattedMessage()));
        for (var pair : pairs(event)) line.append(' ').append(pair.key).append('=').append(Layout.clean(String.valueOf(pair.value)));
        trace(event).ifPresent(trace -> line.append(System.lineSeparator()).append(trace.stripTrailing()));
        return line.toString();
    }

    private static String json(ILoggingEvent event) {
        var line = JsonNodeFactory.instance.objectNode();
        line.put("time", event.getInstant().toString()).put("level", event.getLevel().toString()).put("logger", event.getLoggerName())
                .put("message", event.getFormattedMessage());
        for (var pair : pairs(event)) {
            if (pair.value instanceof Number number) line.put(pair.key, number.longValue());
            else line.put(pair.key, String.valueOf(pair.value));
        }
        trace(event).ifPresent(trace -> line.put("trace", trace));
        return line.toString();
    }
}
