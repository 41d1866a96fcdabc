package dev.sidetone.server;

import dev.sidetone.audio.Pcm;
import dev.sidetone.protocol.Modality;

/** Brings what a model puts out to the connection's thread. Used by the response's thread; {@link #stop} by the connection's. */
final class Output implements ResponseOutput {

    private final RunningResponse response;
    private final Steps steps;
    private final boolean spoken;
    private final OutputVoice voice;
    private volatile boolean stopped;

    Output(RunningResponse response, Steps steps) {
        this.response = response;
        this.steps = steps;
        this.spoken = response.plan().modality() == Modality.AUDIO;
        this.voice = new OutputVoice(response.plan().settings().format(), response.plan().speed(), (kept, encoded) -> then(() -> response.voice(kept, encoded)));
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void text(String delta) {
        then(() -> response.words(delta));
    }

    @Override
    public void spoken(String delta) {
        then(() -> response.words(delta));
    }

    @Override
    public void audio(Pcm piece) {
        if (spoken && !stopped) voice.add(piece);
    }

    @Override
    public void call(String name, String arguments) {
        finish();
        then(() -> response.call(name, arguments));
    }

    @Override
    public boolean stopped() {
        return stopped || response.ended();
    }

    /** Nothing follows for now: the rest of the voice goes out. */
    void finish() {
        if (spoken && !stopped) voice.end();
    }

    private void then(Runnable step) {
        if (stopped) return;
        try {
            steps.then(step);
        } catch (InterruptedException cancelled) {
            // The model learns of it at its next blocking call or question.
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
