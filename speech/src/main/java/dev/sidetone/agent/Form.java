package dev.sidetone.agent;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an agent asks for and says, as data. Immutable; one form serves any number of calls at once. */
public final class Form {

    private final String agent;
    private final Map<String, List<String>> says;
    private final Map<String, List<String>> hears;
    private final Map<String, Field> fields;
    private final List<Phase> phases;

    /**
     * @param agent the agent's name
     * @param says sentences by occasion; several of one occasion are used in order
     * @param hears phrases by what a caller means with them
     * @param fields by id, in the order of the file
     * @param phases in the order of the call
     */
    Form(String agent, Map<String, List<String>> says, Map<String, List<String>> hears, Map<String, Field> fields, List<Phase> phases) {
        this.agent = agent;
        this.says = says;
        this.hears = hears;
        this.fields = fields;
        this.phases = phases;
    }

    /**
     * Reads a form that is shipped as a resource.
     *
     * @param name the file's name without its ending, {@code claims-intake}
     * @throws IllegalArgumentException when there is no such form, or it says something wrong; the message names the place
     */
    public static Form load(String name) {
        return FormFile.read(name);
    }

    enum Kind { NAME, POLICY, PHONE, DATE, TIME, CHOICE, YES_NO, CODE, TEXT }

    /**
     * One thing to find out.
     *
     * @param said its sentences: ask, again, ack, confirm, reason, read_back and so on
     * @param called what callers call it, for corrections and questions back
     * @param phrases a choice's options, or {@code yes} and {@code no} of a fact, each with the phrases that mean it
     * @param rules when and how it is asked
     */
    record Field(String id, Kind kind, Map<String, String> said, List<String> called, Map<String, List<String>> phrases, Rules rules) {

        Optional<String> says(String occasion) {
            return Optional.ofNullable(said.get(occasion));
        }

        String label() {
            return said.get("label");
        }
    }

    /**
     * @param onlyIf field id to the value it must have; empty for always; the value {@code unknown} means not known
     * @param instead the field to ask when the caller does not have this one
     * @param with the field whose answer may hold this one too
     */
    record Rules(Map<String, String> onlyIf, Optional<String> instead, Optional<String> with, boolean optional) {}

    /** A part of the call. @param check the question that ends it @param checkAgain the same, shorter */
    record Phase(List<Field> fields, String check, String checkAgain) {}

    /** A sentence for an occasion; {@code turn} counts how often it was needed in a row, from 0. */
    String says(String occasion, int turn) {
        var sentences = says.get(occasion);
        return sentences.get(Math.min(turn, sentences.size() - 1));
    }

    boolean hears(String meaning, Words words) {
        return words.hasAny(hears.get(meaning));
    }

    String agent() {
        return agent;
    }

    Map<String, Field> fields() {
        return fields;
    }

    List<Phase> phases() {
        return phases;
    }
}
