package dev.sidetone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.server.EnergyDetector;
import dev.sidetone.server.ScriptedModel;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code sidetone demo} with a script in the place of the speech models. */
class DemoTest {

    private static final Surroundings TERMINAL = new Surroundings(Map.of("TERM", "xterm", "COLUMNS", "80"), true, StandardCharsets.UTF_8);

    @Test
    void the_demo_shows_nine_turns_and_how_well_both_listeners_heard() {
        var ran = Program.run("demo", "--usage");
        assertThat(ran.err()).isEmpty();
        assertThat(ran.exit()).isZero();
        assertThat(ran.out().lines().filter(line -> line.startsWith("── turn "))).hasSize(9);
        assertThat(ran.out()).contains("the embedded server", "simulated billing", "held against what was said", "policy number", "spelled name", "phone number")
                .containsPattern("out of band +0\\.0 % \\(0/\\d+\\)").doesNotContain("\u001b", "\r");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(Layout.width(line)).isLessThanOrEqualTo(80));
    }

    @Test
    void on_a_terminal_one_line_is_drawn_over_and_taken_away_at_the_end() {
        var ran = Program.run(TERMINAL, Program.claims(), "demo");
        assertThat(ran.out()).contains("\r\u001b[K", "sent 0:", "\u001b[1mSidetone\u001b[0m");
        var screen = drawn(ran.out());
        assertThat(screen).doesNotContain("sent 0:").contains("── turn 9", "out of band : built in");
    }

    @Test
    void colour_is_off_where_it_is_not_wanted() {
        var environment = Map.of("TERM", "xterm", "NO_COLOR", "1");
        assertThat(Program.run(new Surroundings(environment, true, StandardCharsets.UTF_8), Program.claims(), "demo").out()).doesNotContain("\u001b[1m");
        var dumb = Program.run(new Surroundings(Map.of("TERM", "dumb"), true, StandardCharsets.UTF_8), Program.claims(), "demo");
        assertThat(dumb.out()).doesNotContain("\u001b", "\r");
        assertThat(Program.run(Program.PIPE, Program.claims(), "demo", "--color=always").out()).contains("\u001b[1m").doesNotContain("\r");
    }

    @Test
    void an_interrupt_ends_the_call_in_order_with_what_is_known() throws InterruptedException {
        var secondReply = new CountDownLatch(1);
        var exit = new AtomicInteger();
        var model = ScriptedModel.script().hears("hello").hears("my name is")
                .replies(ScriptedModel.says("Hello."))
                .replies(ScriptedModel.waits(() -> {
                    secondReply.countDown();
                    new CountDownLatch(1).await();
                })).build();
        var out = new StringWriter();
        var err = new StringWriter();
        var caller = new Thread(() -> exit.set(Main.run(new Main(Program.PIPE, () -> new Engine(model, EnergyDetector::new)),
                new PrintWriter(out), new PrintWriter(err), "demo", "--json", "-")));
        caller.start();
        secondReply.await();
        caller.interrupt();
        caller.join();
        assertThat(exit.get()).isEqualTo(ExitCode.INTERRUPTED.code());
        assertThat(err.toString()).contains("── turn 1", "── turn 2", "── totals");
        var report = dev.sidetone.protocol.Json.parse(out.toString()).node();
        assertThat(report.get("calls").get(0).get("end").get("interrupted").booleanValue()).isTrue();
        assertThat(report.get("calls").get(0).get("turns").size()).isEqualTo(2);
    }

    /** What stands on a terminal in the end: each line as it was last drawn. */
    private static String drawn(String out) {
        var screen = new StringBuilder();
        for (var line : out.split("\n", -1)) screen.append(line.substring(Math.max(0, line.lastIndexOf("\u001b[K")))).append('\n');
        return screen.toString().replaceAll("\u001b\\[\\d+m", "");
    }
}
