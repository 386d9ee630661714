package dev.firebreak.probe.routine;

import java.util.List;

/** What a routine check looks at. */
interface RoutineKind {

    /** The word after {@code check:}. */
    String name();

    /** Whether a person has to sign it off. */
    boolean wantsPerson(List<RoutineFinding> findings);

    /** Whether commanders and administrators alone read what was found and sign it off. */
    default boolean isConfidential() {
        return false;
    }

    List<RoutineFinding> look();
}
