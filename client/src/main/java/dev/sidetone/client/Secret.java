package dev.sidetone.client;

/** A key. It never prints itself; {@link #reveal} is for the one place that sends it. */
public record Secret(String reveal) {
    public Secret {
        if (reveal.isBlank()) throw new IllegalArgumentException("the key is empty");
    }

    @Override
    public String toString() {
        return "Secret[…]";
    }
}
