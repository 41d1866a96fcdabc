package dev.sidetone.eval;

import dev.sidetone.protocol.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What an unfinished evaluation has already heard, a line for each call, on disk as soon as it is known. A run that begins
 * with the same options goes on where the last one stopped; other strategies may be added, other options not.
 *
 * <p>It owns its file while open. Used by several threads.
 */
final class Journal implements AutoCloseable {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int SCHEMA = 1;

    private final Path file;
    private final Map<String, List<Hearing>> done;
    private final BufferedWriter out;
    private final ReentrantLock lock = new ReentrantLock();

    private Journal(Path file, Map<String, List<Hearing>> done, BufferedWriter out) {
        this.file = file;
        this.done = done;
        this.out = out;
    }

    /** @throws EvalException when it was begun with other options, or is no journal */
    static Journal open(Path file, Plan plan) {
        var lines = lines(file);
        var done = new LinkedHashMap<String, List<Hearing>>();
        try {
            if (!lines.isEmpty()) {
                check(file, lines.getFirst(), plan);
                lines.subList(1, lines.size()).forEach(line -> read(line, done));
            }
            // Written anew: a line that a crash cut in two would swallow the next one.
            var out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            var journal = new Journal(file, done, out);
            journal.line(header(plan).toString());
            for (var trial : done.entrySet()) journal.line(entry(trial.getKey(), trial.getValue()));
            return journal;
        } catch (IOException e) {
            throw EvalException.output(file, e);
        }
    }

    private static List<String> lines(Path file) {
        if (!Files.exists(file)) return List.of();
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw EvalException.input("the journal " + file + " cannot be read (" + e.getClass().getSimpleName() + "); name another --journal");
        }
    }

    private static JsonNode header(Plan plan) {
        var header = NODES.objectNode().put("sidetone_eval_journal", SCHEMA);
        options(plan).forEach(header::put);
        return header;
    }

    private static Map<String, String> options(Plan plan) {
        var options = new LinkedHashMap<String, String>();
        options.put("dataset", plan.dataset().name() + " (" + plan.dataset().print() + ")");
        options.putAll(plan.options());
        return options;
    }

    private static void check(Path file, String line, Plan plan) {
        var header = parse(line).filter(node -> node.path("sidetone_eval_journal").asInt() == SCHEMA)
                .orElseThrow(() -> EvalException.input(file + " is no journal of an evaluation; name another --journal"));
        var now = options(plan);
        var names = new TreeSet<>(header.propertyNames());
        names.remove("sidetone_eval_journal");
        names.addAll(now.keySet());
        var changed = names.stream().filter(name -> !now.getOrDefault(name, "").equals(header.path(name).asString("")))
                .map(name -> name + " was " + shown(header.path(name).asString("")) + ", is " + shown(now.getOrDefault(name, ""))).toList();
        if (!changed.isEmpty()) {
            throw EvalException.usage("the journal " + file + " was begun with other options (" + String.join("; ", changed)
                    + "); give those again, delete it, or name another --journal");
        }
    }

    private static String shown(String value) {
        return value.isBlank() ? "none" : value;
    }

    /** What cannot be read was cut by a crash: it is heard again. */
    private static void read(String line, Map<String, List<Hearing>> done) {
        parse(line).filter(node -> node.path("trial").isString()).ifPresent(node -> {
            var hearings = new ArrayList<Hearing>();
            try {
                node.path("hearings").forEach(hearing -> hearings.add(HearingJson.read(hearing)));
            } catch (IllegalArgumentException e) {
                return;
            }
            done.put(node.get("trial").stringValue(), hearings);
        });
    }

    private static Optional<JsonNode> parse(String line) {
        try {
            return Optional.of(Json.parse(line).node()).filter(JsonNode::isObject);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String entry(String trial, List<Hearing> hearings) {
        var node = NODES.objectNode().put("trial", trial);
        var list = node.putArray("hearings");
        hearings.forEach(hearing -> list.add(HearingJson.of(hearing)));
        return node.toString();
    }

    Optional<List<Hearing>> of(Trial trial) {
        lock.lock();
        try {
            return Optional.ofNullable(done.get(trial.key()));
        } finally {
            lock.unlock();
        }
    }

    void keep(Trial trial, List<Hearing> hearings) {
        lock.lock();
        try {
            done.put(trial.key(), hearings);
            line(entry(trial.key(), hearings));
        } catch (IOException e) {
            throw EvalException.output(file, e);
        } finally {
            lock.unlock();
        }
    }

    private void line(String line) throws IOException {
        out.write(line);
        out.newLine();
        out.flush();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            out.close();
        } catch (IOException e) {
            throw EvalException.output(file, e);
        } finally {
            lock.unlock();
        }
    }
}
