package dev.sidetone.eval;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Files of a dataset, in an order that is the same everywhere, and what tells two datasets apart. */
final class Folders {

    /** Digits of a print: enough that two datasets of one team never share one. */
    private static final int PRINT = 16;

    private Folders() {}

    static List<Path> list(Path folder) {
        try (var files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw EvalException.input("the folder " + folder + " cannot be read (" + e.getClass().getSimpleName() + "); check its permissions");
        }
    }

    static String nameOf(Path place) {
        var name = place.toAbsolutePath().normalize().getFileName();
        return name == null ? "dataset" : name.toString();
    }

    /** What audio and words come to, in order. */
    static String print(List<CallerAudio> calls, List<Reference> references) {
        var digest = digest();
        references.forEach(reference -> digest.update((reference.utterance() + "\t" + reference.words() + "\t" + reference.entities() + "\n")
                .getBytes(StandardCharsets.UTF_8)));
        calls.stream().flatMap(call -> call.clips().stream()).map(CallerAudio.Clip::file).distinct().forEach(file -> add(digest, file));
        return HexFormat.of().formatHex(digest.digest()).substring(0, PRINT);
    }

    static String print(String text) {
        return HexFormat.of().formatHex(digest().digest(text.getBytes(StandardCharsets.UTF_8))).substring(0, PRINT);
    }

    private static void add(MessageDigest digest, Path file) {
        try (var in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException e) {
            throw EvalException.input(file + " cannot be read (" + e.getClass().getSimpleName() + "); check its permissions");
        }
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
