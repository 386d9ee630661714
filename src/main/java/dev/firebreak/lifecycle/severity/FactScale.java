package dev.firebreak.lifecycle.severity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The words of one fact, from harmless to worst. What nobody has said is no worse than harmless; what nobody can read is as
 * bad as the worst.
 */
record FactScale(List<Set<String>> steps) {

    /** @param steps one word each, or several that mean the same */
    static FactScale of(String... steps) {
        return new FactScale(
                Arrays.stream(steps).map(step -> Set.of(step.split(" "))).toList());
    }

    boolean has(String word) {
        return steps.stream().anyMatch(step -> step.contains(word));
    }

    int rank(String word) {
        for (var step = 0; step < steps.size(); step++) {
            if (steps.get(step).contains(word)) {
                return step;
            }
        }
        return SeverityFacts.UNSTATED.equals(word) ? 0 : steps.size() - 1;
    }
}
