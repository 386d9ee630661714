package dev.firebreak.runbook.ledger;

import java.util.Arrays;

/** How many people must approve a step. Later constants are stricter. */
public enum RequiredApprovals {
    AUTOMATIC(0),
    ONE(1),
    TWO(2),
    FORBIDDEN(2);

    private final int people;

    RequiredApprovals(int people) {
        this.people = people;
    }

    /** By its name in the decision table. An unknown or missing name means {@link #FORBIDDEN}. */
    public static RequiredApprovals of(String answer) {
        return Arrays.stream(values())
                .filter(it -> it.name().equalsIgnoreCase(answer))
                .findFirst()
                .orElse(FORBIDDEN);
    }

    /** The number of people; a forbidden step never gets as far as counting. */
    public int people() {
        return people;
    }

    /** The stricter of the two. */
    public RequiredApprovals atLeast(RequiredApprovals other) {
        return compareTo(other) < 0 ? other : this;
    }

    /** The stricter of this and the diagram's answer: a diagram may require more people, never fewer. */
    public RequiredApprovals orStricter(String answer) {
        return answer == null || answer.isBlank() ? this : atLeast(of(answer));
    }
}
