package dev.sidetone.cli;

import dev.sidetone.turn.Prompts;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A prompt as its author wrote it, version comment and placeholder included.
 *
 * @param name one that ships, or a path
 */
record PromptSource(String name, String text) {

    /** A prompt that ships has its name; everything else is a file. */
    static PromptSource of(String name) {
        return new PromptSource(name, Prompts.NAMES.contains(name) ? Prompts.source(name) : read(Path.of(name), "prompt",
                "; the ones that ship are " + String.join(", ", Prompts.NAMES)));
    }

    /** @param what the file is called to the user @param otherwise what else may have been meant, added where it does not exist */
    static String read(Path file, String what, String otherwise) {
        try {
            var text = Files.readString(file);
            if (Prompts.prepare(text, "").isBlank()) throw new Failure(ExitCode.INPUT, "the " + what + " " + file + " is empty; write instructions into it");
            return text;
        } catch (NoSuchFileException e) {
            throw new Failure(ExitCode.INPUT, "the " + what + " " + file + " does not exist; check the path" + otherwise, e);
        } catch (CharacterCodingException e) {
            throw new Failure(ExitCode.INPUT, "the " + what + " " + file + " is not text in UTF-8; save it as such", e);
        } catch (IOException e) {
            throw new Failure(ExitCode.INPUT, "the " + what + " " + file + " cannot be read; check that it is a readable file", e);
        }
    }

    /** What is sent, with these rules of the trade where it has a place for them. */
    String sent(String domainRules) {
        return Prompts.prepare(text, domainRules);
    }
}
