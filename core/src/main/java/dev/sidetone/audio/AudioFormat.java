package dev.sidetone.audio;

/** The audio formats of the wire. */
public enum AudioFormat {
    PCM16("audio/pcm", 24_000),
    PCMU("audio/pcmu", 8_000),
    PCMA("audio/pcma", 8_000);

    private final String wireName;
    private final int rate;

    AudioFormat(String wireName, int rate) {
        this.wireName = wireName;
        this.rate = rate;
    }

    public String wireName() {
        return wireName;
    }

    public int rate() {
        return rate;
    }
}
