package dev.sidetone.server;

import dev.sidetone.audio.AudioFormat;
import dev.sidetone.audio.Pcm;
import dev.sidetone.audio.Resampler;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Item.Status;
import dev.sidetone.protocol.Json;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Turns an item that a client wrote into an entry: names it, takes its audio in, and checks what only the server knows. */
final class NewItem {

    private final Item item;
    private final String path;

    /** @param path where it stands in the client's event, for errors: {@code item} or {@code response.input[2]} */
    NewItem(Item item, String path) {
        this.item = item;
        this.path = path;
    }

    /** @throws Refusal when a client may not create such an item */
    Entry entry(AudioFormat format, Ids ids) {
        var id = item.id().filter(given -> !given.isEmpty()).orElseGet(ids::item);
        var status = Optional.of(Status.COMPLETED);
        return switch (item) {
            case Item.Message message -> message(message, id, format);
            case Item.FunctionCall call -> {
                var callId = call.callId().isEmpty() ? ids.call() : call.callId();
                yield silent(id, new Item.FunctionCall(Optional.of(id), status, call.name(), callId, call.arguments()));
            }
            case Item.FunctionCallOutput result -> silent(id, new Item.FunctionCallOutput(Optional.of(id), result.callId(), result.output()));
            case Item.Reference ignored -> throw Refusal.at(path + ".type", "invalid_value",
                    "Invalid value: 'item_reference'. References are only allowed in the input of a response.");
            case Item.Other other -> {
                var body = other.body().node().deepCopy();
                if (body instanceof ObjectNode object) object.put("id", id);
                yield silent(id, new Item.Other(Optional.of(id), other.type(), new Json(body)));
            }
        };
    }

    private static Entry silent(String id, Item item) {
        return new Entry(id, item, new Sound.Silent());
    }

    private Entry message(Item.Message message, String id, AudioFormat format) {
        for (int i = 0; i < message.content().size(); i++) check(message.role(), message.content().get(i), path + ".content[" + i + "]");
        var content = message.content().stream().map(NewItem::withoutAudio).toList();
        var sound = audio(message).<Sound>map(bytes -> new Sound.Caller(decoded(bytes, format))).orElseGet(Sound.Silent::new);
        return new Entry(id, new Item.Message(Optional.of(id), Optional.of(Status.COMPLETED), message.role(), content, message.phase()), sound);
    }

    private static void check(Item.Role role, ContentPart part, String at) {
        switch (part) {
            case ContentPart.OutputAudio ignored -> throw Refusal.at(at + ".type", "invalid_value",
                    "Audio of the assistant cannot be created by a client; give its text as 'output_text'.");
            case ContentPart.InputText ignored -> allow(role != Item.Role.ASSISTANT, at, "input_text", List.of("output_text"));
            case ContentPart.OutputText ignored -> allow(role == Item.Role.ASSISTANT, at, "output_text", inputs(role));
            case ContentPart.InputAudio audio -> {
                allow(role == Item.Role.USER, at, "input_audio", role == Item.Role.SYSTEM ? inputs(role) : List.of("output_text"));
                if (audio.audio().isEmpty()) throw Rule.missing(at + ".audio");
            }
            case ContentPart.InputImage ignored -> allow(role == Item.Role.USER, at, "input_image",
                    role == Item.Role.SYSTEM ? inputs(role) : List.of("output_text"));
            case ContentPart.Other other -> throw Rule.noSuchValue(at + ".type", other.type(), inputs(role));
        }
    }

    private static void allow(boolean allowed, String at, String type, List<String> supported) {
        if (!allowed) throw Rule.noSuchValue(at + ".type", type, supported);
    }

    private static List<String> inputs(Item.Role role) {
        return role == Item.Role.USER ? List.of("input_text", "input_audio", "input_image") : List.of("input_text");
    }

    private static ContentPart withoutAudio(ContentPart part) {
        return part instanceof ContentPart.InputAudio audio ? new ContentPart.InputAudio(Optional.empty(), audio.transcript()) : part;
    }

    /** A message's audio as one: no recorded client sends more than one part of it. */
    private static Optional<byte[]> audio(Item.Message message) {
        var whole = new ByteArrayOutputStream();
        for (var part : message.content()) {
            if (part instanceof ContentPart.InputAudio input) input.audio().ifPresent(whole::writeBytes);
        }
        return whole.size() == 0 ? Optional.empty() : Optional.of(whole.toByteArray());
    }

    private Pcm decoded(byte[] audio, AudioFormat format) {
        try {
            return Resampler.resample(format.decode(audio), Pcm.RATE);
        } catch (IllegalArgumentException e) {
            throw Refusal.at(path + ".content", "invalid_value", "Invalid audio: " + e.getMessage() + ".");
        }
    }
}
