package dev.firebreak.lifecycle;

/** The messages that processes wait for, by the names in the diagrams. */
final class Messages {

    static final String ALERTS_CLEARED = "alerts-cleared";
    static final String ALERTS_FIRED_AGAIN = "alerts-fired-again";
    static final String ALERTS_WENT_SILENT = "alerts-went-silent";
    static final String ALERTS_WORSENED = "alerts-worsened";
    static final String ACKNOWLEDGED = "acknowledged";
    static final String SEVERITY_CHANGED = "severity-changed";
    static final String PAGING_SUPERSEDED = "paging-superseded";
    static final String COMMAND_HANDED_OVER = "command-handed-over";
    static final String LIFE_SAFETY_DECLARED = "life-safety-declared";
    static final String UPDATE_GIVEN = "update-given";
    static final String STAKEHOLDERS_INFORMED = "stakeholders-informed";
    static final String CADENCE_CHANGED = "cadence-changed";
    static final String INCIDENT_CANCELLED = "incident-cancelled";
    static final String INCIDENT_MERGED = "incident-merged";

    private Messages() {}
}
