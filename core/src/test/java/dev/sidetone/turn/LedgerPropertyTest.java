package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sidetone.cost.PriceBook;
import dev.sidetone.cost.Usd;
import dev.sidetone.protocol.Response;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.TranscriptionUsage;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever a peer does: each announced item has one record, nothing else has one, and no token disappears. */
class LedgerPropertyTest {

    private static final int CALLS = 6_000;
    private static final PriceBook PRICES = PriceBook.bundled();

    /** What an onlooker sees of the same events. */
    private static final class Onlooker {
        final Set<String> announced = new HashSet<>();
        final Map<String, Response> ended = new HashMap<>();
        final Map<String, BigDecimal> heardSeconds = new HashMap<>();

        void see(ServerEvent event) {
            if (event instanceof ServerEvent.SpeechStarted e) announced.add(e.itemId());
            if (event instanceof ServerEvent.SpeechStopped e) announced.add(e.itemId());
            if (event instanceof ServerEvent.AudioCommitted e) announced.add(e.itemId());
            if (event instanceof ServerEvent.ItemAdded e) announced.add(e.item().id().orElseThrow());
            if (event instanceof ServerEvent.ItemDone e) announced.add(e.item().id().orElseThrow());
            if (event instanceof ServerEvent.ResponseDone e) ended.putIfAbsent(e.response().id(), e.response());
            if (event instanceof ServerEvent.TranscriptionCompleted e) {
                heardSeconds.put(e.itemId(), ((TranscriptionUsage.Seconds) e.usage()).seconds());
            }
        }

        long tokens() {
            return ended.values().stream().mapToLong(r -> r.usage().orElseThrow().total()).sum();
        }
    }

    @Test
    void every_announced_item_has_one_record_and_no_usage_is_lost() {
        var seen = new int[12];
        for (long seed = 0; seed < CALLS; seed++) {
            var desk = new Desk(plan(new Random(seed)));
            var onlooker = new Onlooker();
            var random = new Random(-seed);
            var ears = new Random(seed + CALLS);
            var peer = new RandomPeer(seed);
            var toCome = new ArrayList<>(peer.call());
            if (random.nextInt(4) == 0) desk.ledger.asked("task_1", desk.now);
            while (!toCome.isEmpty()) {
                var event = toCome.removeFirst();
                int before = desk.asks().size();
                desk.on(event).after(random.nextInt(400));
                if (random.nextInt(40) == 0) desk.after(java.time.Duration.ofSeconds(random.nextInt(30)));
                onlooker.see(event);
                sounds(desk, event, ears);
                var asks = desk.asks();
                rule(desk, peer, toCome, random);
                asks.subList(before, asks.size()).stream().filter(ask -> ask.attempt() > 1).forEach(ask -> peer.asked(ask, toCome));
            }
            desk.end(new EndReason.ConnectionLost("cut"));
            check(seed, desk, onlooker);
            seen[0] += desk.records().size();
            seen[1] += desk.all(Action.Late.class).size();
            seen[2] += desk.all(Action.AnsweredNobody.class).size();
            seen[3] += (int) desk.asks().stream().filter(ask -> ask.attempt() == 2).count();
            seen[4] += (int) desk.asks().stream().filter(ask -> ask.attempt() > 3).count();
            seen[5] += (int) desk.records().stream().filter(record -> record.verdict() instanceof Verdict.Doubted).count();
            seen[6] += (int) desk.records().stream().filter(record -> record.heard().attempts().size() > 1
                    && record.transcript().source() == TurnRecord.Source.OUT_OF_BAND).count();
            seen[7] += (int) desk.records().stream().filter(record -> record.outOfBand() instanceof Heard.Nothing(Reason.NotAsked ignored)).count();
            seen[10] += desk.all(Action.Degraded.class).size();
            seen[8] += (int) desk.records().stream().filter(record -> record.took().toAnswer().isPresent() && record.reply() instanceof Reply.Said).count();
            seen[11] += (int) desk.records().stream().filter(record -> record.reply() instanceof Reply.Said said && said.cutOff().isPresent()).count();
            seen[9] += (int) desk.records().stream().filter(record -> record.reply() instanceof Reply.Nothing(Reason.KeptSilent ignored)).count();
        }
        // The generator must reach the rare ways, or the property says nothing about them.
        assertThat(seen).matches(counts -> java.util.Arrays.stream(counts).allMatch(count -> count >= 5), "reaches every way, some five times at least");
    }

    /** Turns that were heard are ruled on, or not, or twice; what is let through is answered, or not. */
    private static void rule(Desk desk, RandomPeer peer, List<ServerEvent> toCome, Random random) {
        var heard = desk.all(Action.TurnHeard.class);
        if (heard.isEmpty() || random.nextInt(3) > 0) return;
        int before = desk.all(Action.Answer.class).size();
        var ruling = List.of(new Ruling.Answer(), new Ruling.AnswerWith("Ask."), new Ruling.StaySilent()).get(random.nextInt(3));
        desk.actions.addAll(desk.ledger.ruled(heard.get(random.nextInt(heard.size())).itemId(), ruling, desk.now));
        var answers = desk.all(Action.Answer.class);
        answers.subList(before, answers.size()).forEach(answer -> peer.answered(answer, toCome));
    }

    /** Who plays the replies says what becomes of one: now or later, once or twice, of responses that run, have ended, or answer nobody. */
    private static void sounds(Desk desk, ServerEvent event, Random random) {
        if (event instanceof ServerEvent.ResponseCreated created) desk.begun.add(created.response().id());
        if (desk.begun.isEmpty() || random.nextInt(4) > 0) return;
        var id = desk.begun.get(random.nextInt(desk.begun.size()));
        var piece = new HeardPiece("a" + random.nextInt(20), 0, java.time.Duration.ofMillis(random.nextInt(500)));
        desk.actions.addAll(random.nextBoolean() ? desk.ledger.soundedOut(id, desk.now) : desk.ledger.interrupted(id, List.of(piece), desk.now));
    }

    private static TurnPlan plan(Random random) {
        ContextPolicy policy = switch (random.nextInt(5)) {
            case 0 -> new ContextPolicy.WholeSession();
            case 1 -> new ContextPolicy.LastTurns(3);
            case 2 -> new ContextPolicy.SharedPrefix();
            case 3 -> new ContextPolicy.Notes(List.of("Kasko"));
            default -> new ContextPolicy.LatestTurn();
        };
        int doubting = random.nextInt(3);
        var outOfBand = random.nextInt(5) == 0 ? Optional.<TurnPlan.Lane>empty()
                : Desk.lane(policy, evidence -> judged(evidence, doubting)).map(lane -> lane.asking(choosing(random.nextInt(9))))
                        .map(lane -> random.nextInt(4) != 0 ? lane : lane.within(new Budget(new Usd(BigDecimal.valueOf(1 + random.nextInt(8000), 6)),
                                PriceBook.bundled(), random.nextInt(6) == 0 ? "unheard-of" : "gpt-realtime")));
        var plan = new TurnPlan(outOfBand, random.nextInt(5) != 0, random.nextInt(5) != 0, Limits.DEFAULT);
        var gated = random.nextInt(3) == 0 ? plan.gated(java.time.Duration.ofSeconds(5)) : plan;
        return gated.listened(random.nextInt(3) == 0);
    }

    private static TranscribePolicy choosing(int kind) {
        return switch (kind) {
            case 0 -> new TranscribePolicy.WhenItPays(0.5);
            case 1 -> new TranscribePolicy.Never();
            case 2 -> (TranscribePolicy.Own) occasion -> occasion.number() % 2 == 0
                    ? new TranscribePolicy.Choice.Ask("even") : new TranscribePolicy.Choice.Skip("odd");
            default -> new TranscribePolicy.Always();
        };
    }

    /** As arbitrary as can be, and another with other evidence: a text may lose trust, or win it, when more is known. */
    private static Verdict judged(Evidence evidence, int doubting) {
        if (!(evidence.outOfBand() instanceof Heard.Text) && !(evidence.outOfBand() instanceof Heard.Nothing(Reason.Incomplete cut))) return new Verdict.NothingToJudge();
        int hash = evidence.builtIn().getClass().getSimpleName().length() + evidence.said().byAgent().size() + 7 * evidence.said().byCaller().size();
        return hash % 3 < doubting ? new Verdict.Doubted(List.of(Doubt.values()[hash % Doubt.values().length])) : new Verdict.Trusted();
    }

    private static void check(long seed, Desk desk, Onlooker onlooker) {
        assertThat(desk.records()).as("seed %d", seed).extracting(TurnRecord::itemId).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(onlooker.announced);
        assertThat(desk.records()).as("seed %d", seed).extracting(TurnRecord::number).doesNotHaveDuplicates()
                .allSatisfy(number -> assertThat(number).isBetween(1, desk.records().size()));
        assertThat(desk.ledger.busy()).isFalse();
        checkRequests(seed, desk);
        var meters = new ArrayList<Meters>();
        desk.records().forEach(record -> meters.add(record.meters()));
        desk.all(Action.Late.class).forEach(late -> meters.add(late.meters()));
        desk.all(Action.AnsweredNobody.class).forEach(nobody -> meters.add(Meters.NONE.withReply(nobody.usage())));
        desk.all(Action.TaskEnded.class).forEach(task -> meters.add(Meters.NONE.withOutOfBand(task.usage())));
        var tokens = meters.stream().mapToLong(m -> m.reply().map(u -> u.total()).orElse(0L) + m.outOfBand().map(u -> u.total()).orElse(0L)).sum();
        assertThat(tokens).as("seed %d", seed).isEqualTo(onlooker.tokens());
        checkDollars(seed, meters, onlooker);
        checkSeconds(seed, meters, onlooker);
    }

    /** Never more than was stated, and never a second one that was answered unless the first was doubted. */
    private static void checkRequests(long seed, Desk desk) {
        assertThat(desk.all(Action.TurnHeard.class)).as("seed %d", seed).extracting(Action.TurnHeard::itemId).doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(desk.records().stream().map(TurnRecord::itemId).toList());
        assertThat(desk.all(Action.Degraded.class)).as("seed %d", seed).extracting(Action.Degraded::step).doesNotHaveDuplicates().isSorted();
        assertThat(desk.all(Action.Answer.class)).as("seed %d", seed).extracting(Action.Answer::itemId).doesNotHaveDuplicates();
        assertThat(desk.all(Action.Mismatched.class)).as("seed %d", seed).extracting(Action.Mismatched::itemId).doesNotHaveDuplicates();
        for (var record : desk.records()) {
            var asks = desk.asks().stream().filter(ask -> ask.itemId().equals(record.itemId())).toList();
            var attempts = record.heard().attempts();
            assertThat(asks).as("seed %d", seed).hasSameSizeAs(attempts).hasSizeLessThanOrEqualTo(TurnLedger.MOST_REQUESTS);
            assertThat(asks).as("seed %d", seed).extracting(Action.AskForTranscript::attempt).doesNotHaveDuplicates();
            assertThat(attempts.stream().filter(attempt -> attempt.manner() != Attempt.Manner.USUAL)).as("seed %d", seed).hasSizeLessThanOrEqualTo(2);
            assertThat(attempts).as("seed %d", seed).noneMatch(attempt -> attempt.answer() instanceof Heard.Pending);
            // No context is narrowed and no form given up for want of breath or money.
            assertThat(attempts.stream().limit(Math.max(0, attempts.size() - 1))).as("seed %d", seed)
                    .noneMatch(attempt -> attempt.answer() instanceof Heard.Nothing(Reason.Refused why) && !why.forWhatItHolds());
            var used = attempts.stream().map(Attempt::usage).reduce(Optional.empty(), Meters::sum);
            assertThat(used.map(u -> u.total()).orElse(0L)).as("seed %d", seed).isLessThanOrEqualTo(record.meters().outOfBand().map(u -> u.total()).orElse(0L));
            if (record.transcript().source() == TurnRecord.Source.OUT_OF_BAND) assertThat(record.verdict()).as("seed %d", seed).isInstanceOf(Verdict.Trusted.class);
        }
    }

    /** What the records cost, and all that came too late or for nobody, is what all responses cost. */
    private static void checkDollars(long seed, List<Meters> meters, Onlooker onlooker) {
        var spent = meters.stream().flatMap(meter -> java.util.stream.Stream.of(meter.reply(), meter.outOfBand())).map(LedgerPropertyTest::dollars)
                .reduce(Usd.ZERO, Usd::plus);
        var billed = onlooker.ended.values().stream().map(response -> dollars(response.usage())).reduce(Usd.ZERO, Usd::plus);
        assertThat(spent.amount()).as("seed %d", seed).isEqualByComparingTo(billed.amount());
    }

    private static Usd dollars(Optional<dev.sidetone.protocol.Usage> usage) {
        return usage.isEmpty() ? Usd.ZERO : PRICES.response("gpt-realtime", usage).most().orElseThrow();
    }

    /** An item is billed once, however often its transcription is reported. */
    private static void checkSeconds(long seed, List<Meters> meters, Onlooker onlooker) {
        var seconds = meters.stream().flatMap(m -> m.builtIn().stream())
                .map(u -> ((TranscriptionUsage.Seconds) u).seconds()).reduce(BigDecimal.ZERO, BigDecimal::add);
        assertThat(seconds).as("seed %d", seed)
                .isEqualByComparingTo(onlooker.heardSeconds.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add));
    }
}
