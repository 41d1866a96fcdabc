package dev.sidetone.server;

import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.Outbox.Parcel;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of one connection's events on their way to the outbox, when that is not simply to be sent. Called by the
 * connection's thread, which makes the counting exact.
 */
final class EventFaults {

    private enum State { TALKING, STALLED, OVER }

    private final Occasions occasions;
    private final Reordering order;
    private final Ids ids;
    private final Outbox outbox;
    private State state = State.TALKING;

    EventFaults(Faults faults, Ids ids, Outbox outbox) {
        this.occasions = new Occasions(faults);
        this.order = new Reordering(faults);
        this.ids = ids;
        this.outbox = outbox;
    }

    /** Hands an event to the outbox, or what becomes of it. */
    void send(ServerEvent event) throws InterruptedException {
        for (var next : order.pass(event)) strike(next);
    }

    /** Whether a fault says that the session's time is over; then its error may still be sent. */
    boolean expired() {
        if (state != State.OVER) return false;
        state = State.TALKING;
        return true;
    }

    private void strike(ServerEvent event) throws InterruptedException {
        if (state != State.TALKING) return;
        Parcel itself = new Parcel.Event(event);
        var after = new ArrayList<Parcel>();
        for (var fault : occasions.strike(Fault.OnEvent.class, one -> one.event().isInstance(event))) {
            switch (fault) {
                case Fault.Inject inject -> outbox.put(new Parcel.Raw(inject.frame()));
                case Fault.UnknownEvent unknown -> outbox.put(new Parcel.Raw(unknown(unknown.type())));
                case Fault.SlowWriter slow -> outbox.put(new Parcel.Hold(slow.pause()));
                case Fault.CutOff ignored -> itself = new Parcel.Raw(cutOff(text(event)));
                case Fault.WrongType wrong -> itself = new Parcel.Raw(wrongType(text(event), wrong.field()));
                case Fault.Oversized large -> itself = new Parcel.Raw(oversized(text(event), large.characters()));
                case Fault.Duplicate ignored -> after.addFirst(new Parcel.Event(event));
                case Fault.DuplicateTranscript ignored -> after.addFirst(new Parcel.Event(event));
                case Fault.Cut ignored -> after.addLast(new Parcel.Cut());
                case Fault.Stall ignored -> state = State.STALLED;
                case Fault.Expire ignored -> state = State.OVER;
            }
        }
        outbox.put(itself);
        for (var parcel : List.copyOf(after)) outbox.put(parcel);
    }

    private String text(ServerEvent event) {
        return Codec.write(event, ids.event());
    }

    private String unknown(String type) {
        var event = Json.parse("{}");
        ((ObjectNode) event.node()).put("type", type).put("event_id", ids.event());
        return event.text();
    }

    private static String cutOff(String text) {
        return text.substring(0, text.length() / 2);
    }

    private static String wrongType(String text, String field) {
        var event = Json.parse(text);
        var object = (ObjectNode) event.node();
        if (object.path(field).isString()) object.put(field, 7);
        else object.put(field, "garbled");
        return event.text();
    }

    private static String oversized(String text, int characters) {
        return "{" + " ".repeat(Math.max(0, characters - text.length())) + text.substring(1);
    }
}
