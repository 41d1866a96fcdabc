package dev.sidetone.llm;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.Modality;
import dev.sidetone.server.ModelPrompt;
import dev.sidetone.server.ModelPrompt.Seen;
import dev.sidetone.server.ModelPrompt.Tools;
import dev.sidetone.server.ModelPrompt.Tools.Choice;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** Prompts for tests. */
final class Prompt {

    private Prompt() {}

    static ModelPrompt written(Seen... context) {
        return new ModelPrompt(false, "Be brief.", List.of(context), Modality.TEXT, Tools.NONE, OptionalInt.empty());
    }

    static ModelPrompt spoken(Seen... context) {
        return new ModelPrompt(false, "Be brief.", List.of(context), Modality.AUDIO, Tools.NONE, OptionalInt.empty());
    }

    static ModelPrompt beside(String instructions, Seen... context) {
        return new ModelPrompt(true, instructions, List.of(context), Modality.TEXT, Tools.NONE, OptionalInt.empty());
    }

    static ModelPrompt withTools(Choice choice, String... names) {
        var tools = Stream.of(names).map(name -> Json.parse("{\"type\":\"function\",\"name\":\"" + name
                + "\",\"description\":\"does " + name + "\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}")).toList();
        return new ModelPrompt(false, "Be brief.", List.of(turn("item_1")), Modality.TEXT, new Tools(tools, choice), OptionalInt.empty());
    }

    static Seen.CallerAudio turn(String itemId) {
        return new Seen.CallerAudio(itemId, Pcm.of(new short[10]));
    }
}
