package dev.sidetone.eval;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Recordings with references.
 *
 * @param name as people know it: its folder's or file's
 * @param print of audio and references, by which two datasets are the same; 16 hexadecimal digits
 * @param remarks what was left out, a sentence each
 */
public record Dataset(String name, String print, List<CallerAudio> calls, List<Reference> references, List<String> remarks) {

    private static final String TABLE = "references.tsv", CALL = "call.json";

    public Dataset {
        calls = List.copyOf(calls);
        references = List.copyOf(references);
        remarks = List.copyOf(remarks);
    }

    /**
     * Reads a folder with {@code references.tsv} or {@code call.json}, a folder of such call folders, or one of the two files.
     *
     * @param by the column of the table that is the category
     * @throws EvalException when it is no dataset
     * @throws dev.sidetone.audio.BadAudio when a recording cannot be read
     */
    public static Dataset read(Path place, String by) {
        if (!Files.exists(place)) throw EvalException.input("the dataset " + place + " does not exist; check the path");
        if (Files.isDirectory(place)) return folder(place, by);
        if (place.toString().endsWith(".json")) return CallFolders.read(place, List.of(place));
        return TableReader.read(place, by);
    }

    private static Dataset folder(Path folder, String by) {
        if (Files.exists(folder.resolve(TABLE))) return TableReader.read(folder.resolve(TABLE), by);
        if (Files.exists(folder.resolve(CALL))) return CallFolders.read(folder, List.of(folder.resolve(CALL)));
        var calls = Folders.list(folder).stream().map(below -> below.resolve(CALL)).filter(Files::exists).toList();
        if (!calls.isEmpty()) return CallFolders.read(folder, calls);
        throw EvalException.input("no " + TABLE + " and no " + CALL + " in " + folder
                + "; a dataset is a folder of recordings with one of them (docs/eval.md)");
    }

    /** By id. */
    Map<String, Reference> byUtterance() {
        return references.stream().collect(Collectors.toMap(Reference::utterance, reference -> reference, (a, b) -> a, LinkedHashMap::new));
    }

    public List<String> categories() {
        return references.stream().map(Reference::category).distinct().toList();
    }
}
