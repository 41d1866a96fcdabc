package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.Item.Message;
import dev.sidetone.protocol.Item.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One item of a conversation with the audio kept for it. The item itself never holds audio bytes: it is what events tell.
 * Touched by the connection's thread only.
 */
final class Entry {

    /** What an item costs beside its text, in characters: rounded up. */
    private static final int FRAME = 256;

    private final String id;
    private final long weight;
    private Item item;
    private Sound sound;
    /** By the built-in transcription. Told by retrieve alone: recorded item events never bring it, and no model sees it. */
    private Optional<String> transcript = Optional.empty();

    Entry(String id, Item item, Sound sound) {
        this.id = id;
        this.weight = FRAME + characters(item);
        this.item = item;
        this.sound = sound;
    }

    /** A turn of the caller. */
    static Entry callerAudio(String id, Pcm audio) {
        var content = new ContentPart.InputAudio(Optional.empty(), Optional.empty());
        return new Entry(id, new Message(Optional.of(id), Optional.of(Status.COMPLETED), Item.Role.USER, List.of(content)), new Sound.Caller(audio));
    }

    private static long characters(Item item) {
        return switch (item) {
            case Message message -> message.content().stream().mapToLong(Entry::characters).sum();
            case Item.FunctionCall call -> call.name().length() + call.arguments().length();
            case Item.FunctionCallOutput result -> result.output().length();
            case Item.Reference ignored -> 0;
            case Item.Other other -> other.body().text().length();
        };
    }

    private static long characters(ContentPart part) {
        return switch (part) {
            case ContentPart.InputText(String text) -> text.length();
            case ContentPart.InputAudio audio -> audio.transcript().map(String::length).orElse(0);
            case ContentPart.InputImage shown -> shown.image().node().path("image_url").asString("").length();
            case ContentPart.OutputText(String text) -> text.length();
            case ContentPart.OutputAudio spoken -> spoken.transcript().length();
            case ContentPart.Other other -> other.body().text().length();
        };
    }

    String id() {
        return id;
    }

    /** How much of the room for items it takes, audio aside: characters as it was created. */
    long weight() {
        return weight;
    }

    Item item() {
        return item;
    }

    Sound sound() {
        return sound;
    }

    /** The response that makes this item has got further. */
    void becomes(Item further) {
        item = further;
    }

    void transcribed(String words) {
        transcript = Optional.of(words);
    }

    void dropSound() {
        sound = switch (sound) {
            case Sound.Caller(Pcm audio) -> new Sound.Dropped(audio.duration(), "");
            case Sound.Agent(AgentSpeech speech) -> new Sound.Dropped(speech.length(), speech.heard());
            case Sound.Silent silent -> silent;
            case Sound.Dropped dropped -> dropped;
        };
    }

    /** @throws Refusal unless this is voice of the agent of at least that length */
    void truncate(int contentIndex, Duration played) {
        if (!(sound instanceof Sound.Agent(AgentSpeech speech)) || contentIndex != 0 || !speech.hasVoice()) {
            throw Refusal.of("unsupported_content_type", "Only model output audio messages can be truncated");
        }
        if (played.isNegative()) {
            throw Refusal.at("audio_end_ms", "integer_below_min_value",
                    "Invalid 'audio_end_ms': integer below minimum value. Expected a value >= 0, but got " + played.toMillis() + " instead.");
        }
        if (played.compareTo(speech.length()) > 0) {
            throw Refusal.at("audio_end_ms", "invalid_value",
                    "Audio content of " + speech.length().toMillis() + "ms is already shorter than " + played.toMillis() + "ms");
        }
        speech.truncate(played);
        if (item instanceof Message message) {
            item = message.with(List.of(new ContentPart.OutputAudio(Optional.empty(), speech.transcript())));
        }
    }

    /** With its audio, 16-bit at 24 kHz, and its words, as {@code conversation.item.retrieved} shows it. */
    Item withAudio() {
        if (!(item instanceof Message message)) return item;
        var audio = switch (sound) {
            case Sound.Caller(Pcm caller) -> Optional.of(caller.bytes());
            case Sound.Agent(AgentSpeech speech) -> Optional.of(speech.audio().bytes());
            case Sound.Silent() -> Optional.<byte[]>empty();
            case Sound.Dropped ignored -> Optional.<byte[]>empty();
        };
        var content = message.content().stream().<ContentPart>map(part -> switch (part) {
            case ContentPart.InputAudio input -> new ContentPart.InputAudio(audio, input.transcript().or(() -> transcript));
            case ContentPart.OutputAudio output -> new ContentPart.OutputAudio(audio, output.transcript());
            case ContentPart.InputText text -> text;
            case ContentPart.InputImage image -> image;
            case ContentPart.OutputText text -> text;
            case ContentPart.Other other -> other;
        }).toList();
        return message.with(content);
    }
}
