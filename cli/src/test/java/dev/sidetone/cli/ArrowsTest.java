package dev.sidetone.cli;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which rooms of the house may see which: the drawing in ARCHITECTURE.md, as a test. */
class ArrowsTest {

    private static final String ROOT = "dev.sidetone.";

    private static final Map<String, Set<String>> MAY_SEE = Map.ofEntries(
            Map.entry("audio", Set.of()),
            Map.entry("frames", Set.of()),
            Map.entry("tcp", Set.of()),
            Map.entry("protocol", Set.of("audio")),
            Map.entry("cost", Set.of("protocol", "audio")),
            Map.entry("turn", Set.of("protocol", "cost", "audio")),
            Map.entry("client", Set.of("audio", "frames", "tcp", "protocol", "cost", "turn")),
            Map.entry("server", Set.of("audio", "frames", "tcp", "protocol")),
            Map.entry("test", Set.of("audio", "protocol", "server")),
            Map.entry("agent", Set.of("audio", "protocol")),
            Map.entry("speech", Set.of("audio", "protocol", "server", "agent")),
            Map.entry("llm", Set.of("audio", "protocol", "server", "agent", "speech")),
            Map.entry("eval", Set.of("audio", "protocol", "cost", "turn", "client")),
            Map.entry("console", Set.of("audio", "protocol", "cost", "turn", "client")),
            Map.entry("device", Set.of("audio", "client")),
            Map.entry("cli", Set.of("audio", "protocol", "cost", "turn", "client", "server", "speech", "llm", "eval", "device", "console")));

    private static final JavaClasses HOUSE =
            new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("dev.sidetone");

    @Test
    void every_package_is_a_room_of_the_drawing_and_every_room_is_there() {
        assertThat(HOUSE.stream().map(type -> room(type.getPackageName())).distinct()).containsExactlyInAnyOrderElementsOf(MAY_SEE.keySet());
    }

    @Test
    void every_arrow_points_where_the_drawing_says() {
        var wrong = new ArrayList<String>();
        for (var type : HOUSE) {
            var from = room(type.getPackageName());
            for (var arrow : type.getDirectDependenciesFromSelf()) {
                var target = arrow.getTargetClass().getBaseComponentType().getPackageName();
                if (!target.startsWith(ROOT)) continue;
                var to = room(target);
                if (!to.equals(from) && !MAY_SEE.getOrDefault(from, Set.of()).contains(to)) wrong.add(arrow.getDescription());
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void no_arrow_comes_back() {
        slices().matching("dev.sidetone.(*)..").should().beFreeOfCycles().check(HOUSE);
    }

    @Test
    void the_turn_package_knows_no_thread_no_clock_and_no_socket() {
        ArchRuleDefinition.noClasses().that().resideInAPackage("dev.sidetone.turn").should().dependOnClassesThat()
                .resideInAnyPackage("java.net..", "java.util.concurrent..").check(HOUSE);
        for (var word : List.of("java.lang.Thread", "java.time.Clock", "java.time.InstantSource")) {
            ArchRuleDefinition.noClasses().that().resideInAPackage("dev.sidetone.turn").should().dependOnClassesThat()
                    .haveFullyQualifiedName(word).check(HOUSE);
        }
    }

    private static String room(String packageName) {
        return packageName.substring(ROOT.length()).replaceFirst("\\..*", "");
    }
}
