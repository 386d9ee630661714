package dev.firebreak.comms.message;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.lifecycle.timebox.TimeBox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The facts that message templates can use about an incident, from the record and from process variables. */
@Component
public class MessageModel {

    private static final int LATEST = 10;

    private final Incidents incidents;
    private final Timeline timeline;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Links links;
    private final Bridges bridges;
    private final SupportContact support;
    private final SafeText safe;
    private final Clock clock;

    MessageModel(
            Incidents incidents,
            Timeline timeline,
            CurrentCatalog catalog,
            DisplayNames names,
            Links links,
            Bridges bridges,
            SupportContact support,
            SafeText safe,
            Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.catalog = catalog;
        this.names = names;
        this.links = links;
        this.bridges = bridges;
        this.support = support;
        this.safe = safe;
        this.clock = clock;
    }

    /**
     * The facts by the names of the templates' placeholders.
     *
     * @param known the process variables; may be empty
     */
    public Map<String, Object> of(IncidentId id, Map<String, Object> known) {
        var incident = incidents.get(id);
        var facts = new HashMap<String, Object>();
        identity(facts, incident);
        situation(facts, incident, known);
        facts.putAll(MessageForecast.of(incident, known, safe, clock.instant()));
        return facts;
    }

    /** Only what names an incident: severity, service, start, commander, links. */
    public Map<String, Object> identity(IncidentId id) {
        var facts = new HashMap<String, Object>();
        identity(facts, incidents.get(id));
        return facts;
    }

    private void identity(Map<String, Object> facts, Incident incident) {
        facts.put("id", incident.id().value());
        facts.put("title", safe.line(incident.title()));
        facts.put(
                "severity",
                incident.severity() == null
                        ? "unclassified"
                        : incident.severity().name());
        facts.put(
                "severityLabel",
                incident.severity() == null ? "" : incident.severity().label());
        facts.put("status", incident.status().name().toLowerCase(Locale.ROOT));
        facts.put("service", safe.line(incident.service()));
        facts.put("symptom", safe.line(incident.symptom()));
        facts.put("started", TimeFormat.time(incident.openedAt()));
        facts.put("commander", incident.commander() == null ? "unassigned" : name(incident.commander()));
        facts.put("bridge", bridges.of(incident.id()).orElse("none"));
        facts.put("statusPage", links.status());
        facts.put("support", support.contact());
        facts.put("board", links.incident(incident.id()));
        facts.put("tasks", links.tasks(incident.id()));
    }

    private void situation(Map<String, Object> facts, Incident incident, Map<String, Object> known) {
        var lines = timeline.of(incident.id());
        // An incident that people declared has no alert; its first line holds what they said.
        var details = Stream.concat(
                        Milestone.ALERTED.in(lines).stream(), lines.stream().limit(1))
                .map(TimelineEntry::details)
                .filter(this::hasText)
                .findFirst();
        facts.put("description", safe.block(details.orElse(incident.title())));
        facts.put("impact", impact(incident, known));
        facts.put("timeBox", text(known, "timeBox").map(MessageModel::timeBox).orElse(""));
        facts.put("lifeSafety", incident.lifeSafety());
        facts.put(
                "actions",
                lines.stream()
                        .skip(Math.max(0, lines.size() - LATEST))
                        .map(this::action)
                        .toList());
        facts.put("update", safe.block(text(known, "updateText").orElse(lastOf(lines))));
        facts.put("reason", text(known, "reason").map(safe::block).map(List::of).orElse(List.of()));
        facts.put(
                "raisedBy",
                text(known, "raisedBy").map(safe::line).map(List::of).orElse(List.of()));
    }

    private static String timeBox(String name) {
        return Arrays.stream(TimeBox.values())
                .filter(box -> box.name().equals(name))
                .findFirst()
                .map(box -> box.label() + ": " + box.missing())
                .orElse("");
    }

    private String impact(Incident incident, Map<String, Object> known) {
        var now = catalog.current();
        var service = now.service(incident.service());
        var users = text(known, "usersAffected").filter(MessageModel::isKnown);
        var ofAnOutage = service.map(Service::usersAffected).filter(MessageModel::isKnown);
        var dependents = now.services().values().stream()
                .filter(other -> other.dependsOn() != null && other.dependsOn().contains(incident.service()))
                .map(Service::name)
                .toList();
        var impact = new ArrayList<String>();
        impact.add("users affected: " + users.map(safe::line).orElse("not known yet"));
        if (users.isEmpty()) {
            ofAnOutage.ifPresent(word -> impact.add("if it fails: " + safe.line(word)));
        }
        if (service.isEmpty()) {
            impact.add("the service is not in the catalogue");
        }
        if (!dependents.isEmpty()) {
            impact.add("depend on it: " + String.join(", ", dependents));
        }
        return String.join("; ", impact);
    }

    private static boolean isKnown(String word) {
        return !word.equals("unknown") && !word.equals("unstated");
    }

    private String action(TimelineEntry entry) {
        return TimeFormat.clock(entry.at()) + "  " + safe.line(entry.what()) + " ("
                + safe.line(names.actor(entry.who())) + ")";
    }

    private String lastOf(List<TimelineEntry> lines) {
        return lines.isEmpty()
                ? "nothing recorded yet"
                : lines.get(lines.size() - 1).what();
    }

    private String name(String person) {
        return safe.line(names.of(person));
    }

    private Optional<String> text(Map<String, Object> known, String name) {
        return Optional.ofNullable(known.get(name)).map(Object::toString).filter(this::hasText);
    }

    private boolean hasText(String text) {
        return text != null && !text.isBlank();
    }
}
