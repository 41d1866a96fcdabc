package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.ContentPart;
import dev.sidetone.protocol.Item;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.server.TurnDetector.Edge;
import dev.sidetone.server.TurnDetector.Vad;
import java.time.Duration;
import java.util.Locale;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Makes items of the caller's audio: announces speech, commits it, starts its transcription, and says when the agent should
 * fall silent or answer. Owner of the turn under way. Touched by the connection's thread only.
 */
final class CallerTurns {

    /** "Expected at least 100ms of audio" (reported error text). */
    private static final int LEAST_COMMIT_MS = 100;

    /** 15 MiB (API reference, {@code input_audio_buffer.append}); code and words of its refusal are a guess. */
    private static final int LARGEST_APPEND = 15 << 20;

    /** The live service adds such an item before the silence (recorded); the words are ours. */
    private static final String IDLE_HINT = "The caller has not said anything for a while. Check the audio for speech; "
            + "if there is none, follow up briefly on what was said before.";

    /** What the rest of the connection does about a turn. */
    interface Reactions {
        /** The caller began to speak, and the session wants a reply under way to stop. */
        void bargeIn();

        /** The caller's turn is an item now, and the session wants it answered. */
        void answer();

        /** This item will hold nothing but silence. */
        void nobodySpoke(String itemId);
    }

    /** Audio that will become one item. */
    private static final class Segment {
        final String itemId;
        final long start;
        final Optional<Transcription> transcription;
        long heardUntil;

        Segment(String itemId, long start, Optional<Transcription> transcription) {
            this.itemId = itemId;
            this.start = start;
            this.transcription = transcription;
            this.heardUntil = start;
        }
    }

    private final SessionConfig session;
    private final Conversation conversation;
    private final Hearing hearing;
    private final TranscriptionRunner transcriptions;
    private final Ids ids;
    private final Consumer<ServerEvent> emit;
    private final Reactions reactions;
    private Optional<Segment> underWay = Optional.empty();

    CallerTurns(SessionConfig session, Conversation conversation, Hearing hearing, TranscriptionRunner transcriptions, Surroundings around) {
        this.session = session;
        this.conversation = conversation;
        this.hearing = hearing;
        this.transcriptions = transcriptions;
        this.ids = around.ids();
        this.emit = around.emit();
        this.reactions = around.reactions();
    }

    record Surroundings(Ids ids, Consumer<ServerEvent> emit, Reactions reactions) {}

    /** @param keepFromMs audio from here on may be committed although nobody spoke */
    void append(byte[] audio, OptionalLong keepFromMs) {
        if (audio.length > LARGEST_APPEND) {
            throw Refusal.at("audio", "string_above_max_length",
                    "Invalid 'audio': an append may hold " + LARGEST_APPEND + " bytes of audio at most, but this one holds " + audio.length + "; send smaller pieces.");
        }
        var vad = session.vad();
        hearing.append(audio, session.inputFormat(), vad, keepFromMs, edge -> on(edge, vad.orElseThrow()));
        // Without detection the item is not announced before its commit, but hearing may begin at once.
        if (vad.isEmpty() && underWay.isEmpty()) underWay = Optional.of(segment(hearing.buffer().start(), false));
        underWay.ifPresent(segment -> hear(segment, vad.isEmpty() ? hearing.buffer().end() : hearing.heardUntil()));
    }

    private void on(Edge edge, Vad vad) {
        switch (edge) {
            case Edge.SpeechStarted(long startMs) -> started(startMs, vad);
            case Edge.SpeechStopped(long endMs) -> stopped(endMs, vad);
        }
    }

    private void started(long startMs, Vad vad) {
        underWay.flatMap(left -> left.transcription).ifPresent(Transcription::abandon);
        var segment = segment(startMs * InputAudioBuffer.PER_MS, true);
        underWay = Optional.of(segment);
        emit.accept(new ServerEvent.SpeechStarted(Duration.ofMillis(startMs), segment.itemId));
        if (vad.interruptResponse()) reactions.bargeIn();
    }

    private void stopped(long endMs, Vad vad) {
        // Speech that began before detection was switched off and on again has no item to end.
        var segment = underWay.orElse(null);
        if (segment == null) return;
        emit.accept(new ServerEvent.SpeechStopped(Duration.ofMillis(endMs), segment.itemId));
        commit(segment, endMs * InputAudioBuffer.PER_MS);
        if (vad.createResponse()) reactions.answer();
    }

    long heardMs() {
        return hearing.heardMs();
    }

    /** The caller said nothing for the idle timeout: what was heard since becomes an item all the same, and is answered (recorded order). */
    void nobodySpoke(long startMs) {
        long endMs = hearing.heardMs();
        var itemId = ids.item();
        emit.accept(new ServerEvent.TimeoutTriggered(Duration.ofMillis(startMs), Duration.ofMillis(endMs), itemId));
        var hintId = ids.item();
        var content = List.<ContentPart>of(new ContentPart.InputText(IDLE_HINT));
        add(new Entry(hintId, new Item.Message(Optional.of(hintId), Optional.of(Item.Status.COMPLETED), Item.Role.SYSTEM, content), new Sound.Silent()));
        reactions.nobodySpoke(itemId);
        commit(segment(itemId, startMs * InputAudioBuffer.PER_MS, false), endMs * InputAudioBuffer.PER_MS);
        reactions.answer();
    }

    /** The client says that its turn is over. */
    void commit() {
        hearing.flush();
        // With detection on, audio outside speech counts as silence: it belongs to no turn, and none of it is in the buffer.
        long idle = session.vad().isPresent() ? hearing.buffer().end() : hearing.buffer().start();
        long start = underWay.map(segment -> segment.start).orElse(idle);
        double length = Hearing.millisIn(hearing.buffer().end() - start);
        if (length < LEAST_COMMIT_MS) {
            throw Refusal.of("input_audio_buffer_commit_empty", String.format(Locale.ROOT,
                    "Error committing input audio buffer: buffer too small. Expected at least %dms of audio, but buffer only has %.2fms of audio.",
                    LEAST_COMMIT_MS, length));
        }
        commit(underWay.orElseGet(() -> segment(start, false)), hearing.buffer().end());
    }

    /** Forgets all audio that is not an item. */
    void clear() {
        abandon();
        hearing.forgetBefore(hearing.buffer().end());
        emit.accept(new ServerEvent.AudioCleared());
    }

    /** Detection was switched on or off: what was under way under the old rule begins anew. */
    void detectionChanged() {
        abandon();
        hearing.forgetBefore(hearing.buffer().start());
    }

    private void abandon() {
        underWay.flatMap(segment -> segment.transcription).ifPresent(Transcription::abandon);
        underWay = Optional.empty();
    }

    private Segment segment(long start, boolean announced) {
        return segment(ids.item(), start, announced);
    }

    private Segment segment(String itemId, long start, boolean announced) {
        return new Segment(itemId, start, session.transcriptionOf(itemId).map(request -> transcriptions.begin(request, announced)));
    }

    private void hear(Segment segment, long until) {
        if (until <= segment.heardUntil) return;
        segment.transcription.ifPresent(transcription -> transcription.hear(hearing.buffer().between(segment.heardUntil, until)));
        segment.heardUntil = until;
    }

    private void commit(Segment segment, long end) {
        hear(segment, end);
        Pcm audio = hearing.buffer().between(segment.start, end);
        hearing.forgetBefore(end);
        underWay = Optional.empty();

        emit.accept(new ServerEvent.AudioCommitted(conversation.lastId(), segment.itemId));
        add(Entry.callerAudio(segment.itemId, audio));
        segment.transcription.or(() -> late(segment, audio)).ifPresent(transcription -> transcription.finish(audio.duration()));
    }

    private void add(Entry entry) {
        var previous = conversation.append(entry);
        emit.accept(new ServerEvent.ItemAdded(previous, entry.item()));
        emit.accept(new ServerEvent.ItemDone(previous, entry.item()));
    }

    /** Transcription was switched on while the turn was under way: it hears all of it now. */
    private Optional<Transcription> late(Segment segment, Pcm audio) {
        var transcription = session.transcriptionOf(segment.itemId).map(request -> transcriptions.begin(request, true));
        transcription.ifPresent(begun -> begun.hear(audio));
        return transcription;
    }
}
