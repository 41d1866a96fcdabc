package dev.sidetone.cli;
import java.util.Map;
import java.nio.charset.StandardCharsets;
final class TryIt {
    public static void main(String[] a) {
        var p = Program.run(new Surroundings(System.getenv(), false, StandardCharsets.UTF_8), Program.claims(), a);
        System.out.print(p.out()); System.err.print(p.err()); System.err.println("exit " + p.exit()); System.exit(p.exit());
    }
}
