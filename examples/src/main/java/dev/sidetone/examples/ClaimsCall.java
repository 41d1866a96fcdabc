package dev.sidetone.examples;

import dev.sidetone.audio.WavFile;
import dev.sidetone.client.Endpoint;
import dev.sidetone.client.Pace;
import dev.sidetone.client.RecordedCaller;
import dev.sidetone.client.Secret;
import dev.sidetone.client.Sidetone;
import dev.sidetone.client.Transcription;
import dev.sidetone.protocol.Json;
import dev.sidetone.turn.Prompts;
import dev.sidetone.turn.TaskResult;
import dev.sidetone.turn.Tasks;
import dev.sidetone.turn.TurnRecord;
import java.io.PrintStream;
import java.nio.file.Path;

/** A claims call whose turns are recorded as they end, and whose claim is written down before the goodbye. */
public final class ClaimsCall {

    private static final Json CLAIM = Json.parse("""
            {
              "type": "object",
              "additionalProperties": false,
              "required": ["policy_number", "what_happened"],
              "properties": {
                "policy_number": {"type": "string", "pattern": "^[0-9A-Z]{4,}(-[0-9A-Z]+)*$"},
                "what_happened": {"type": "string", "description": "One sentence."},
                "anyone_hurt":   {"type": ["boolean", "null"], "description": "Null when nobody asked."}
              }
            }""");

    private final Endpoint endpoint;
    private final PrintStream out;

    ClaimsCall(Endpoint endpoint, PrintStream out) {
        this.endpoint = endpoint;
        this.out = out;
    }

    public static void main(String[] recording) throws InterruptedException {
        var openAi = Endpoint.openAi(new Secret(System.getenv("OPENAI_API_KEY")));
        new ClaimsCall(openAi, System.out).take(RecordedCaller.of(WavFile.open(Path.of(recording[0])), Pace.REALTIME));
    }

    void take(RecordedCaller caller) throws InterruptedException {
        var sidetone = Sidetone.to(endpoint)
                .model("gpt-realtime")
                .agent(Prompts.claimsIntake())
                .transcribe(Transcription.verbatim(Prompts.claimsRules()))
                .compareWith("gpt-4o-transcribe")
                .beside(Tasks.extract("claim", CLAIM).atEnd(), this::file);

        try (var call = sidetone.call(this::record)) {
            call.play(caller);
        }
    }

    private void record(TurnRecord turn) {
        var transcript = turn.transcript();
        out.printf("%d. %s (%s)%n", turn.number(), transcript.text().orElse("—"), transcript.why());
    }

    private void file(TaskResult<Json> claim) {
        switch (claim.outcome()) {
            case TaskResult.Outcome.Value<Json> value -> out.println("claim: " + value.value().text());
            case TaskResult.Outcome.Nothing<Json> nothing -> out.println("no claim: " + nothing.why().inWords());
        }
    }
}
