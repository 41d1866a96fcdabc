package dev.sidetone.eval;

import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.WavWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Datasets as users have them. */
final class Folder {

    static final String HEADING = "file\tcategory\treference\tentity";

    private Folder() {}

    /** A second of a tone of its own, with silence around it. */
    static Path wav(Path file, int seed) {
        var random = new Random(seed);
        var samples = new short[Pcm.RATE * 3 / 2];
        double pitch = 150 + random.nextInt(200);
        for (int i = Pcm.RATE / 4; i < Pcm.RATE * 5 / 4; i++) samples[i] = (short) (9_000 * Math.sin(2 * Math.PI * pitch * i / Pcm.RATE) + random.nextGaussian() * 50);
        WavWriter.write(file, Pcm.of(samples));
        return file;
    }

    /** A folder with recordings a.wav, b.wav and so on, one for each row that names one. */
    static Path of(Path folder, String heading, String... rows) throws IOException {
        var lines = new ArrayList<>(List.of(heading));
        lines.addAll(List.of(rows));
        for (int i = 0; i < rows.length; i++) {
            var name = rows[i].split("\t", -1)[0];
            if (name.matches("[a-z]\\.wav")) wav(folder.resolve(name), i);
        }
        Files.write(folder.resolve("references.tsv"), lines);
        return folder;
    }
}
