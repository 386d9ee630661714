package dev.firebreak.probe;

/**
 * A probe as it is declared.
 *
 * @param kind such as {@code http}
 * @param subject what it looks at, for people, without secrets
 * @param target the target of the catalogue that it needs, or null
 * @param alert what its alert says beside the finding
 */
public record Probe(
        String name, String kind, String subject, String target, ProbeSchedule schedule, Alert alert, Check check) {

    /**
     * What the alert of a probe says.
     *
     * @param service the service of the catalogue that it is about
     * @param severity a severity word
     * @param symptom what {@code select-runbook} goes by, or null
     * @param runbook the key of a runbook, or null
     */
    public record Alert(String service, String severity, String symptom, String runbook) {}
}
