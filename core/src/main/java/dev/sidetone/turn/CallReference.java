package dev.sidetone.turn;

import dev.sidetone.protocol.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the caller says in a recorded call, for playing it turn by turn and for scoring transcripts; nothing that hears may
 * see it. Read from a {@code call.json}; keys it has beyond these are left alone:
 * <pre>{@code
 * {"name": "claims-auto", "sample_rate_hz": 24000, "turns": [
 *   {"start_ms": 1500, "end_ms": 4675, "reference": "my policy number is five six …", "entities": {"policy_number": "56B5-12C0"}}]}
 * }</pre>
 *
 * @param sampleRateHz of the recording beside it
 * @param turns in the order of the recording, not overlapping, at least one
 */
public record CallReference(String name, int sampleRateHz, List<Utterance> turns) {

    // Telephone recordings begin at 8 kHz, studio ones end at 192 kHz.
    private static final int LOWEST_RATE = 8_000;
    private static final int HIGHEST_RATE = 192_000;

    /**
     * One turn of the caller.
     *
     * @param start offset in the recording
     * @param reference the words spoken; empty when the turn holds no words
     * @param entities values given in it, by kind
     */
    public record Utterance(Duration start, Duration end, String reference, Map<String, String> entities) {
        public Utterance {
            entities = Collections.unmodifiableMap(new LinkedHashMap<>(entities));
        }

        /** What callers say is personal data. */
        @Override
        public String toString() {
            return "Utterance[" + start.toMillis() + " to " + end.toMillis() + " ms, " + entities.size() + " entities]";
        }
    }

    public CallReference {
        turns = List.copyOf(turns);
    }

    /** @throws CallReferenceException when the file is missing, is not JSON or does not describe a call */
    public static CallReference read(Path file) {
        try {
            return new Reader(file.toString()).call(Json.parse(Files.readString(file)).node());
        } catch (NoSuchFileException e) {
            throw new CallReferenceException("call reference " + file + " does not exist; check the path");
        } catch (CharacterCodingException e) {
            throw new CallReferenceException("call reference " + file + " is not text in UTF-8; give a JSON file");
        } catch (IOException e) {
            throw new CallReferenceException(
                    "call reference " + file + " cannot be read (" + e.getClass().getSimpleName() + "); check that it is a readable file");
        } catch (IllegalArgumentException e) {
            throw new CallReferenceException("call reference " + file + " is not JSON; write it as in the example call");
        }
    }

    private record Reader(String file) {

        CallReference call(JsonNode root) {
            if (!root.isObject()) throw problem("the file is not an object; write {\"name\": …, \"turns\": [...]}");
            var rate = root.path("sample_rate_hz");
            if (!rate.isInt() || rate.intValue() < LOWEST_RATE || rate.intValue() > HIGHEST_RATE) {
                throw problem("sample_rate_hz must be a whole number from " + LOWEST_RATE + " to " + HIGHEST_RATE);
            }
            var turns = root.path("turns");
            if (!turns.isArray() || turns.isEmpty()) throw problem("turns must be a list of at least one turn");
            var utterances = new ArrayList<Utterance>();
            var end = Duration.ZERO;
            for (int i = 0; i < turns.size(); i++) {
                var utterance = utterance(turns.get(i), "turns[" + i + "]", end);
                utterances.add(utterance);
                end = utterance.end();
            }
            return new CallReference(text(root, "name", ""), rate.intValue(), utterances);
        }

        private Utterance utterance(JsonNode node, String where, Duration notBefore) {
            if (!node.isObject()) throw problem(where + " is not an object");
            var start = offset(node, "start_ms", where + ".");
            var end = offset(node, "end_ms", where + ".");
            if (end.compareTo(start) <= 0) throw problem(where + " ends before it starts; end_ms must be greater than start_ms");
            if (start.compareTo(notBefore) < 0) throw problem(where + " starts before the turn before it ends; put the turns in order");
            var entities = new LinkedHashMap<String, String>();
            if (node.has("entities") && !node.get("entities").isObject()) throw problem(where + ".entities is not an object");
            for (var kind : node.path("entities").propertyNames()) {
                entities.put(kind, text(node.get("entities"), kind, where + ".entities."));
            }
            return new Utterance(start, end, text(node, "reference", where + "."), entities);
        }

        private Duration offset(JsonNode node, String key, String where) {
            var value = node.path(key);
            // Infinity too is a number to the reader; two weeks of milliseconds are more than any recording has.
            boolean fits = value.isNumber() && value.doubleValue() >= 0 && value.doubleValue() <= Integer.MAX_VALUE;
            if (!fits) throw problem(where + key + " must be a number of milliseconds from 0 up");
            return Duration.ofMillis((long) value.doubleValue());
        }

        private String text(JsonNode node, String key, String where) {
            if (!node.path(key).isString()) throw problem(where + key + " must be a text in quotes");
            return node.get(key).stringValue();
        }

        private CallReferenceException problem(String what) {
            return new CallReferenceException("call reference " + file + ": " + what);
        }
    }
}
