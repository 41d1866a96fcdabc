package dev.sidetone.client;

import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.SessionSettings;
import dev.sidetone.turn.ContextPolicy;
import dev.sidetone.turn.Errand;
import dev.sidetone.turn.Errands;
import dev.sidetone.turn.Limits;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.Task;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.TurnLedger;
import dev.sidetone.turn.TurnPlan;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The door: says where to call and how, then {@link #call calls}. Immutable; each method gives a changed copy, so that one
 * instance can be shared and varied.
 */
public final class Sidetone {

    /** What is asked of the server, of the lane beside the conversation, and of our own patience. */
    record Plan(Optional<String> model, SessionSettings session, Transcription transcription, Program program, Limits limits) {}

    /**
     * What the program adds to a call: tasks of its own, and perhaps a say in which turns are answered.
     *
     * @param answers whether it asks for an answer to each turn itself
     */
    record Program(List<Errand<?>> beside, Optional<Gated> gated, boolean answers) {
        private static final Program NOTHING = new Program(List.of(), Optional.empty(), false);
    }

    /** @param patience with the keeper, before the agent answers all the same */
    record Gated(Gatekeeper keeper, Duration patience) {}

    /** Who watches and listens. */
    record Watchers(CallListener listener, WireTap tap, Optional<AudioSink> playback, Duration jitter) {
        /** Nobody hears it. */
        static Watchers of(CallListener listener) {
            return new Watchers(listener, WireTap.NONE, Optional.empty(), USUAL_JITTER);
        }
    }

    // Services send faster than they play: only the first pieces can be late, and one of them mostly holds more than this.
    private static final Duration USUAL_JITTER = Duration.ofMillis(40);
    private static final Duration MOST_JITTER = Duration.ofSeconds(1);

    // What the API reference gives as default.
    private static final SessionSettings.TurnDetection USUAL = new SessionSettings.TurnDetection.ServerVad(
            0.5, Duration.ofMillis(300), Duration.ofMillis(500), true, true);

    private final Endpoint endpoint;
    private final Plan plan;
    private final Watchers watchers;
    private final Wire.Opener opener;

    private Sidetone(Endpoint endpoint, Plan plan, Watchers watchers, Wire.Opener opener) {
        this.endpoint = endpoint;
        this.plan = plan;
        this.watchers = watchers;
        this.opener = opener;
    }

    public static Sidetone to(Endpoint endpoint) {
        var plan = new Plan(Optional.empty(), SessionSettings.UNCHANGED, Transcription.verbatim(), Program.NOTHING, Limits.DEFAULT);
        var nobody = Watchers.of(CallListener.NONE);
        return new Sidetone(endpoint, plan, nobody, WebSocketWire::open);
    }

    /** Over another kind of connection than our own. */
    public Sidetone over(Wire.Opener opener) {
        return new Sidetone(endpoint, plan, watchers, opener);
    }

    public Sidetone model(String model) {
        return with(new Plan(Optional.of(model), plan.session, plan.transcription, plan.program, plan.limits));
    }

    /** The agent's instructions. */
    public Sidetone agent(String instructions) {
        var s = plan.session;
        return session(new SessionSettings(Optional.of(instructions), s.modality(), s.voice(), s.turnDetection(), s.transcription(),
                s.inputFormat(), s.outputFormat(), s.tools()));
    }

    public Sidetone voice(String voice) {
        var s = plan.session;
        return session(new SessionSettings(s.instructions(), s.modality(), Optional.of(voice), s.turnDetection(), s.transcription(),
                s.inputFormat(), s.outputFormat(), s.tools()));
    }

    public Sidetone turnDetection(SessionSettings.TurnDetection detection) {
        var s = plan.session;
        return session(new SessionSettings(s.instructions(), s.modality(), s.voice(), Optional.of(detection), s.transcription(),
                s.inputFormat(), s.outputFormat(), s.tools()));
    }

    /** The service's own recogniser, to compare with. */
    public Sidetone compareWith(String transcriptionModel) {
        return compare(new SessionSettings.Transcription.By(transcriptionModel));
    }

    /**
     * The same, and asked how sure it is: {@code heard().leastSure()} of each record, and a sign for {@code TranscribePolicy.WhenItPays}.
     * A recogniser that cannot tell has the whole session refused, so ask only one that can.
     */
    public Sidetone compareWithConfidence(String transcriptionModel) {
        return compare(new SessionSettings.Transcription.By(transcriptionModel, true));
    }

    public Sidetone withoutComparison() {
        return compare(new SessionSettings.Transcription.Off());
    }

    private Sidetone compare(SessionSettings.Transcription wanted) {
        var s = plan.session;
        return session(new SessionSettings(s.instructions(), s.modality(), s.voice(), s.turnDetection(), Optional.of(wanted),
                s.inputFormat(), s.outputFormat(), s.tools()));
    }

    /** All session settings at once. */
    public Sidetone session(SessionSettings session) {
        return with(new Plan(plan.model, session, plan.transcription, plan.program, plan.limits));
    }

    public Sidetone transcribe(Transcription transcription) {
        return with(new Plan(plan.model, plan.session, transcription, plan.program, plan.limits));
    }

    /**
     * Asks the model something beside the conversation whenever the trigger goes off. Each time ends as exactly one result, also when
     * the call drops; no task is set off twice for one turn.
     *
     * @param to gets the results on the thread of the sink, each after the turn that set it off
     * @throws IllegalArgumentException when a task of that name is set off in the same way already
     */
    public <T> Sidetone beside(Task.Triggered<T> what, Consumer<TaskResult<T>> to) {
        var program = new Program(Errand.with(plan.program.beside(), what, to), plan.program.gated(), plan.program.answers());
        return with(program);
    }

    public Sidetone limits(Limits limits) {
        return with(new Plan(plan.model, plan.session, plan.transcription, plan.program, limits));
    }

    /** {@link #gated(Gatekeeper, Duration)} with five seconds' patience: a caller who hears nothing for longer asks whether anybody is there. */
    public Sidetone gated(Gatekeeper keeper) {
        return gated(keeper, Duration.ofSeconds(5));
    }

    /**
     * The agent answers no turn before the keeper has ruled on it as it was heard. The session is told not to answer by itself. It
     * costs the caller the wait for both transcripts and for the ruling: {@code took().toAnswer()} of each record.
     *
     * @param patience with the keeper, before the agent answers all the same
     */
    public Sidetone gated(Gatekeeper keeper, Duration patience) {
        var program = new Program(plan.program.beside(), Optional.of(new Gated(keeper, patience)), plan.program.answers());
        return with(program);
    }

    /**
     * The program asks for an answer to each turn itself, with {@code response.create}: a turn then waits for its reply, as it does where
     * the server answers of its own accord. For sessions without turn detection, or with one that is told not to answer.
     */
    public Sidetone answeringEachTurn() {
        return with(new Program(plan.program.beside(), plan.program.gated(), true));
    }

    public Sidetone listener(CallListener listener) {
        return new Sidetone(endpoint, plan, new Watchers(listener, watchers.tap, watchers.playback, watchers.jitter), opener);
    }

    /**
     * Where the agent's voice is played. With one, a turn's record waits until its reply has been played, and a caller who cuts the
     * agent short is believed to have heard what was played; without one nobody listens, and every reply counts as heard.
     */
    public Sidetone playback(AudioSink playback) {
        return with(new Watchers(watchers.listener, watchers.tap, Optional.of(playback), watchers.jitter));
    }

    /**
     * How much of a reply's beginning is gathered before it is played, so that gaps in its coming are not heard; 40 ms unless said.
     * The caller waits for it as much longer.
     *
     * @throws IllegalArgumentException unless within 0 s and 1 s
     */
    public Sidetone jitter(Duration jitter) {
        if (jitter.isNegative() || jitter.compareTo(MOST_JITTER) > 0) {
            throw new IllegalArgumentException("a jitter delay must be within 0 s and 1 s: " + jitter);
        }
        return with(new Watchers(watchers.listener, watchers.tap, watchers.playback, jitter));
    }

    public Sidetone tap(WireTap tap) {
        return new Sidetone(endpoint, plan, new Watchers(watchers.listener, tap, watchers.playback, watchers.jitter), opener);
    }

    private Sidetone with(Watchers watchers) {
        return new Sidetone(endpoint, plan, watchers, opener);
    }

    private Sidetone with(Program program) {
        return with(new Plan(plan.model, plan.session, plan.transcription, program, plan.limits));
    }

    private Sidetone with(Plan plan) {
        return new Sidetone(endpoint, plan, watchers, opener);
    }

    /**
     * Connects, settles the session and returns when it stands.
     *
     * @throws RealtimeException when the session cannot be had
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    public Call call(TurnSink sink) throws InterruptedException {
        return call(sink, InstantSource.system());
    }

    Call call(TurnSink sink, InstantSource clock) throws InterruptedException {
        var settings = settings();
        var wire = opener.open(endpoint, endpoint.address(plan.model));
        var line = line(wire, sink, clock);
        var desk = new Desk(wire::wake);
        var errands = new Errands(plan.program.beside().stream().<Errand<?>>map(errand -> errand.by(line.audience()::result)).toList());
        var gate = new Gate(plan.program.gated().map(Gated::keeper), wire::wake);
        var requests = new Requests(line.outbox(), new HouseRules(plan.transcription), gate, settings.instructions().orElse(""));
        var session = new RealtimeSession(line, new TurnLedger(turnPlan()), requests, errands, desk);
        Thread.ofVirtual().name("sidetone-outbox").start(line.outbox()::run);
        try {
            var settled = new Opening(endpoint, line, session).open(settings);
            line.audience().event(new CallEvent.Connected(settled));
            var loop = Thread.ofVirtual().name("sidetone-session").start(session::run);
            return new Call(settled, line, desk, plan.limits, loop);
        } catch (RealtimeException | InterruptedException e) {
            line.outbox().close();
            wire.close();
            line.audience().close(Duration.ofSeconds(1));
            throw e;
        }
    }

    private Line line(Wire wire, TurnSink sink, InstantSource clock) {
        var audience = new Audience(sink, watchers, clock);
        var tally = new Tally();
        var format = plan.session.inputFormat();
        var tap = Optional.<Consumer<String>>of(text -> audience.frame(WireTap.Direction.SENT, text)).filter(any -> watchers.tap != WireTap.NONE);
        var outbox = new Outbox(wire, tap, event -> {
            if (event instanceof ClientEvent.AudioAppend append) tally.sent(format.durationOf(append.audio().length));
        });
        return new Line(wire, outbox, audience, new Floor(answers()), tally, clock);
    }

    private TurnPlan turnPlan() {
        var builtIn = plan.session.transcription().filter(SessionSettings.Transcription.By.class::isInstance).isPresent();
        var turns = new TurnPlan(plan.transcription.asked(), builtIn, answers(), plan.limits)
                .listened(watchers.playback.isPresent());
        return plan.program.gated().map(gated -> turns.gated(gated.patience())).orElse(turns);
    }

    /**
     * The session as it is asked for. A context that shares the agent's prefix has the transcriber's rules in the agent's
     * instructions.
     *
     * @throws IllegalStateException when there are no instructions to put them after
     */
    private SessionSettings settings() {
        var session = plan.program.gated().isPresent() ? turnDetection(unanswered()).plan.session : plan.session;
        if (!(plan.transcription instanceof Transcription.On on) || !(on.context() instanceof ContextPolicy.SharedPrefix)) return session;
        var agent = plan.session.instructions().orElseThrow(() -> new IllegalStateException(
                "the context \"shared\" puts the transcriber's rules after the agent's instructions, and there are none: call agent(...)"));
        return session(session).agent(Prompts.shared(agent, on.rules().usual())).plan.session;
    }

    /** The detection that is wished for, without answers of the server's own. */
    private SessionSettings.TurnDetection unanswered() {
        return switch (plan.session.turnDetection().orElse(USUAL)) {
            case SessionSettings.TurnDetection.ServerVad vad -> new SessionSettings.TurnDetection.ServerVad(
                    vad.threshold(), vad.prefixPadding(), vad.silence(), false, vad.interruptResponse());
            case SessionSettings.TurnDetection.Manual manual -> manual;
        };
    }

    /** Whether each turn is answered: by the server itself, as it does unless told otherwise, or when the program or a gate asks for it. */
    private boolean answers() {
        if (plan.program.gated().isPresent() || plan.program.answers()) return true;
        return plan.session.turnDetection().map(detection -> switch (detection) {
            case SessionSettings.TurnDetection.ServerVad vad -> vad.createResponse();
            case SessionSettings.TurnDetection.Manual ignored -> false;
        }).orElse(true);
    }
}
