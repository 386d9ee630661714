package dev.firebreak.access.audit.trail;

import java.util.List;

/** What rows of the audit are about: actions that people look for together. */
public enum TrailKind {
    PEOPLE("account", "authorization", "group", "tenant", "token", "password"),
    STEPS("step", "steps", "runbook", "remedy", "indicators"),
    MODELS("model", "models"),
    CATALOGUE("catalogue", "on-call"),
    DECISIONS("incident", "severity", "command", "life-safety", "update", "alerts", "postmortem", "process"),
    NOTES("note", "timeline", "evidence");

    /** The first words of its actions. */
    private final List<String> areas;

    TrailKind(String... areas) {
        this.areas = List.of(areas);
    }

    boolean has(String action) {
        return areas.contains(action.replaceFirst("\\..*", ""));
    }
}
