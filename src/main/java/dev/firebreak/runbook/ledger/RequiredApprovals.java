package dev.firebreak.runbook.ledger;

import java.util.Arrays;

/** How many people have to agree before a step happens; the later, the stricter. */
public enum RequiredApprovals {
    AUTOMATIC(0),
    ONE(1),
    TWO(2),
    FORBIDDEN(2);

    private final int people;

    RequiredApprovals(int people) {
        this.people = people;
    }

    /** A word that nobody knows, or none, forbids. */
    public static RequiredApprovals of(String word) {
        return Arrays.stream(values())
                .filter(it -> it.name().equalsIgnoreCase(word))
                .findFirst()
                .orElse(FORBIDDEN);
    }

    public int people() {
        return people;
    }

    public RequiredApprovals atLeast(RequiredApprovals other) {
        return compareTo(other) < 0 ? other : this;
    }

    /** What a diagram says besides: it may ask for more people, never for fewer. */
    public RequiredApprovals drawn(String word) {
        return word == null || word.isBlank() ? this : atLeast(of(word));
    }
}
