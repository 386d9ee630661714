package dev.firebreak.comms.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** An invented incident with hostile text, by which templates are checked and shown. */
final class TemplateSample {

    private static final String ID = "INC-20261122-071630-017";

    private TemplateSample() {}

    /** Each fact that any message may name. */
    static Map<String, Object> facts() {
        var facts = new HashMap<String, Object>();
        Map.of(
                        "id", ID,
                        "title", "Pool <b>exhausted</b> & {{commander}}",
                        "severity", "P1",
                        "severityLabel", "Critical",
                        "status", "investigating",
                        "service", "orders",
                        "symptom", "connection-pool-exhausted",
                        "started", "2026-11-22 07:16 UTC",
                        "commander", "Carla Commander",
                        "board", "https://firebreak.example.org/incidents/" + ID)
                .forEach(facts::put);
        Map.of(
                        "tasks", "https://firebreak.example.org/camunda/app/tasklist/",
                        "statusPage", "https://firebreak.example.org/status",
                        "support", "support@example.org",
                        "bridge", "https://meet.example.org/" + ID,
                        "description", "  All connections are in use.",
                        "impact", "users affected: many",
                        "timeBox", "Assess and triage: no commander has confirmed the severity",
                        "update", "  We have found the cause.",
                        "lifeSafety", false)
                .forEach(facts::put);
        Map.of(
                        "customersNextUpdate", "2026-11-22 07:46 UTC",
                        "duration", "1 h 25 min",
                        "resolvedAt", "not yet",
                        "resolution", "  not recorded",
                        "rootCause", "  not known yet",
                        "postMortem", "due 2026-11-24 07:56 UTC",
                        "actions", List.of("07:16Z  Paged Rex Responder (Paging)"),
                        "reason", List.of("  Fewer users than thought"),
                        "raisedBy", List.of(),
                        "acknowledge", true)
                .forEach(facts::put);
        facts.put("nextUpdate", "by 2026-11-22 08:16 UTC");
        facts.putAll(pages());
        return facts;
    }

    /** The same with what {@link #facts()} lacks, and without what it has: each section of a template is tried. */
    static Map<String, Object> otherwise() {
        var facts = facts();
        var listed = Set.of(
                "id",
                "title",
                "severity",
                "severityLabel",
                "status",
                "service",
                "symptom",
                "started",
                "commander",
                "bridge",
                "statusPage",
                "support",
                "board",
                "tasks",
                "level");
        var incident = new HashMap<>(facts);
        incident.keySet().retainAll(listed);
        facts.put("incidents", List.of(incident));
        facts.put("more", List.of(3));
        facts.put("raisedBy", List.of("Carla Commander"));
        facts.put("reason", List.of());
        facts.put("actions", List.of());
        facts.put("lifeSafety", true);
        return facts;
    }

    private static Map<String, Object> pages() {
        var facts = new HashMap<String, Object>(Map.of(
                "who", "Rex Responder",
                "link", "https://firebreak.example.org/ack/sample",
                "minutes", 30,
                "within", "15 min",
                "then", "the next level is paged",
                "level", 1,
                "mark", "P1",
                "count", 1,
                "all", "https://firebreak.example.org/",
                "more", List.of()));
        facts.put("incidents", List.of());
        facts.putAll(Map.of(
                "action",
                "Alert at <80> %",
                "actionId",
                7L,
                "owner",
                "rex",
                "due",
                "2026-12-01",
                "occasion",
                "overdue"));
        return facts;
    }
}
