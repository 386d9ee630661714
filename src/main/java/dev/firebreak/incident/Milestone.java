package dev.firebreak.incident;

/** The seven milestones of an incident that every post-mortem lists, in their usual order. */
public enum Milestone {
    ALERTED("Monitoring alert triggered"),
    ACKNOWLEDGED("First responder acknowledged"),
    COMMANDED("Incident commander assigned"),
    IDENTIFIED("Root cause identified"),
    MITIGATED("Mitigation applied"),
    RESTORED("Service restored"),
    RESOLVED("Incident resolved");

    private final String label;

    Milestone(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
