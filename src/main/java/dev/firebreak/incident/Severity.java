package dev.firebreak.incident;

/** The severity of an incident; P1 is the worst (mosaic-incident-response.md, "Incident Severity Levels"). */
public enum Severity {
    P1("Critical"),
    P2("High"),
    P3("Medium"),
    P4("Low"),
    P5("Info");

    private final String label;

    Severity(String label) {
        this.label = label;
    }

    /** The name that people read. */
    public String label() {
        return label;
    }

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }
}
