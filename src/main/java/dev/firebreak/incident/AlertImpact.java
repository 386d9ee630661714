package dev.firebreak.incident;

import java.util.Arrays;
import java.util.Optional;

/**
 * What an alert says is hit, where that weighs more or less than its severity word. An outage is counted as a service
 * that is down instead. The order is from harmless to worst.
 */
public enum AlertImpact {
    /** Nobody is hit now: a backup failed, a certificate ends in days, a job is slow. */
    LATER("later"),
    /** Nothing else is known: the severity word says how bad it is. */
    UNSTATED("unstated"),
    /** Data are being lost or are damaged. */
    DATA_LOST("data-lost"),
    /** Alerts reach nobody, so that nothing else will be heard either. */
    ALERTING_LOST("alerting-lost");

    private final String word;

    AlertImpact(String word) {
        this.word = word;
    }

    /** The word in decision tables and in an alert's {@code impact} label. */
    public String word() {
        return word;
    }

    /** @param word in lower case */
    public static Optional<AlertImpact> ofWord(String word) {
        return Arrays.stream(values())
                .filter(impact -> impact.word.equals(word))
                .findFirst();
    }

    /**
     * How much an alert with this impact and this severity word weighs among other alerts of its group. The decision
     * table has the last word on the incident.
     */
    public Severity weigh(Severity word) {
        return switch (this) {
            case LATER -> Severity.P3.isWorseThan(word) ? word : Severity.P3;
            case UNSTATED -> word;
            case DATA_LOST, ALERTING_LOST -> word.isWorseThan(Severity.P4) ? Severity.P1 : word;
        };
    }
}
