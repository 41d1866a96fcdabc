package dev.sidetone.console;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Json;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/** The page of one call, as it speaks and listens over its line. */
final class CallVisitor implements PageLine.Visitor {

    private final PageCall.Env env;
    private final Kept kept;
    private final Listening way;
    private final Consumer<Kept> over;
    private final Sound sound;
    private volatile Optional<PageCall> call = Optional.empty();
    private final Thread leader;
    private volatile Optional<PageLine> line = Optional.empty();

    /** @param over is told when the call is */
    CallVisitor(PageCall.Env env, Kept kept, Listening way, Consumer<Kept> over) {
        this.env = env;
        this.kept = kept;
        this.way = way;
        this.over = over;
        this.sound = new Sound(kept, env.clock());
        this.leader = Thread.ofVirtual().name("console-call-" + kept.call()).unstarted(this::lead);
    }

    Kept kept() {
        return kept;
    }

    @Override
    public void arrived(PageLine opened) {
        line = Optional.of(opened);
        sound.between(opened);
        kept.story().to(opened::send);
        call = Optional.of(new PageCall(env, kept, sound, opened, way));
        leader.start();
    }

    private void lead() {
        try {
            call.ifPresent(PageCall::lead);
        } finally {
            over.accept(kept);
            kept.story().to(text -> {});
            call.ifPresent(PageCall::close);
        }
    }

    @Override
    public void audio(byte[] littleEndian) {
        sound.caller(littleEndian);
    }

    @Override
    public void words(String text) {
        try {
            obey(Json.parse(text).node());
        } catch (IllegalArgumentException e) {
            kept.story().tell(Frames.problem("the page sent something that cannot be read", "reload the page"));
        }
    }

    private void obey(JsonNode frame) {
        switch (frame.path("type").asString("")) {
            case "played" -> sound.played(frame.path("stream").asInt(0), frame.path("samples").asLong(0), frame.path("underruns").asInt(0));
            case "listen" -> call.ifPresent(now -> now.order(new PageCall.Order.Listen(frame)));
            case "hang_up" -> call.ifPresent(now -> now.order(new PageCall.Order.HangUp()));
            // For the record only, and the record is the audio.
            case "mute" -> {}
            // Of a page that is newer than this program.
            default -> {}
        }
    }

    @Override
    public void gone() {
        call.ifPresent(now -> now.gone(leader));
    }

    /** Whether the recording was begun. */
    boolean play(String name, Pcm recording) {
        return sound.play(name, recording);
    }

    boolean stopRecording() {
        return sound.stopRecording();
    }

    void stop() {
        call.ifPresent(now -> now.order(new PageCall.Order.Stop()));
    }

    /** Until the call is over and the page has been told. */
    void awaitEnd(Duration patience) throws InterruptedException {
        var until = System.nanoTime() + patience.toNanos();
        if (!leader.join(patience) || line.isEmpty()) return;
        line.get().awaitOver(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }
}
