package dev.sidetone.cli;

import dev.sidetone.client.Timeline;
import dev.sidetone.client.WireTap;
import dev.sidetone.protocol.ClientEvent;
import dev.sidetone.protocol.Codec;
import dev.sidetone.protocol.ServerEvent;
import dev.sidetone.audio.Pcm;
import java.time.Instant;
import java.util.Optional;

/** Reads the audio out of the frames once, for everybody who wants it. */
record Tap(Timeline timeline, Optional<OutFolder> folder) implements WireTap {

    private static final byte[] NONE = {};

    @Override
    public void saw(Direction direction, Instant at, String text) {
        switch (direction) {
            case SENT -> {
                var audio = text.contains("input_audio_buffer.append")
                        && Codec.readClient(text) instanceof ClientEvent.AudioAppend append ? append.audio() : NONE;
                if (audio.length > 0) timeline.sent(Pcm.ofBytes(audio, Pcm.RATE).samples());
                folder.ifPresent(kept -> kept.sent(at, text, audio));
            }
            case RECEIVED -> folder.ifPresent(kept -> {
                boolean spoken = text.contains("audio.delta");
                kept.received(at, text, spoken && Codec.readServer(text) instanceof ServerEvent.AudioDelta delta ? delta.audio() : NONE);
            });
        }
    }
}
