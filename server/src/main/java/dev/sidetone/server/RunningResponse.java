package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Item.Status;
import dev.sidetone.protocol.Modality;
import dev.sidetone.protocol.RateLimit;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.protocol.ServerEvent.Place;
import dev.sidetone.protocol.Usage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One response as the wire tells it: owner of its items and of the order of its events, from {@code response.created} to
 * exactly one {@code response.done}. Whatever arrives after its end is dropped. Touched by the connection's thread only.
 */
final class RunningResponse {

    /** Tokens a minute that {@code rate_limits.updated} pretends to hand out. */
    private static final long TOKENS_A_MINUTE = 800_000;

    /** Why a response failed when the minute's tokens were spent (reported). */
    static final String RATE_LIMITED = "rate_limit_exceeded";

    /** An item with what preceded it when it was added. */
    private record Opened(OpenItem open, Optional<Entry> entry, Optional<String> previous) {}

    private final ResponsePlan plan;
    private final Conversation conversation;
    private final Bill bill;
    private final Ids ids;
    private final Consumer<ServerEvent> emit;
    private final List<Opened> items = new ArrayList<>();
    private long deltaTokens;
    /** Read by the response's own thread too. */
    private volatile boolean ended;

    RunningResponse(ResponsePlan plan, Conversation conversation, Bill bill, Ids ids, Consumer<ServerEvent> emit) {
        this.plan = plan;
        this.conversation = conversation;
        this.bill = bill;
        this.ids = ids;
        this.emit = emit;
    }

    ResponsePlan plan() {
        return plan;
    }

    boolean ended() {
        return ended;
    }

    void created() {
        emit.accept(new ServerEvent.ResponseCreated(plan.inProgress()));
    }

    /** Words of the reply, written or spoken as the response was asked for. */
    void words(String delta) {
        if (ended || delta.isEmpty()) return;
        for (var piece : Pieces.words(delta)) emit.accept(add(piece));
        if (limited()) spend(bill.meter().tokens(delta));
    }

    private ServerEvent add(String piece) {
        return switch (openMessage()) {
            case OpenItem.Written written -> written.add(piece);
            case OpenItem.Spoken spoken -> spoken.say(piece);
            case OpenItem.Call call -> throw new IllegalStateException("words belong to a message, not to " + call.id());
        };
    }

    void voice(Pcm voice, byte[] encoded) {
        if (ended || plan.modality() == Modality.TEXT) return;
        if (!(openMessage() instanceof OpenItem.Spoken spoken)) return;
        if (!plan.outOfBand()) conversation.voiceHeard();
        emit.accept(spoken.sound(voice, encoded));
        spend(TokenMeter.agentAudio(voice.duration()));
    }

    void call(String name, String arguments) {
        if (ended) return;
        var call = new OpenItem.Call(nextPlace(), ids.call(), name, arguments);
        open(call);
        Pieces.ofArguments(arguments).forEach(piece -> emit.accept(call.delta(piece)));
        if (limited()) spend(bill.meter().tokens(arguments));
    }

    /** The message being made; a new one when there is none or a call came between. */
    private OpenItem openMessage() {
        if (!items.isEmpty() && !(items.getLast().open() instanceof OpenItem.Call)) return items.getLast().open();
        var place = nextPlace();
        var message = plan.modality() == Modality.TEXT
                ? new OpenItem.Written(place, new StringBuilder())
                : new OpenItem.Spoken(place, new AgentSpeech());
        open(message);
        var part = plan.modality() == Modality.TEXT
                ? new ContentPart.OutputText("")
                : new ContentPart.OutputAudio(Optional.empty(), "");
        emit.accept(new ServerEvent.PartAdded(place, part));
        return message;
    }

    private Place nextPlace() {
        return new Place(plan.id(), ids.item(), items.size(), 0);
    }

    /**
     * Newer models say of each message whether it only goes before a call or is the answer (recorded). A guess: that a message
     * counts as the answer until a call follows it, for the models here do not say it themselves.
     */
    private Item phased(Item item, boolean last) {
        if (!bill.profile().reasons() || !(item instanceof Item.Message message)) return item;
        return new Item.Message(message.id(), message.status(), message.role(), message.content(),
                Optional.of(last ? "final_answer" : "commentary"));
    }

    private void open(OpenItem open) {
        var item = phased(open.item(Status.IN_PROGRESS), true);
        emit.accept(new ServerEvent.OutputItemAdded(plan.id(), items.size(), item));
        if (plan.outOfBand()) {
            items.add(new Opened(open, Optional.empty(), Optional.empty()));
            return;
        }
        var entry = new Entry(open.id(), item, open.sound());
        var previous = conversation.append(entry);
        items.add(new Opened(open, Optional.of(entry), previous));
        emit.accept(new ServerEvent.ItemAdded(previous, item));
    }

    /** A limit on output is kept here, whatever the model does. */
    private void spend(long tokens) {
        deltaTokens += tokens;
        if (limited() && deltaTokens > plan.prompt().maxOutputTokens().getAsInt()) end(new Ending.Cut(ModelCut.Reason.MAX_OUTPUT_TOKENS));
    }

    private boolean limited() {
        return plan.prompt().maxOutputTokens().isPresent();
    }

    /** Ends it. The first ending counts: a model that goes on or fails after a cancellation changes nothing. */
    void end(Ending ending) {
        if (ended) return;
        ended = true;
        var output = new ArrayList<Item>();
        for (int i = 0; i < items.size(); i++) output.add(close(items.get(i), i, ending.itemStatus()));
        // Reported: what failed before it said anything costs nothing.
        var usage = ending instanceof Ending.Failed && items.isEmpty() ? Usage.NONE : usage();
        emit.accept(new ServerEvent.ResponseDone(plan.ended(ending.status(), ending.details(), output, usage)));
        emit.accept(new ServerEvent.RateLimitsUpdated(List.of(rateLimit(ending, usage))));
        conversation.letOldAudioGo();
    }

    private Item close(Opened opened, int index, Status status) {
        opened.open().done().forEach(emit);
        var item = phased(opened.open().item(status), index == items.size() - 1);
        opened.entry().ifPresent(entry -> {
            entry.becomes(item);
            emit.accept(new ServerEvent.ItemDone(conversation.whenDone(opened.previous()), item));
        });
        emit.accept(new ServerEvent.OutputItemDone(plan.id(), index, item));
        return item;
    }

    private Usage usage() {
        var output = Usage.Tokens.NONE;
        for (var opened : items) output = output.plus(opened.open().tokens(bill.meter()));
        var answer = InContext.of(items.stream().flatMap(opened -> opened.entry().stream()).toList(), bill.profile());
        return bill.usage(bill.prompt(plan.prompt(), plan.context()), output, answer);
    }

    private static RateLimit rateLimit(Ending ending, Usage usage) {
        long used = ending instanceof Ending.Failed failed && failed.code().equals(RATE_LIMITED) ? TOKENS_A_MINUTE : usage.total();
        long left = Math.max(0, TOKENS_A_MINUTE - used);
        var reset = BigDecimal.valueOf(60.0 * used / TOKENS_A_MINUTE).setScale(3, RoundingMode.HALF_UP);
        return new RateLimit("tokens", TOKENS_A_MINUTE, left, reset);
    }
}
