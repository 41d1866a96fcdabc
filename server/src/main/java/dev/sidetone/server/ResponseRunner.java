package dev.sidetone.server;

import dev.sidetone.protocol.ResponseRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs responses, each on a virtual thread of its own: one at a time in the conversation, any number beside it. Owner of who
 * is running. Called by the connection's thread; what a model puts out comes back to that thread through {@link
 * Steps}, so that a response and its cancellation never race.
 */
final class ResponseRunner {

    /** A response under way. The thread may outlive its response: a cancelled model needs a moment to notice. */
    private record Active(RunningResponse response, Output output, Thread thread) {
        boolean outOfBand() {
            return response.plan().outOfBand();
        }

        void end(Ending ending) {
            output.stop();
            response.end(ending);
            thread.interrupt();
        }
    }

    private final ModelSession model;
    private final Conversation conversation;
    private final ResponsePlanner planner;
    private final Bill bill;
    private final Dialogue.Surroundings around;
    /** By id, in the order of creation. */
    private final Map<String, Active> active = new LinkedHashMap<>();

    ResponseRunner(ModelSession model, Conversation conversation, ResponsePlanner planner, Bill bill, Dialogue.Surroundings around) {
        this.model = model;
        this.conversation = conversation;
        this.planner = planner;
        this.bill = bill;
        this.around = around;
    }

    /** @throws Refusal and then nothing was started; otherwise exactly one {@code response.done} will follow */
    void create(ResponseRequest request) {
        forgetEnded();
        if (!request.outOfBand()) {
            inConversation().ifPresent(running -> {
                throw Refusal.of("conversation_already_has_active_response",
                        "Conversation already has an active response in progress: " + running.response().plan().id()
                                + ". Wait until the response is finished before creating a new one.");
            });
        }
        var plan = planner.plan(request);
        around.faults().refuse(request.outOfBand());
        start(plan);
    }

    /** Answers in the conversation because a turn ended; refused like any other while a reply is under way. */
    void answer() {
        create(ResponseRequest.PLAIN);
    }

    private void start(ResponsePlan plan) {
        var response = new RunningResponse(plan, conversation, bill, around.ids(), around.emit());
        var output = new Output(response, around.steps());
        var generator = around.faults().ofResponse(model, plan.outOfBand());
        var thread = Thread.ofVirtual().name(plan.id()).unstarted(() -> run(generator, plan, response, output));
        active.put(plan.id(), new Active(response, output, thread));
        response.created();
        thread.start();
    }

    private void run(ModelSession generator, ResponsePlan plan, RunningResponse response, Output output) {
        var ending = respond(generator, plan, output);
        // A model may leave its thread interrupted; the end must be told all the same.
        Thread.interrupted();
        try {
            if (ending instanceof Ending.Completed || ending instanceof Ending.Cut) output.finish();
            around.steps().then(() -> response.end(ending));
        } catch (InterruptedException cancelled) {
            // Its end was told by whoever cancelled it.
        }
    }

    // Throwable: a client must get its response.done whatever a model does, running out of stack or memory included.
    private Ending respond(ModelSession generator, ResponsePlan plan, Output output) {
        if (plan.obstacle().isPresent()) return new Ending.Failed(plan.obstacle().get().code(), plan.obstacle().get().getMessage());
        try {
            generator.respond(plan.prompt(), output);
            return new Ending.Completed();
        } catch (ModelCut cut) {
            return new Ending.Cut(cut.reason());
        } catch (ModelFailure failure) {
            return new Ending.Failed(failure.code(), failure.getMessage());
        } catch (Throwable broken) {
            if (!output.stopped()) tell(broken);
            return new Ending.Failed("server_error", "The model failed: " + broken.getClass().getSimpleName() + ".");
        }
    }

    private void tell(Throwable defect) {
        try {
            around.steps().then(() -> around.defects().accept(defect));
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
    }

    /** Without an id the one of the conversation is meant; those beside it are only reached by name. */
    void cancel(Optional<String> responseId) {
        forgetEnded();
        var wanted = responseId.map(id -> Optional.ofNullable(active.get(id))).orElseGet(this::inConversation);
        wanted.orElseThrow(() -> Refusal.of("response_cancel_not_active", "Cancellation failed: no active response found"))
                .end(new Ending.Cancelled("client_cancelled"));
    }

    /** The caller speaks: the reply stops; what runs beside the conversation goes on. */
    void bargeIn() {
        inConversation().ifPresent(running -> running.end(new Ending.Cancelled("turn_detected")));
    }

    private Optional<Active> inConversation() {
        return active.values().stream().filter(one -> !one.outOfBand() && !one.response().ended()).findFirst();
    }

    private void forgetEnded() {
        active.values().removeIf(one -> one.response().ended() && !one.thread().isAlive());
    }

    /** The connection is over: nobody will be told. */
    void abandonAll() {
        for (var one : active.values()) {
            one.output().stop();
            one.thread().interrupt();
        }
    }

    /** Whether any response is not yet done. */
    boolean running() {
        return active.values().stream().anyMatch(one -> !one.response().ended());
    }

    /** The server stops: what is under way fails, for a cancellation has only reasons that the client or the caller gave. */
    void stopAll() {
        active.values().forEach(one -> one.end(new Ending.Failed("server_stopping", "The server is stopping.")));
    }

    Stream<Thread> threads() {
        return active.values().stream().map(Active::thread);
    }
}
