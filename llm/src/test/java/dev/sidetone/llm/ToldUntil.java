package dev.sidetone.llm;

import dev.sidetone.audio.Pcm;
import dev.sidetone.server.ResponseOutput;
import java.util.concurrent.CountDownLatch;

/** Tells a waiting test when some words have come. */
record ToldUntil(Told told, String event, CountDownLatch come) implements ResponseOutput {

    @Override
    public void text(String delta) {
        told.text(delta);
        look();
    }

    @Override
    public void spoken(String delta) {
        told.spoken(delta);
        look();
    }

    @Override
    public void audio(Pcm voice) {
        told.audio(voice);
        look();
    }

    @Override
    public void call(String name, String arguments) {
        told.call(name, arguments);
        look();
    }

    @Override
    public boolean stopped() {
        return told.stopped();
    }

    private void look() {
        if (told.events.contains(event)) come.countDown();
    }
}
