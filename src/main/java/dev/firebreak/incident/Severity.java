package dev.firebreak.incident;

/** How bad it is, P1 the worst (the Mosaic source, "Incident Severity Levels"). */
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

    public String label() {
        return label;
    }

    public boolean isWorseThan(Severity other) {
        return ordinal() < other.ordinal();
    }
}
