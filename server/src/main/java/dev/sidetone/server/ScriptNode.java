package dev.sidetone.server;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A place in a script's YAML that knows where it stands, so that what is wrong with it can be said. */
record ScriptNode(String file, Node node) {

    private static final Pattern LENGTH = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|min)");
    private static final Map<String, BigDecimal> MILLIS = Map.of("ms", BigDecimal.ONE, "s", BigDecimal.valueOf(1_000), "min", BigDecimal.valueOf(60_000));

    /** A mapping whose keys were checked. */
    record Fields(ScriptNode place, Map<String, ScriptNode> values) {

        Optional<ScriptNode> find(String key) {
            return Optional.ofNullable(values.get(key));
        }

        ScriptNode need(String key) {
            return find(key).orElseThrow(() -> place.wrong("\"" + key + "\" is missing"));
        }

        List<ScriptNode> list(String key) {
            return find(key).map(ScriptNode::list).orElse(List.of());
        }
    }

    ScriptMistake wrong(String what) {
        return new ScriptMistake(file + node.getStartMark().map(mark -> ":" + (mark.getLine() + 1)).orElse("") + ": " + what);
    }

    boolean isText() {
        return node instanceof ScalarNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    String text() {
        if (node instanceof ScalarNode scalar) return scalar.getValue();
        throw wrong("this must be a text, not " + kind());
    }

    List<ScriptNode> list() {
        if (node instanceof SequenceNode sequence) return sequence.getValue().stream().map(each -> new ScriptNode(file, each)).toList();
        throw wrong("this must be a list (lines beginning with \"- \"), not " + kind());
    }

    /** All keys, whatever they are. */
    Map<String, ScriptNode> pairs() {
        if (!(node instanceof MappingNode mapping)) throw wrong("this must have keys (\"key: value\"), and it is " + kind());
        var pairs = new LinkedHashMap<String, ScriptNode>();
        for (var tuple : mapping.getValue()) {
            var key = new ScriptNode(file, tuple.getKeyNode());
            if (pairs.put(key.text(), new ScriptNode(file, tuple.getValueNode())) != null) throw key.wrong("\"" + key.text() + "\" stands here twice");
        }
        return pairs;
    }

    Fields fields(String... allowed) {
        var pairs = pairs();
        for (var key : ((MappingNode) node).getValue()) {
            var name = new ScriptNode(file, key.getKeyNode());
            if (!List.of(allowed).contains(name.text())) throw name.wrong("\"" + name.text() + "\" means nothing here; " + oneOf(List.of(allowed)));
        }
        return new Fields(this, pairs);
    }

    int whole(int least, int most) {
        try {
            int number = Integer.parseInt(text());
            if (number >= least && number <= most) return number;
        } catch (NumberFormatException e) {
            // Said below, with what is allowed.
        }
        throw wrong("\"" + text() + "\" is no whole number from " + least + " to " + most);
    }

    Duration duration() {
        var match = LENGTH.matcher(text().strip());
        if (!match.matches()) throw wrong("\"" + text() + "\" is no length of time; write 350 ms, 1.5 s or 2 min");
        return Duration.ofMillis(new BigDecimal(match.group(1)).multiply(MILLIS.get(match.group(2))).longValue());
    }

    /** What one of these words stands for. */
    <T> T among(Map<String, T> words) {
        var meant = words.get(text());
        if (meant == null) throw wrong("there is no \"" + text() + "\"; " + oneOf(words.keySet()));
        return meant;
    }

    private static String oneOf(Collection<String> words) {
        return words.isEmpty() ? "nothing is allowed" : "allowed: " + String.join(", ", words);
    }

    private String kind() {
        return switch (node.getNodeType()) {
            case SCALAR -> "a text";
            case SEQUENCE -> "a list";
            case MAPPING -> "a group of keys";
            case ANCHOR -> "a reference";
        };
    }
}
