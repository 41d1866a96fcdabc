package dev.sidetone.protocol;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The random letters that the live service sends beside each text delta, so that the length of a frame does not tell the
 * length of a word. In all 369 recorded deltas the two together are 16 characters long; for longer deltas the next multiple of 16 is a guess.
 */
final class Obfuscation {

    private static final int STEP = 16;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private Obfuscation() {}

    static String beside(String delta) {
        int length = Math.floorMod(-delta.length(), STEP);
        var random = ThreadLocalRandom.current();
        var letters = new char[length];
        for (int i = 0; i < length; i++) letters[i] = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        return new String(letters);
    }
}
