package dev.sidetone.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is about to happen, before it does. */
final class Header {

    private static final int LABEL = 13;

    private Header() {}

    static List<String> lines(CallJob.Order order, Optional<String> words, List<Recording> recordings, EndpointKind kind, Paper paper) {
        var options = order.options();
        var lines = new ArrayList<String>();
        lines.add(paper.strong("Sidetone") + " " + paper.dim(Version.text()));
        lines.add("");
        put(lines, paper, recordings.size() == 1 ? "call" : "calls", order.side().inWords(recordings, paper));
        put(lines, paper, "endpoint", order.target().endpoint.map(Layout::clean).map(name -> name.replaceFirst("\\?.*", "")).orElse(kind.inWords())
                + (kind.simulates() ? paper.dot() + "simulated billing" : ""));
        put(lines, paper, "model", options.model + options.transcriptionModel().map(model -> paper.dot() + "built in " + model)
                .orElse(paper.dot() + "no built-in transcription"));
        words.ifPresent(name -> put(lines, paper, "words", name));
        put(lines, paper, "context", options.context.word());
        put(lines, paper, "pace", switch (order.side().pace()) {
            case FAST -> "fast" + paper.dot() + "voices are not waited for; --pace realtime does that";
            case REALTIME -> "realtime";
        });
        return lines;
    }

    private static void put(List<String> lines, Paper paper, String label, String text) {
        boolean first = true;
        for (var line : Layout.wrapped(text, paper.columns() - LABEL)) {
            lines.add(paper.dim(Layout.padded(first ? "  " + label : "", LABEL)) + line);
            first = false;
        }
    }
}
