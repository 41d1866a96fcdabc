package dev.sidetone.protocol;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Items and their parts, both ways. */
final class ItemText {

    /** Who speaks: a server states what it knows to be absent as null, a client leaves it out. */
    enum Speaker { CLIENT, SERVER }

    private static final Pattern IMAGE = Pattern.compile("data:image/(png|jpe?g);base64,", Pattern.CASE_INSENSITIVE);
    private static final List<String> DETAILS = List.of("auto", "low", "high");

    /** How a peer is read: what is new to us is kept from a server, refused from a client. */
    private final Speaker speaker;

    ItemText(Speaker speaker) {
        this.speaker = speaker;
    }

    void write(Written to, Item item) {
        switch (item) {
            case Item.Message message -> {
                to.putIfPresent("id", message.id()).put("type", "message");
                message.status().ifPresent(status -> to.put("status", Vocabulary.word(status)));
                to.put("role", Vocabulary.word(message.role())).putIfPresent("phase", message.phase()).objects("content", message.content(), part -> write(to, part, false));
            }
            case Item.FunctionCall call -> {
                to.putIfPresent("id", call.id()).put("type", "function_call");
                call.status().ifPresent(status -> to.put("status", Vocabulary.word(status)));
                to.put("name", call.name()).put("call_id", call.callId()).put("arguments", call.arguments());
            }
            case Item.FunctionCallOutput output -> to.putIfPresent("id", output.id()).put("type", "function_call_output")
                    .put("call_id", output.callId()).put("output", output.output());
            case Item.Reference reference -> to.put("type", "item_reference").put("id", reference.itemId());
            case Item.Other other -> to.all(other.body());
        }
    }

    /** @param ofEvent in content part events the two output kinds have shorter names */
    void write(Written to, ContentPart part, boolean ofEvent) {
        switch (part) {
            case ContentPart.InputText typed -> to.put("type", "input_text").put("text", typed.text());
            case ContentPart.InputAudio audio -> {
                to.put("type", "input_audio");
                audio.audio().ifPresent(bytes -> to.put("audio", Base64.getEncoder().encodeToString(bytes)));
                if (speaker == Speaker.SERVER) to.putOrNull("transcript", audio.transcript());
                else to.putIfPresent("transcript", audio.transcript());
            }
            case ContentPart.InputImage image -> to.all(image.image());
            case ContentPart.OutputText text -> to.put("type", ofEvent ? "text" : "output_text").put("text", text.text());
            case ContentPart.OutputAudio audio -> {
                to.put("type", ofEvent ? "audio" : "output_audio");
                audio.audio().ifPresent(bytes -> to.put("audio", Base64.getEncoder().encodeToString(bytes)));
                to.put("transcript", audio.transcript());
            }
            case ContentPart.Other other -> to.all(other.body());
        }
    }

    Item read(Fields from) {
        var id = from.optionalString("id");
        var type = from.string("type");
        return switch (type) {
            case "message" -> message(from, id);
            case "function_call" -> new Item.FunctionCall(id, status(from), from.string("name"),
                    from.optionalString("call_id").orElse(""), from.optionalString("arguments").orElse(""));
            case "function_call_output" -> new Item.FunctionCallOutput(id, from.string("call_id"), from.string("output"));
            case "item_reference" -> new Item.Reference(id.orElseThrow(() -> Fields.bad("missing_required_parameter",
                    from.pathOf("id"), "Missing required parameter: '" + from.pathOf("id") + "'.")));
            case "mcp_list_tools", "mcp_call", "mcp_approval_request", "mcp_approval_response" -> new Item.Other(id, type, from.whole());
            default -> {
                if (speaker == Speaker.SERVER) yield new Item.Other(id, type, from.whole());
                throw from.notOneOf("type", type, Stream.of("message", "function_call", "function_call_output", "item_reference"));
            }
        };
    }

    private Item.Message message(Fields from, Optional<String> id) {
        var role = from.word(Item.Role.class, "role");
        // Recorded peers always send content, but an item announced at speech start may come without.
        var content = speaker == Speaker.SERVER ? from.optionalObjects("content").orElse(List.of()) : from.objects("content");
        return new Item.Message(id, status(from), role, content.stream().map(this::readPart).toList(), from.optionalString("phase"));
    }

    private Optional<Item.Status> status(Fields from) {
        // What a client says of an item's status has no effect.
        if (speaker == Speaker.CLIENT) return Optional.empty();
        return from.optionalWord(Item.Status.class, "status");
    }

    ContentPart readPart(Fields from) {
        var part = anyPart(from);
        if (speaker == Speaker.CLIENT) from.nothingElse();
        return part;
    }

    private ContentPart anyPart(Fields from) {
        var type = from.string("type");
        return switch (type) {
            case "input_text" -> new ContentPart.InputText(from.string("text"));
            case "input_audio" -> new ContentPart.InputAudio(audio(from), from.optionalString("transcript"));
            case "input_image" -> image(from);
            // Content part events and older servers say text and audio; so do older clients in their histories.
            case "output_text", "text" -> new ContentPart.OutputText(from.optionalString("text").orElse(""));
            case "output_audio", "audio" -> new ContentPart.OutputAudio(audio(from), from.optionalString("transcript").orElse(""));
            default -> {
                if (speaker == Speaker.SERVER) yield new ContentPart.Other(type, from.whole());
                throw from.notOneOf("type", type,
                        Stream.of("input_text", "input_audio", "input_image", "output_text", "output_audio"));
            }
        };
    }

    private ContentPart image(Fields from) {
        if (speaker == Speaker.CLIENT) {
            var uri = from.string("image_url");
            if (!IMAGE.matcher(uri).lookingAt()) {
                // That only these are taken is documented; code and words are a guess.
                throw Fields.bad("invalid_value", from.pathOf("image_url"),
                        "Invalid '" + from.pathOf("image_url") + "': expected a base64 data URI of type image/png or image/jpeg.");
            }
            bytes(from, "image_url", uri.substring(uri.indexOf(',') + 1));
            from.optionalString("detail").filter(word -> !DETAILS.contains(word)).ifPresent(word -> {
                throw from.notOneOf("detail", word, DETAILS.stream());
            });
        }
        return new ContentPart.InputImage(from.whole());
    }

    private static Optional<byte[]> audio(Fields from) {
        return from.optionalString("audio").map(text -> bytes(from, "audio", text));
    }

    static byte[] bytes(Fields from, String key, String base64) {
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            // Code and words are a guess: no recording shows what the live service says.
            throw Fields.bad("invalid_value", from.pathOf(key), "Invalid value for '" + from.pathOf(key) + "': not valid base64.");
        }
    }
}
