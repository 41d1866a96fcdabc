import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes calls in which a caller spells a name and gives a policy number early, says both again later, and names somebody else.
 * {@code dev} is there to work on; {@code held-out} has other names, numbers and sentences to measure by, and {@code clear} the same in
 * the voices that are understood best, without policy numbers.
 *
 * <pre>java bench/said-again/Make.java dev FOLDER
 * ./sidetone eval FOLDER --context latest,notes --json report.json
 * java -cp "cli/target/sidetone/lib/*" bench/said-again/Tell.java report.json FOLDER/calls.tsv</pre>
 *
 * Needs the voices of flite, festival (with cmu_us_slt_arctic_hts) and espeak-ng, and sox. The same set is made each time.
 */
final class Make {

    private static final List<String> VOICES =
            List.of("flite-rms", "flite-slt", "flite-awb", "flite-kal16", "festival-hts", "espeak-us", "espeak-gb", "espeak-f");

    /** Those that the recogniser understands best: only where a spelling is heard right is there anything to note. */
    private static final List<String> CLEAR_VOICES = List.of("flite-rms", "festival-hts", "flite-kal16", "flite-awb", "flite-slt");

    /** The caller's surname, and somebody else's that sounds a little like it. */
    private static final Map<String, String> DEV = pairs("""
            Kowalski Kovalenko, Lindqvist Lindgren, Venkatesan Venkataraman, Papadopoulos Papadakis, Okonkwo Okafor, Bergstrom Bergman,
            Fitzgerald Fitzpatrick, Nakamura Nakagawa, Delgado Salgado, Hendricks Henderson, Castellano Catalano, Marchetti Marconi,
            Novotny Novak, Tremblay Trembath, Abernathy Abercrombie, Whitcomb Whitman, Rosenthal Rosenberg, Vandenberg Vandermeer,
            Szymanski Sikorski, Halvorsen Halloran, Iglesias Inglis, Chaudhary Chandra, Mukherjee Mulligan, Thibodeaux Thornton,
            Gallagher Callahan, Sorensen Swenson, Petrovic Petrov, Yamamoto Yamada, Kirkpatrick Kilpatrick, Mendoza Mendez,
            Balogun Baldwin, Ferreira Ferraro""");
    private static final Map<String, String> HELD_OUT = pairs("""
            Virtanen Vartanian, Korhonen Kohonen, Dombrowski Dubrovsky, Nordstrom Nordberg, Subramanian Suleiman, Konstantinou Kontos,
            Adeyemi Adebayo, Lundgren Lundberg, Macpherson Macfarlane, Takahashi Tanaka, Villanueva Villareal, Pemberton Pendleton,
            Bianchi Bianco, Horvath Horowitz, Beaumont Belmont, Underwood Underhill, Lieberman Lindeman, Steinberg Steinman,
            Wojcik Wozniak, Christensen Christopher, Herrera Ferrera, Banerjee Bannerman, Krishnan Christian, Boudreaux Bordelon,
            Donnelly Connelly, Eriksson Emerson, Jovanovic Ivanovic, Kobayashi Kurosawa, Montgomery Montague, Navarro Navratil,
            Oyelaran Oyelowo, Carvalho Castillo""");

    /** What is said: {n} the name, {s} its letters, {p} the policy number, {o} the other name. */
    private static final Map<String, String> DEV_LINES = lines(
            "my name is {n} that is spelled {s}", "my policy number is {p}", "hello this is {n} again calling about my car",
            "the other driver was called {o}", "please put it all under the name {n}", "so once more the policy was {p}");
    private static final Map<String, String> HELD_OUT_LINES = lines(
            "the name is {n} you spell that {s}", "it is policy number {p}", "yes hi it is mister {n} speaking",
            "my neighbour {o} saw it happen", "the letter should go to the {n} family", "the number i gave you was {p}");

    private record Call(int number, String voice, String name, String other, String policy) {}

    private final Path folder;
    private final boolean dev, clear;
    private final StringBuilder table = new StringBuilder("file\tcategory\tvoice\treference\tentity\tcall\tturn\n");
    private final StringBuilder calls = new StringBuilder("call\tvoice\tname\tother\tlikeness\n");

    private Make(Path folder, String set) {
        this.folder = folder;
        this.dev = set.equals("dev");
        this.clear = set.equals("clear");
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2 || !args[0].matches("dev|held-out|clear")) {
            System.err.println("usage: java Make.java dev|held-out|clear FOLDER");
            System.exit(2);
        }
        new Make(Path.of(args[1]), args[0]).make();
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("audio"));
        var random = new Random(dev ? 31 : 47);   // any fixed seeds: the same numbers each time
        var names = new ArrayList<>((dev ? DEV : HELD_OUT).keySet());
        // Numbers go on, so that a name has another voice and another counterpart in each set.
        int first = clear ? names.size() : 0;
        var voices = clear ? CLEAR_VOICES : VOICES;
        for (int i = first; i < first + names.size(); i++) {
            // One step further with each round, so that no voice has alike names only.
            say(i, names, voices.get((i + i / voices.size()) % voices.size()), clear ? "" : policy(random));
        }
        Files.writeString(folder.resolve("references.tsv"), table);
        Files.writeString(folder.resolve("calls.tsv"), calls);
    }

    private void say(int number, List<String> names, String voice, String policy) throws IOException, InterruptedException {
        var name = names.get(number % names.size());
        boolean alike = number % 2 == 0;
        var other = alike ? (dev ? DEV : HELD_OUT).get(name) : names.get((number + 7) % names.size());
        calls.append("%s\t%s\t%s\t%s\t%s\n".formatted(number, voice, name, other, alike ? "alike" : "unlike"));
        say(new Call(number, voice, name, other, policy));
    }

    private void say(Call call) throws IOException, InterruptedException {
        int turn = 0;
        for (var line : (dev ? DEV_LINES : HELD_OUT_LINES).entrySet()) {
            turn++;
            if (call.policy().isEmpty() && line.getKey().startsWith("policy")) continue;
            var said = line.getValue().replace("{n}", call.name()).replace("{o}", call.other())
                    .replace("{s}", spaced(call.name())).replace("{p}", spoken(call.policy()));
            var file = "audio/%02d-%s-%d.wav".formatted(call.number(), call.voice(), turn);
            table.append(String.join("\t", file, line.getKey(), call.voice(), said.toLowerCase(), entity(line.getKey(), call),
                    String.valueOf(call.number()), String.valueOf(turn))).append('\n');
            speak(call.voice(), said, folder.resolve(file));
        }
    }

    private static String entity(String category, Call call) {
        return switch (category) {
            case "spelled" -> "spelled_name=" + call.name().toUpperCase();
            case "policy", "policy again" -> "policy_number=" + call.policy();
            case "name again", "name again later" -> "name=" + call.name().toLowerCase();
            default -> "name=" + call.other().toLowerCase();
        };
    }

    private static String policy(Random random) {
        var policy = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            if (i == 4) policy.append('-');
            // Without O, which is said like the digit.
            policy.append(random.nextInt(10) < 6 ? "0123456789".charAt(random.nextInt(10)) : "ABCDEFGHIJKLMNPQRSTUVWXYZ".charAt(random.nextInt(25)));
        }
        return policy.toString();
    }

    private static String spaced(String name) {
        return String.join(" ", name.toLowerCase().split(""));
    }

    private static String spoken(String policy) {
        var digits = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");
        var words = new ArrayList<String>();
        for (var character : policy.split("")) {
            words.add(character.equals("-") ? "dash" : character.matches("\\d") ? digits.get(Integer.parseInt(character)) : character.toLowerCase());
        }
        return String.join(" ", words);
    }

    /** Letters are written so that each voice says them as letters. */
    private static void speak(String voice, String said, Path file) throws IOException, InterruptedException {
        boolean espeak = voice.startsWith("espeak");
        var text = new ArrayList<String>();
        for (var word : said.split(" ")) {
            boolean letter = word.length() == 1 && !(word.equals("i") && said.contains("i gave"));
            text.add(!letter ? word : espeak ? word.toUpperCase() : word.equals("a") ? "ay" : word);
        }
        var raw = Path.of(file + ".raw.wav");
        run(String.join(" ", text), switch (voice) {
            case "festival-hts" -> List.of("text2wave", "-eval", "(voice_cmu_us_slt_arctic_hts)", "-o", raw.toString());
            case "espeak-us" -> List.of("espeak-ng", "-v", "en-us", "-s", "140", "--stdin", "-w", raw.toString());
            case "espeak-gb" -> List.of("espeak-ng", "-v", "en-gb", "-s", "145", "--stdin", "-w", raw.toString());
            case "espeak-f" -> List.of("espeak-ng", "-v", "en-us+f3", "-s", "150", "--stdin", "-w", raw.toString());
            default -> List.of("flite", "-voice", voice.substring("flite-".length()), "-t", String.join(" ", text), "-o", raw.toString());
        });
        run("", List.of("sox", "-R", raw.toString(), "-r", "16000", "-c", "1", "-b", "16", file.toString(), "gain", "-n", "-6", "pad", "0.3", "0.4"));
        Files.delete(raw);
    }

    private static void run(String input, List<String> command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
        try (var out = process.getOutputStream()) {
            out.write(input.getBytes());
        } catch (IOException e) {
            // It reads its text from the command line and was done before.
        }
        if (process.waitFor() != 0) throw new IOException("failed: " + String.join(" ", command));
    }

    private static Map<String, String> pairs(String text) {
        var pairs = new LinkedHashMap<String, String>();
        for (var pair : text.strip().split(",\\s+")) pairs.put(pair.split(" ")[0], pair.split(" ")[1]);
        return pairs;
    }

    private static Map<String, String> lines(String... said) {
        var lines = new LinkedHashMap<String, String>();
        var categories = List.of("spelled", "policy", "name again", "other name", "name again later", "policy again");
        for (int i = 0; i < said.length; i++) lines.put(categories.get(i), said[i]);
        return lines;
    }
}
