import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Makes calls in which a caller spells a name and gives a policy number early, says both again later, and names somebody else.
 * {@code dev} is there to work on; {@code held-out} has other names, numbers and sentences to measure by, {@code clear} the same in
 * the voices that are understood best, without policy numbers, and {@code many} three times as many calls, with other names and
 * sentences again, in these voices. In {@code unlisted} a name is spelled that the engine's list does not have, and that is all.
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

    /**
     * Drawn by chance: half from the first 20,000 of the engine's own list of names, half from surnames of 36 countries that are not in
     * it, each with the one most like it. A draw has no favourites: some are no surnames that anybody would think of first.
     */
    private static final Map<String, String> MANY = pairs("""
            Remley Radley, Duskova Dusickova, Klausen Klasson, Vanderhoff Vanderford, Sandefur Sander, Zohrer Zotter, Stockli Stuckler,
            Journey Janney, Boyer Beyers, Peukert Pauer, Chada Chacha, Xiomara Xiong, Seavey Shealey, Kilonzo Kimanzi, Oshodi Ochola, Zubia
            Zuniga, Adamson Abramson, Villalonga Villarosa, Soosaar Soosalu, Barrentine Balentine, Samayoa Samatha, Tuovinen Tarvainen,
            Nizet Nizetic, Watterson Watters, Restivo Resto, Poulain Pollanen, Peircin Percic, Alyson Allison, Gaydos Gaddis, Tuskan Tukane,
            Sarkozi Scarponi, Broady Broadway, Lynette Legette, Nababan Namaga, Anyanwu Anyango, Cover Conover, Mcgregor Mcgreevy, Trobbiani
            Taliani, Gagys Gailys, Leech Leitch, Earhart Earnhardt, Cirule Cirulis, Honing Henin, Bratton Banton, Ellett Elliott, Edvardsen
            Edvardsson, Rezende Rebane, Welch Welcher, Brower Brawner, Anjos Annus, Tomescu Tomasik, Michael Mcmichael, Apperson Ackerson,
            Lacka Lackova, Korosec Korec, Mauriello Marcello, Corinne Corina, Haraldsson Hakansson, Ihsanoglu Inonu, Foerster Forrester,
            Deering Dierking, Imonova Imronov, Odetola Ochola, Fulks Folkes, Steed Sheedy, Mhlungu Mahlangu, Matouskova Matiaskova, Bolton
            Boynton, Lansberry Lineberry, Kjaer Keter, Riepl Riedler, Maudie Maudlin, Cassel Cassella, Portmann Partanen, Cichorius Cechova,
            Perry Pearcy, Smedley Sealey, Sarma Sargac, Ndunda Ndonga, Hadnot Haddox, Bosarge Barge, Ekwueme Ekeno, Gomis Gomila, Kleiman
            Klein, Mcclusky Mcclaskey, Trofimov Tihhomirov, Hyvonen Hirvonen, Spurr Scurry, Whitmarsh Whitlatch, Sevrin Sezgin, Raynaud
            Ramsauer, Olivarez Olivar, Cohee Coffee, Discin Diaconu, Baresic Barbic, Zapien Zajicek""");
    /** Drawn in the same way, other names, none in the engine's list. */
    private static final Map<String, String> UNLISTED = alone("""
            Orsos Purwanti Onwuka Pacillo Gaiciunas Kreslins Schagen Tveit Sampaio Assuncao Mocanu Lubinova Vidic Svensson Karadeniz Temirov
            Ibikunle Msibi Svecova Ostergaard Neuhold Bosshard Neuschafer Hegde Issak Abiola Valenciano Jermakov Tiainen Poncin Lemonnier
            Neachtain Dvojak Szucs Megantara Ojukwu Camuccini Zukauskas Sproge Michielsen Naess Moraes Pinho Mazilescu Palovcik Kolenc
            Vestin Sener Rayyonova Oloyede Magononde Krausova Thygesen Aichholzer Buhlmann Girschner Tella Odero Obasanjo Torrecilla Kotov
            Karkkainen Dufrasne Payet""");

    /** What is said: {n} the name, {s} its letters, {p} the policy number, {o} the other name. */
    private static final Map<String, List<String>> DEV_LINES = lines("""
            spelled: my name is {n} that is spelled {s}
            policy: my policy number is {p}
            name again: hello this is {n} again calling about my car
            other name: the other driver was called {o}
            name again later: please put it all under the name {n}
            policy again: so once more the policy was {p}""");
    private static final Map<String, List<String>> HELD_OUT_LINES = lines("""
            spelled: the name is {n} you spell that {s}
            policy: it is policy number {p}
            name again: yes hi it is mister {n} speaking
            other name: my neighbour {o} saw it happen
            name again later: the letter should go to the {n} family
            policy again: the number i gave you was {p}""");
    /** Three wordings, which take turns. */
    private static final Map<String, List<String>> MANY_LINES = lines("""
            spelled: yes the surname is {n} spelled {s} | you can find me under {n} that is {s} | my last name is {n} let me spell it {s}
            name again: hi this is {n} again with one more question | could you open the file of {n} please | it is {n} who owns the car
            other name: the other car belonged to {o} | please tell {o} about it too | we spoke with {o} last week
            name again later: please send it to {n} at the same address | the cheque goes to {n} | so it is all in the name of {n}""");

    /** @param first number of the first call: it goes on, so that a name has another voice and another counterpart in each set */
    private record Plan(Map<String, String> names, Map<String, List<String>> lines, List<String> voices, int first, Optional<Random> policies) {}

    // Any fixed seeds: the same numbers each time.
    private static final Map<String, Supplier<Plan>> SETS = Map.of(
            "dev", () -> new Plan(DEV, DEV_LINES, VOICES, 0, Optional.of(new Random(31))),
            "held-out", () -> new Plan(HELD_OUT, HELD_OUT_LINES, VOICES, 0, Optional.of(new Random(47))),
            "clear", () -> new Plan(HELD_OUT, HELD_OUT_LINES, CLEAR_VOICES, HELD_OUT.size(), Optional.empty()),
            "many", () -> new Plan(MANY, MANY_LINES, CLEAR_VOICES, 0, Optional.empty()),
            "unlisted", () -> new Plan(UNLISTED, Map.of("spelled", MANY_LINES.get("spelled")), CLEAR_VOICES, 0, Optional.empty()));

    private record Call(int number, String voice, String name, String other, String policy) {}

    private final Path folder;
    private final Plan plan;
    private final StringBuilder table = new StringBuilder("file\tcategory\tvoice\treference\tentity\tcall\tturn\n");
    private final StringBuilder calls = new StringBuilder("call\tvoice\tname\tother\tlikeness\n");

    private Make(Path folder, Plan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length != 2 || !SETS.containsKey(args[0])) {
            System.err.println("usage: java Make.java dev|held-out|clear|many|unlisted FOLDER");
            System.exit(2);
        }
        new Make(Path.of(args[1]), SETS.get(args[0]).get()).make();
    }

    private void make() throws IOException, InterruptedException {
        Files.createDirectories(folder.resolve("audio"));
        var names = List.copyOf(plan.names().keySet());
        for (int i = plan.first(); i < plan.first() + names.size(); i++) {
            // One step further with each round, so that no voice has alike names only.
            var voice = plan.voices().get((i + i / plan.voices().size()) % plan.voices().size());
            var name = names.get(i % names.size());
            boolean alike = i % 2 == 0;
            var other = alike ? plan.names().get(name) : names.get((i + 7) % names.size());
            calls.append("%s\t%s\t%s\t%s\t%s\n".formatted(i, voice, name, other, alike ? "alike" : "unlike"));
            say(new Call(i, voice, name, other, plan.policies().map(Make::policy).orElse("")));
        }
        Files.writeString(folder.resolve("references.tsv"), table);
        Files.writeString(folder.resolve("calls.tsv"), calls);
    }

    private void say(Call call) throws IOException, InterruptedException {
        int turn = 0;
        for (var line : plan.lines().entrySet()) {
            turn++;
            if (call.policy().isEmpty() && line.getKey().startsWith("policy")) continue;
            var wordings = line.getValue();
            var said = wordings.get(call.number() % wordings.size()).replace("{n}", call.name()).replace("{o}", call.other())
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
        for (var pair : text.strip().split(",\\s+")) pairs.put(pair.split("\\s+")[0], pair.split("\\s+")[1]);
        return pairs;
    }

    /** Names without a counterpart. */
    private static Map<String, String> alone(String text) {
        var names = new LinkedHashMap<String, String>();
        for (var name : text.strip().split("\\s+")) names.put(name, name);
        return names;
    }

    /** The wordings of each part of a call. */
    private static Map<String, List<String>> lines(String text) {
        var lines = new LinkedHashMap<String, List<String>>();
        text.lines().forEach(line -> lines.put(line.split(": ")[0], List.of(line.split(": ")[1].split(" \\| "))));
        return lines;
    }
}
