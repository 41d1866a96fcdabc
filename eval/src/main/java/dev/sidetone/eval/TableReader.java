package dev.sidetone.eval;

import dev.sidetone.audio.BadAudio;
import dev.sidetone.audio.WavFile;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A table of single recordings: tab-separated, with a heading. {@code file} and {@code reference} must be there; {@code
 * entity} holds {@code kind=VALUE} pairs parted by semicolons; rows with the same {@code call} are the utterances of one
 * call, in the order of {@code turn} or of the table. Other columns may serve as category.
 */
final class TableReader {

    /** @param line in the file, from 1 */
    private record Row(int line, Map<String, String> cells) {
        String cell(String column) {
            return cells.getOrDefault(column, "").strip();
        }
    }

    private final Path table;
    private final Path folder;
    private final String by;
    private final List<Reference> references = new ArrayList<>();
    private final Map<String, Integer> lines = new HashMap<>();
    // By call, then by place in it.
    private final Map<String, TreeMap<Integer, CallerAudio.Clip>> calls = new LinkedHashMap<>();

    private TableReader(Path table, String by) {
        this.table = table;
        this.folder = table.toAbsolutePath().getParent();
        this.by = by;
    }

    static Dataset read(Path table, String by) {
        return new TableReader(table, by).read();
    }

    private Dataset read() {
        var rows = rows();
        if (rows.isEmpty()) throw EvalException.input(table + " has a heading but no rows; write one for each recording");
        rows.forEach(this::add);
        var audio = calls.entrySet().stream().map(call -> new CallerAudio(call.getKey(), List.copyOf(call.getValue().values()))).toList();
        var name = Folders.nameOf(table.getFileName().toString().equals("references.tsv") ? folder : table);
        return new Dataset(name, Folders.print(audio, references), audio, references, remarks(audio));
    }

    private List<Row> rows() {
        var text = text();
        var lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\r\n|\n|\r", -1);
        var heading = List.of(lines[0].split("\t", -1)).stream().map(String::strip).toList();
        check(heading);
        var rows = new ArrayList<Row>();
        for (int i = 1; i < lines.length; i++) {
            if (lines[i].isBlank()) continue;
            var cells = lines[i].split("\t", -1);
            if (cells.length != heading.size()) {
                throw problem(i + 1, "has " + cells.length + " columns but the heading has " + heading.size() + "; part them with one tab each");
            }
            var row = new LinkedHashMap<String, String>();
            for (int column = 0; column < cells.length; column++) row.put(heading.get(column), cells[column]);
            rows.add(new Row(i + 1, row));
        }
        return rows;
    }

    private void check(List<String> heading) {
        for (var needed : List.of("file", "reference")) {
            if (!heading.contains(needed)) {
                throw problem(1, "has no column \"" + needed + "\"; write a heading such as file, category, reference, entity, parted by tabs");
            }
        }
        var seen = new HashSet<String>();
        heading.stream().filter(column -> !seen.add(column)).findFirst().ifPresent(twice -> {
            throw problem(1, "has the column \"" + twice + "\" twice; name each once");
        });
        if (!by.equals("category") && !heading.contains(by)) {
            throw EvalException.usage("--by " + by + " is no column of " + table + "; it has " + String.join(", ", heading));
        }
    }

    private void add(Row row) {
        var id = row.cell("file");
        if (id.isEmpty()) throw problem(row.line(), "names no file; write its path, seen from the table");
        var earlier = lines.put(id, row.line());
        if (earlier != null) throw problem(row.line(), "names " + id + " again, as line " + earlier + " does; name each recording once");
        var file = folder.resolve(id);
        if (!Files.exists(file)) throw problem(row.line(), "names " + id + ", which does not exist in " + folder + "; correct the path or take the row out");
        try {
            WavFile.read(file);
        } catch (BadAudio e) {
            throw problem(row.line(), "names a recording that cannot be used: " + e.getMessage());
        }
        var category = row.cell(by).isEmpty() ? "all" : row.cell(by);
        references.add(new Reference(id, category, row.cell("reference"), entities(row)));
        place(row, new CallerAudio.Clip(id, file, Optional.empty()));
    }

    private void place(Row row, CallerAudio.Clip clip) {
        var call = row.cell("call").isEmpty() ? clip.utterance() : row.cell("call");
        var turns = calls.computeIfAbsent(call, key -> new TreeMap<>());
        int turn = turns.isEmpty() ? 1 : turns.lastKey() + 1;
        if (!row.cell("turn").isEmpty()) {
            if (!row.cell("turn").matches("\\d{1,6}")) throw problem(row.line(), "has the turn \"" + row.cell("turn") + "\"; use whole numbers");
            turn = Integer.parseInt(row.cell("turn"));
        }
        if (turns.put(turn, clip) != null) throw problem(row.line(), "is turn " + turn + " of call " + call + ", which another row is too; number them apart");
    }

    private Map<String, String> entities(Row row) {
        var entities = new LinkedHashMap<String, String>();
        var cell = row.cell("entity").isEmpty() ? row.cell("entities") : row.cell("entity");
        for (var pair : cell.split(";")) {
            if (pair.isBlank()) continue;
            int equals = pair.indexOf('=');
            if (equals < 1 || equals == pair.strip().length() - 1) {
                throw problem(row.line(), "has an entity that is not kind=VALUE; write for instance policy_number=56B5-12C0");
            }
            entities.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
        }
        return entities;
    }

    /** Recordings beside the listed ones that nobody listed. */
    private List<String> remarks(List<CallerAudio> audio) {
        var listed = new HashSet<Path>();
        audio.forEach(call -> call.clips().forEach(clip -> listed.add(clip.file().normalize())));
        long left = listed.stream().map(Path::getParent).distinct().flatMap(place -> Folders.list(place).stream())
                .filter(file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".wav")).filter(file -> !listed.contains(file.normalize())).count();
        if (left == 0) return List.of();
        var where = " no row in " + table.getFileName() + " and ";
        return List.of(left == 1 ? "1 recording has" + where + "is left out" : left + " recordings have" + where + "are left out");
    }

    private String text() {
        try {
            return Files.readString(table);
        } catch (CharacterCodingException e) {
            throw EvalException.input(table + " is not text in UTF-8; save it as such");
        } catch (IOException e) {
            throw EvalException.input(table + " cannot be read (" + e.getClass().getSimpleName() + "); check that it is a readable file");
        }
    }

    private EvalException problem(int line, String what) {
        return EvalException.input(table + " line " + line + " " + what);
    }
}
