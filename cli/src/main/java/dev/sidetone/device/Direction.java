package dev.sidetone.device;

import javax.sound.sampled.DataLine;
import javax.sound.sampled.SourceDataLine;
import javax.sound.sampled.TargetDataLine;

/** Which way sound goes. */
public enum Direction {
    INPUT("microphone", "--input", TargetDataLine.class),
    OUTPUT("loudspeaker", "--output", SourceDataLine.class);

    final String what;
    final String option;
    final Class<? extends DataLine> line;

    Direction(String what, String option, Class<? extends DataLine> line) {
        this.what = what;
        this.option = option;
        this.line = line;
    }
}
