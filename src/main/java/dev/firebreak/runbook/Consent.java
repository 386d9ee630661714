package dev.firebreak.runbook;

import java.util.Arrays;

/** How many people have to agree before a step happens; the later, the stricter. */
enum Consent {
    AUTOMATIC(0),
    ONE(1),
    TWO(2),
    FORBIDDEN(2);

    private final int people;

    Consent(int people) {
        this.people = people;
    }

    /** A word that nobody knows, or none, forbids. */
    static Consent of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(FORBIDDEN);
    }

    int people() {
        return people;
    }

    Consent atLeast(Consent other) {
        return compareTo(other) < 0 ? other : this;
    }

    /** What a diagram says besides: it may ask for more people, never for fewer. */
    Consent drawn(String word) {
        return word == null || word.isBlank() ? this : atLeast(of(word));
    }
}
