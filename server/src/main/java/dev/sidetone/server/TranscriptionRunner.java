package dev.sidetone.server;

import dev.sidetone.protocol.Json;
import dev.sidetone.protocol.ServerEvent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Begins built-in transcriptions and sends what they find. Owner of those under way. Touched by the connection's thread
 * only; their own threads come back to it through {@link Steps}.
 */
final class TranscriptionRunner implements Transcription.Results {

    /** Models that write while the caller still speaks (recorded for the first). */
    private static final Set<String> STREAMING = Set.of("gpt-realtime-whisper", "gpt-live-transcribe");

    private final ModelSession model;
    private final Bill bill;
    private final Dialogue.Surroundings around;
    private final Set<Transcription> running = new HashSet<>();

    TranscriptionRunner(ModelSession model, Bill bill, Dialogue.Surroundings around) {
        this.model = model;
        this.bill = bill;
        this.around = around;
    }

    /** @param announced whether the client already knows the item, so that deltas about it may be sent at once */
    Transcription begin(TranscriptionRequest request, boolean announced) {
        running.removeIf(Transcription::ended);
        var recogniser = around.faults().ofTranscription(model);
        var transcription = Transcription.begin(recogniser, request, announced && STREAMING.contains(request.model()), this);
        running.add(transcription);
        return transcription;
    }

    void abandonAll() {
        running.forEach(Transcription::abandon);
    }

    Stream<Thread> threads() {
        return running.stream().map(Transcription::thread);
    }

    @Override
    public void delta(String itemId, String text) throws InterruptedException {
        if (!text.isEmpty()) around.steps().then(() -> around.emit().accept(new ServerEvent.TranscriptionDelta(itemId, 0, text)));
    }

    /**
     * Told with the whole transcript only, for whichever model the client named. A guess in that: the live service documents
     * them for deltas too, and for the gpt-4o recognisers alone.
     */
    private static Optional<Json> logprobs(TranscriptionRequest request, Transcriber.Outcome.Transcript heard) {
        if (!request.logprobs()) return Optional.empty();
        var list = JsonNodeFactory.instance.arrayNode();
        for (var token : heard.tokens()) {
            var one = list.addObject().put("token", token.text()).put("logprob", Math.log(Math.max(token.probability(), Double.MIN_NORMAL)));
            var bytes = one.putArray("bytes");
            for (var each : token.text().getBytes(StandardCharsets.UTF_8)) bytes.add(Byte.toUnsignedInt(each));
        }
        return Optional.of(new Json(list));
    }

    @Override
    public void broke(Exception defect) throws InterruptedException {
        around.steps().then(() -> around.defects().accept(defect));
    }

    @Override
    public void finished(TranscriptionRequest request, Duration length, Transcriber.Outcome outcome) throws InterruptedException {
        around.steps().then(() -> around.emit().accept(switch (outcome) {
            case Transcriber.Outcome.Transcript heard -> new ServerEvent.TranscriptionCompleted(
                    request.itemId(), 0, heard.text().strip(), bill.transcription(request, length, heard.text()), logprobs(request, heard));
            case Transcriber.Outcome.Failed failed -> new ServerEvent.TranscriptionFailed(request.itemId(), 0, failed.error());
        }));
    }
}
