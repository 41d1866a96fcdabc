package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.server.ModelPrompt.Seen;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing the model sees, with what its bill needs to know.
 *
 * @param agentVoice the length of the agent's audio when it stays in the context as audio; absent where only its words do
 */
record InContext(Seen seen, Optional<Duration> agentVoice) {

    /**
     * What a model sees of these entries. All audio of the caller stays audio; of the agent only the latest does, older
     * replies are carried as text (recorded with gpt-realtime over three and six turns), and newer models carry none.
     */
    static List<InContext> of(List<Entry> entries, ModelProfile profile) {
        var context = new ArrayList<InContext>();
        var latestVoice = latestVoice(entries).filter(any -> profile.rehearsItsVoice());
        for (var entry : entries) {
            var voice = latestVoice.filter(latest -> latest == entry).map(latest -> voiceOf(latest));
            seenOf(entry).forEach(seen -> context.add(new InContext(seen, voice)));
        }
        return List.copyOf(context);
    }

    private static Optional<Entry> latestVoice(List<Entry> entries) {
        return entries.reversed().stream().filter(entry -> !voiceOf(entry).isZero()).findFirst();
    }

    private static Duration voiceOf(Entry entry) {
        return entry.sound() instanceof Sound.Agent(AgentSpeech speech) ? speech.length() : Duration.ZERO;
    }

    private static List<Seen> seenOf(Entry entry) {
        return switch (entry.item()) {
            case Item.Message message -> ofMessage(entry, message);
            case Item.FunctionCall call -> List.of(new Seen.ToolCall(entry.id(), call.callId(), call.name(), call.arguments()));
            case Item.FunctionCallOutput result -> List.of(new Seen.ToolResult(entry.id(), result.callId(), result.output()));
            case Item.Reference ignored -> List.of();
            case Item.Other ignored -> List.of();
        };
    }

    private static List<Seen> ofMessage(Entry entry, Item.Message message) {
        var seen = new ArrayList<Seen>();
        for (var part : message.content()) {
            switch (part) {
                case ContentPart.InputText(String text) -> seen.add(message.role() == Item.Role.SYSTEM
                        ? new Seen.SystemText(entry.id(), text)
                        : new Seen.CallerText(entry.id(), text));
                case ContentPart.InputAudio ignored -> {
                    if (entry.sound() instanceof Sound.Caller(Pcm audio)) seen.add(new Seen.CallerAudio(entry.id(), audio));
                }
                case ContentPart.OutputText(String text) -> seen.add(new Seen.AgentText(entry.id(), text));
                case ContentPart.OutputAudio spoken -> seen.add(new Seen.AgentText(entry.id(), heard(entry, spoken)));
                case ContentPart.InputImage shown -> seen.add(new Seen.CallerImage(entry.id(), shown.image()));
                case ContentPart.Other ignored -> {}
            }
        }
        return seen;
    }

    private static String heard(Entry entry, ContentPart.OutputAudio spoken) {
        return switch (entry.sound()) {
            case Sound.Agent(AgentSpeech speech) -> speech.heard();
            case Sound.Dropped dropped -> dropped.words();
            case Sound.Silent() -> spoken.transcript();
            case Sound.Caller ignored -> spoken.transcript();
        };
    }
}
