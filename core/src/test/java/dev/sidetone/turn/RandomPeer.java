package dev.sidetone.turn;

import static dev.sidetone.turn.Wires.*;

import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Response.Status;
import dev.sidetone.protocol.ServerEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** One random call: streams of events that are in order each, mixed at random, with losses, repeats and rubbish. */
final class RandomPeer {
    private final Random random;
    private final List<List<ServerEvent>> streams = new ArrayList<>();
    private final boolean tame;
    private int ids;

    RandomPeer(long seed) {
        random = new Random(seed);
        tame = random.nextBoolean();
        int turns = 1 + random.nextInt(5);
        for (int i = 0; i < turns; i++) turn("item_" + i);
        if (random.nextInt(4) == 0) streams.add(List.of(done(reply("greeting" + ids++, "Welcome"))));
        if (random.nextInt(4) == 0) streams.add(List.of(asr("item_ghost", "boo", 1), done(transcript("ghost" + ids++, "item_ghost", "boo"))));
        if (random.nextInt(4) == 0) streams.add(List.of(new ServerEvent.Unknown("peer.ping", "{}"), new ServerEvent.Malformed("", "not JSON", "…")));
        if (random.nextInt(8) == 0) streams.add(List.of(new ServerEvent.AudioCleared()));
        if (random.nextInt(4) == 0) streams.add(List.of(done(beside("task" + ids++, new Mark("summary", "task_1", 1), anyStatus(), List.of(assistant("s", "Short")), Optional.of(usage(9))))));
    }

    /** What comes of a further request, some time later. */
    void asked(Action.AskForTranscript ask, List<ServerEvent> toCome) {
        var mark = new Mark(Mark.TRANSCRIPT, ask.itemId(), ask.attempt());
        var events = switch (random.nextInt(5)) {
            case 0, 1 -> List.of(refused(mark, anyCode("unknown_parameter")));
            case 2 -> List.<ServerEvent>of();
            default -> {
                var answer = ask.manner() == Attempt.Manner.STRICT_CALL && random.nextBoolean() ? called("Hello") : assistant("o" + ids, "Hello?");
                var response = beside("t" + ids++, mark, anyStatus(), List.of(answer), Optional.of(usage(random.nextInt(500))));
                yield List.of(created(response), done(response));
            }
        };
        int at = 0;
        for (var event : events) toCome.add(at = at + random.nextInt(toCome.size() - at + 1), event);
    }

    /** What comes of an answer that is let through, some time later. */
    void answered(Action.Answer answer, List<ServerEvent> toCome) {
        var mark = new Mark(Mark.ANSWER, answer.itemId(), 1);
        var response = beside("g" + ids++, mark, anyStatus(), List.of(assistant("b" + ids, "Was that a C?")), Optional.of(usage(random.nextInt(500))));
        var events = random.nextInt(4) == 0 ? List.of(refused(mark, "no")) : List.of(created(response), done(response));
        int at = 0;
        for (var event : events) toCome.add(at = at + random.nextInt(toCome.size() - at + 1), event);
    }

    private static Item called(String words) {
        return new Item.FunctionCall(Optional.of("f"), Optional.empty(), "transcript", "call_1", "{\"transcript\":\"" + words + "\"}");
    }

    private void turn(String item) {
        streams.add(announcement(item));
        streams.add(transcription(item));
        streams.add(request(item));
        streams.add(answer());
        if (random.nextInt(10) == 0) streams.add(List.of(new ServerEvent.ItemDeleted(item)));
    }

    private List<ServerEvent> announcement(String item) {
        var status = random.nextInt(5) == 0 ? Item.Status.IN_PROGRESS : Item.Status.COMPLETED;
        return List.of(started(item, 100), stopped(item, 2100), committed(item),
                new ServerEvent.ItemAdded(Optional.empty(), userAudio(item, status)),
                new ServerEvent.ItemDone(Optional.empty(), userAudio(item, Item.Status.COMPLETED)));
    }

    private List<ServerEvent> transcription(String item) {
        return switch (random.nextInt(4)) {
            case 0 -> List.of(asrFailed(item, "audio_unintelligible"));
            case 1 -> List.of(new ServerEvent.TranscriptionDelta(item, 0, "Hel"), asr(item, "Hel", 2), asr(item, "Hello", 2));
            default -> List.of(asr(item, "Hello", 2));
        };
    }

    private List<ServerEvent> request(String item) {
        if (random.nextInt(5) == 0) return List.of(refused(mark(item), anyCode("item_not_found")));
        var response = beside("t" + ids++, mark(item), anyStatus(), List.of(assistant("o" + ids, "Hello")), Optional.of(usage(random.nextInt(500))));
        return List.of(created(response), text(response.id(), "Hello"), done(response));
    }

    private List<ServerEvent> answer() {
        var response = inBand("r" + ids++, anyStatus(), List.of(assistant("a" + ids, "Yes")), Optional.of(usage(random.nextInt(500))));
        return List.of(created(response), audio(response.id()), done(response), new ServerEvent.ItemTruncated("a" + ids, 0, Duration.ZERO));
    }

    private String anyCode(String usual) {
        return random.nextInt(24) > 0 ? usual : List.of("rate_limit_exceeded", "insufficient_quota", "server_error").get(random.nextInt(3));
    }

    private Status anyStatus() {
        return List.of(Status.COMPLETED, Status.COMPLETED, Status.CANCELLED, Status.FAILED, Status.INCOMPLETE).get(random.nextInt(5));
    }

    /** The whole call: mixed, with losses and repeats. */
    List<ServerEvent> call() {
        var queues = new ArrayList<List<ServerEvent>>();
        streams.forEach(stream -> queues.add(new ArrayList<>(stream)));
        var call = new ArrayList<ServerEvent>();
        while (!queues.isEmpty()) {
            // Half the calls keep to causes before effects, mostly; the others are as wild as they come.
            var queue = queues.get(tame ? random.nextInt(Math.min(2, queues.size())) : random.nextInt(queues.size()));
            var event = queue.removeFirst();
            if (queue.isEmpty()) queues.remove(queue);
            if (random.nextInt(12) == 0) continue;
            call.add(event);
            if (random.nextInt(12) == 0) call.add(event);
        }
        // The connection may go at any moment.
        return random.nextInt(3) == 0 ? call.subList(0, random.nextInt(call.size() + 1)) : call;
    }
}
