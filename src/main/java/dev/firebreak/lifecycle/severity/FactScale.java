package dev.firebreak.lifecycle.severity;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * The words of one fact, from harmless to worst. An unstated fact ranks as harmless; an unknown word ranks as the
 * worst, because severity fails up.
 */
record FactScale(List<Set<String>> steps) {

    /** @param steps one word each, or several words of the same rank, separated by spaces */
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
