package dev.sidetone.bench;

import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pricing;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.console.Agent;
import dev.sidetone.console.ConsoleServer;
import dev.sidetone.console.ConsoleSettings;
import dev.sidetone.console.ConsoleSettings.Door;
import dev.sidetone.console.ConsoleSettings.Limits;
import dev.sidetone.console.ConsoleSettings.Listen;
import dev.sidetone.cost.PriceBook;
import dev.sidetone.server.RealtimeServer;
import dev.sidetone.server.ScriptedModel;
import dev.sidetone.server.ServerSettings;
import dev.sidetone.turn.ContextPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A console with the scripted server inside, alone in its process: what {@code sidetone console --script} is. {@code used} says what it has used. */
public final class ConsoleHost {

    /** For an hour of a turn every ten seconds. */
    private static final int TURNS = 360;

    /** A tone of about four seconds: what an agent says in one go. */
    private static final String REPLY = "I have noted that, thank you. Is there anything else that you would like to tell me about it?";

    private ConsoleHost() {}

    /** @param arguments how many calls there is room for */
    public static void main(String[] arguments) throws IOException {
        int calls = Integer.parseInt(arguments[0]);
        var script = ScriptedModel.script();
        for (int turn = 0; turn < TURNS; turn++) script.hears("my policy number is five six b five").replies(ScriptedModel.says(REPLY));
        script.answersBy(prompt -> ScriptedModel.says("My policy number is 56B5."));
        try (var model = script.build(); var server = RealtimeServer.start(ServerSettings.DEFAULT, model);
                var console = ConsoleServer.start(settings(server.uri(), calls));
                var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            System.out.println(console.address());
            for (var line = in.readLine(); line != null; line = in.readLine()) System.out.println(line.equals("used") ? Footprint.now() : "unknown: " + line);
        }
    }

    private static ConsoleSettings settings(URI endpoint, int calls) {
        var sidetone = Sidetone.to(Endpoint.of(endpoint)).model("gpt-realtime").agent("Be brief.").compareWith("gpt-4o-transcribe");
        var offer = new Agent.Offer(List.of(new Agent.Prompt("p1", "verbatim", Transcription.verbatim())), ContextPolicy.notes(), false, "bench");
        var bill = new Agent.Bill(new Pricing.Models("gpt-realtime", Optional.of("gpt-4o-transcribe")), PriceBook.bundled());
        var agent = new Agent(sidetone, new Agent.Place("embedded", endpoint.toString(), true), bill, offer);
        var usual = Limits.DEFAULT;
        return new ConsoleSettings(new Listen("127.0.0.1", 0, Optional.empty(), Set.of()), new Door.Open(),
                new Limits(calls, Duration.ofHours(1), usual.uploadBytes(), usual.past(), usual.audioBytes()), agent);
    }
}
