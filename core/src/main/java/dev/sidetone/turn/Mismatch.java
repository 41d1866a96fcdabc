package dev.sidetone.turn;

import java.util.Optional;

/** A difference between two transcripts of one turn that matters more than its size: worth a question before anybody acts. */
public sealed interface Mismatch {

    /**
     * The two give a value differently, or one does not give it. They are found in the transcripts alone: both may be wrong.
     *
     * @param first empty where only the second has such a value
     */
    record OfEntity(Entity.Kind kind, Optional<Entity> first, Optional<Entity> second) implements Mismatch {}

    /**
     * The two are in different languages or scripts. Nothing else is compared then.
     *
     * @param first an ISO 639-1 code where languages differ, else the name of a script, such as Latin
     */
    record OfLanguage(String first, String second) implements Mismatch {}
}
