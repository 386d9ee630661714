package dev.firebreak.postmortem.conformance;

import java.time.Instant;

/**
 * Where an incident went another way than its process.
 *
 * @param expected what the process expected
 * @param done what happened instead
 * @param reason what a person said; empty if nothing
 */
public record Deviation(Instant at, Kind kind, String expected, String done, String who, String reason) {

    /** In which way. */
    public enum Kind {
        LATE("Late"),
        SKIPPED("Skipped"),
        OVERRIDDEN("Overridden"),
        STUCK("Stuck");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
