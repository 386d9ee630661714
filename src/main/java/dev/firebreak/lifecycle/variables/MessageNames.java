package dev.firebreak.lifecycle.variables;

/** The names of the BPMN messages that the processes wait for. */
public final class MessageNames {

    public static final String ALERTS_CLEARED = "alerts-cleared";
    public static final String ALERTS_FIRED_AGAIN = "alerts-fired-again";
    public static final String ALERTS_WENT_SILENT = "alerts-went-silent";
    public static final String ALERTS_WORSENED = "alerts-worsened";
    public static final String ACKNOWLEDGED = "acknowledged";
    public static final String SEVERITY_CHANGED = "severity-changed";
    public static final String RESPONSE_ENDED = "response-ended";
    public static final String PAGING_SUPERSEDED = "paging-superseded";
    public static final String HAND_OVER_PROPOSED = "hand-over-proposed";
    public static final String HAND_OVER_SUPERSEDED = "hand-over-superseded";
    /** Of processes that were started before hand-overs had an answer. */
    public static final String COMMAND_HANDED_OVER = "command-handed-over";

    public static final String ROLE_ASSIGNED = "role-assigned";
    public static final String LIFE_SAFETY_DECLARED = "life-safety-declared";
    public static final String RUNBOOK_ORDERED = "runbook-ordered";
    public static final String UPDATE_GIVEN = "update-given";
    public static final String CUSTOMER_MESSAGE_WANTED = "customer-message-wanted";
    public static final String STAKEHOLDERS_INFORMED = "stakeholders-informed";
    public static final String UPDATE_PROMISED = "update-promised";
    public static final String UPDATE_PROMISE_KEPT = "update-promise-kept";
    public static final String CADENCE_CHANGED = "cadence-changed";
    public static final String INCIDENT_CANCELLED = "incident-cancelled";
    public static final String INCIDENT_MERGED = "incident-merged";

    private MessageNames() {}
}
