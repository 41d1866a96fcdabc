package dev.sidetone.speech;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * The speech model as a folder on disk, which is how the native recogniser wants it. It travels packed inside our jar
 * and is unpacked once per user: into a folder of its own first, then renamed, so that two processes may do it at once
 * and none ever sees half a model. The last file written lists the others with their sizes; a folder that does not match
 * its list is unpacked again.
 */
final class ModelFolder {

    private static final String PACKED = "vosk-model-en.zip", INSIDE = "assets/model-en-us/";
    /** The digit at the end changes when what we make of the model does ({@link #SETTINGS}). */
    private static final String NAME = "vosk-model-en-0.3.45-1", LIST = "complete.txt";
    /**
     * As it comes, the model keeps alternatives only within 2 nats of the best: less than one confused letter. Five keep
     * the neighbours of a spelling, for 4 % more time in free hearing.
     */
    private static final Map<String, String> SETTINGS = Map.of("--lattice-beam=2.0", "--lattice-beam=5.0");

    private final Path cache;

    private ModelFolder(Path cache) {
        this.cache = cache;
    }

    static ModelFolder in(Path cache) {
        return new ModelFolder(cache);
    }

    /**
     * The cache of this user: system property {@code sidetone.cache}, else environment {@code SIDETONE_CACHE}, else
     * {@code $XDG_CACHE_HOME/sidetone}, else {@code ~/.cache/sidetone}.
     */
    static ModelFolder ofUser() {
        var named = System.getProperty("sidetone.cache", System.getenv().getOrDefault("SIDETONE_CACHE", ""));
        if (!named.isBlank()) return in(Path.of(named));
        var caches = System.getenv().getOrDefault("XDG_CACHE_HOME", "");
        var root = caches.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(caches);
        return in(root.resolve("sidetone"));
    }

    /** The unpacked model, unpacking it when it is not there yet; about half a second that once. */
    Path path() {
        var folder = cache.resolve(NAME);
        if (complete(folder)) return folder;
        try {
            Files.createDirectories(cache);
            var fresh = Files.createTempDirectory(cache, NAME + ".");
            try {
                unpackInto(fresh);
                settle(fresh, folder);
            } finally {
                delete(fresh);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("the speech model could not be unpacked into " + cache
                    + " (71 MB needed; set SIDETONE_CACHE to a folder that can be written): " + e.getMessage(), e);
        }
    }

    private static void settle(Path fresh, Path folder) throws IOException {
        if (Files.exists(folder) && !complete(folder)) delete(folder);
        try {
            Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!complete(folder)) throw e;   // else another process was faster, and its folder is as good
        }
    }

    private static void unpackInto(Path folder) throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (InputStream packed = ModelFolder.class.getResourceAsStream(PACKED)) {
            if (packed == null) throw new IOException("the resource " + PACKED + " is missing from the class path");
            var zip = new ZipInputStream(packed);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.isDirectory() || !entry.getName().startsWith(INSIDE)) continue;
                var name = entry.getName().substring(INSIDE.length());
                var file = folder.resolve(name);
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
                if (name.equals("conf/model.conf")) adjust(file);
                sizes.put(name, Files.size(file));
            }
        }
        var list = new StringBuilder();
        sizes.forEach((name, size) -> list.append(size).append(' ').append(name).append('\n'));
        Files.writeString(folder.resolve(LIST), list, StandardCharsets.UTF_8);
    }

    private static void adjust(Path file) throws IOException {
        var text = Files.readString(file);
        for (var setting : SETTINGS.entrySet()) text = text.replace(setting.getKey(), setting.getValue());
        Files.writeString(file, text);
    }

    private static boolean complete(Path folder) {
        try {
            var lines = Files.readAllLines(folder.resolve(LIST), StandardCharsets.UTF_8);
            for (var line : lines) {
                int space = line.indexOf(' ');
                if (Files.size(folder.resolve(line.substring(space + 1))) != Long.parseLong(line.substring(0, space))) return false;
            }
            return !lines.isEmpty();
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException e) {
            return false;
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (var inside = Files.walk(folder)) {
            for (var path : inside.sorted(Comparator.reverseOrder()).toList()) Files.deleteIfExists(path);
        }
    }
}
