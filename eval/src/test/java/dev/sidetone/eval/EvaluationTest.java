package dev.sidetone.eval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sidetone.client.RealtimeException;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Fault;
import dev.sidetone.server.Faults;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelSession;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.server.SpeechModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

    @TempDir
    private Path folder;

    private Path journal;

    @BeforeEach
    void record() throws IOException {
        journal = folder.resolve("run.journal");
        Folder.of(folder, Folder.HEADING, "a.wav\tsecret\tquixotic zebra\tspelled_name=ZYGOMORPH", "b.wav\tsecret\tquixotic zebra\t", "c.wav\tsecret\tquixotic zebra\t");
    }

    private static ScriptedModel model() {
        return ScriptedModel.script().hears("exotic zebra").answers(ScriptedModel.says("Quixotic zebra.")).build();
    }

    /** Counts the sessions it opens. */
    private record Counting(SpeechModel model, AtomicInteger opened) implements SpeechModel {
        @Override
        public ModelSession open(String name) {
            opened.incrementAndGet();
            return model.open(name);
        }

        @Override
        public void close() {}
    }

    @Test
    void each_utterance_is_heard_once_with_each_strategy() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model())) {
            var heard = Runs.run(Runs.plan(folder, "whole", "latest"), server.uri(), journal);
            assertThat(heard.missing()).isEmpty();
            assertThat(heard.hearings()).hasSize(6);
            assertThat(heard.hearings().values()).allSatisfy(hearings -> assertThat(hearings).singleElement().satisfies(hearing -> {
                assertThat(hearing.texts().outOfBand()).contains("Quixotic zebra.");
                assertThat(hearing.texts().builtIn()).contains("exotic zebra");
                assertThat(hearing.spent().outOfBand().reported().least().amount()).isPositive();
                // Nobody answers a call of one utterance.
                assertThat(hearing.spent().reply().reported().least().amount()).isZero();
            }));
            assertThat(journal).doesNotExist();
        }
    }

    /** Writes down all that reaches the model. */
    private record Spy(SpeechModel model, Queue<String> seen) implements SpeechModel {
        @Override
        public ModelSession open(String name) {
            var session = model.open(name);
            return (ModelSession) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ModelSession.class}, (proxy, method, arguments) -> {
                for (var argument : arguments == null ? new Object[0] : arguments) seen.add(method.getName() + " " + words(argument));
                return method.invoke(session, arguments);
            });
        }

        /** Records keep speech out of their texts: a prompt is written out part by part. */
        private static String words(Object argument) {
            return argument instanceof ModelPrompt prompt
                    ? prompt.instructions() + " " + prompt.context().stream().map(seen -> seen + (seen instanceof ModelPrompt.Seen.SystemText text ? text.text()
                            : seen instanceof ModelPrompt.Seen.CallerText text ? text.text() : "")).toList() + prompt.tools()
                    : argument.toString();
        }

        @Override
        public void close() {}
    }

    @Test
    void no_reference_no_category_and_no_file_name_reaches_the_engine() throws Exception {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new Spy(model(), seen))) {
            assertThat(Runs.run(Runs.plan(folder, "whole", "latest"), server.uri(), journal).hearings()).hasSize(6);
        }
        var everything = String.join("\n", seen).toLowerCase(java.util.Locale.ROOT);
        assertThat(everything).contains("write down what was said").doesNotContain("zebra", "zygomorph", "quixotic", "secret", ".wav");
    }

    @Test
    void whoever_holds_the_calls_is_given_nothing_that_leads_to_a_reference() {
        var given = new java.util.HashSet<Class<?>>();
        collect(Trial.class, given);
        collect(Sessions.Peer.class, given);
        assertThat(given).contains(CallerAudio.class, Strategy.class).doesNotContain(Reference.class, Dataset.class, Plan.class);
    }

    private static void collect(Class<?> type, java.util.Set<Class<?>> found) {
        if (!type.getName().startsWith("dev.sidetone") || !found.add(type)) return;
        for (var field : type.getDeclaredFields()) {
            collect(field.getType(), found);
            if (field.getGenericType() instanceof java.lang.reflect.ParameterizedType generic) {
                for (var argument : generic.getActualTypeArguments()) if (argument instanceof Class<?> known) collect(known, found);
            }
        }
    }

    @Test
    void an_interrupted_run_goes_on_where_it_stopped() throws Exception {
        var plan = Runs.plan(folder, "latest");
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model())) {
            var first = new CountDownLatch(1);
            var runner = Thread.ofPlatform().start(() -> {
                try {
                    Evaluation.run(plan, Runs.sessions(server.uri(), sidetone -> sidetone), journal, 1, progress -> {
                        if (progress.done() == 1) stopHere(first);
                    });
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
            first.await();
            runner.interrupt();
            runner.join();
        }
        int done = Evaluation.resumable(plan, journal);
        assertThat(done).isBetween(1, 2);
        // A server of its own: the first may still be letting in the call that was interrupted.
        var opened = new AtomicInteger();
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, new Counting(model(), opened))) {
            assertThat(Runs.run(plan, server.uri(), journal).hearings()).hasSize(3);
            assertThat(opened).hasValue(3 - done);
            assertThat(journal).doesNotExist();
        }
    }

    private static void stopHere(CountDownLatch reached) {
        reached.countDown();
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void a_journal_of_other_options_is_told_and_one_of_other_strategies_goes_on() throws Exception {
        var plan = Runs.plan(folder, "latest");
        assertThat(Evaluation.resumable(plan, journal)).isZero();
        var other = new Plan(plan.dataset(), plan.strategies(), 1, java.util.Map.of("model", "gpt-realtime-mini"));
        assertThatThrownBy(() -> Evaluation.resumable(other, journal)).isInstanceOf(EvalException.class)
                .hasMessageContaining("model was gpt-realtime, is gpt-realtime-mini").hasMessageContaining("delete it");
        assertThat(Evaluation.resumable(Runs.plan(folder, "latest", "whole"), journal)).isZero();
        Files.writeString(journal, "something else\n");
        assertThatThrownBy(() -> Evaluation.resumable(plan, journal)).hasMessageContaining("is no journal");
        assertThat(journal).hasContent("something else");
    }

    @Test
    void a_line_that_a_crash_cut_is_heard_again() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model())) {
            var plan = Runs.plan(folder, "latest");
            try (var open = Journal.open(journal, plan)) {
                open.keep(plan.trials().getFirst(), List.of(Hearing.none("a.wav")));
                open.keep(plan.trials().get(1), List.of(Hearing.none("b.wav")));
            }
            var text = Files.readString(journal);
            Files.writeString(journal, text.substring(0, text.length() - 30));
            assertThat(Evaluation.resumable(plan, journal)).isEqualTo(1);
            assertThat(Runs.run(plan, server.uri(), journal).hearings()).hasSize(3);
        }
    }

    @Test
    void a_call_that_is_cut_off_is_missing_and_the_others_go_on() throws Exception {
        var opened = new AtomicInteger();
        var faults = Faults.none().always(new Fault.Cut(ServerEvent.AudioCommitted.class));
        var plan = Runs.plan(folder, "latest");
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT.withFaults(faults), new Counting(model(), opened))) {
            var heard = Runs.run(plan, server.uri(), journal);
            assertThat(heard.missing()).hasSize(3).allSatisfy(missing -> assertThat(missing.why()).isNotBlank());
            assertThat(heard.hearings()).isEmpty();
            assertThat(opened).hasValue(3);
            assertThat(journal).exists();
        }
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model())) {
            assertThat(Runs.run(plan, server.uri(), journal).missing()).isEmpty();
        }
    }

    @Test
    void a_first_session_that_cannot_be_had_ends_the_run() {
        assertThatThrownBy(() -> Runs.run(Runs.plan(folder, "latest"), java.net.URI.create("ws://127.0.0.1:1/v1/realtime"), journal))
                .isInstanceOf(RealtimeException.Unreachable.class);
    }

    @Test
    void a_hearing_comes_back_from_its_json_as_it_was() throws Exception {
        try (var server = RealtimeServer.start(ServerSettings.DEFAULT, model())) {
            var heard = new ArrayList<Hearing>();
            Runs.run(Runs.plan(folder, "latest"), server.uri(), journal).hearings().values().forEach(heard::addAll);
            heard.add(Hearing.none("x"));
            assertThat(heard).allSatisfy(hearing -> assertThat(HearingJson.read(HearingJson.of(hearing))).isEqualTo(hearing));
        }
    }
}
