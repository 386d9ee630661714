package dev.firebreak.comms;

import static dev.firebreak.lifecycle.LifecycleVariables.POST_MORTEM_DUE;
import static dev.firebreak.lifecycle.LifecycleVariables.POST_MORTEM_NEEDED;
import static dev.firebreak.lifecycle.LifecycleVariables.UPDATE_EVERY;

import dev.firebreak.catalog.Catalog;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Text;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * What messages say about an incident: from the record, and what the process knows besides. Text that may have come from
 * outside is masked and set in, so that no line of it can pass for one of ours.
 */
@Component
public class Briefing {

    private static final int LATEST = 10;
    private static final int BLOCK = 4_000;
    private static final Duration POST_MORTEM_WITHIN = Duration.ofHours(48);

    private final Incidents incidents;
    private final Timeline timeline;
    private final Catalog catalog;
    private final Links links;
    private final Discretion discretion;
    private final Clock clock;

    Briefing(Incidents incidents, Timeline timeline, Catalog catalog, Links links, Discretion discretion, Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.catalog = catalog;
        this.links = links;
        this.discretion = discretion;
        this.clock = clock;
    }

    /** @param known the process variables; may be empty */
    public Map<String, Object> of(IncidentId id, Map<String, Object> known) {
        var incident = incidents.get(id);
        var facts = new HashMap<String, Object>();
        identity(facts, incident);
        situation(facts, incident, known);
        outlook(facts, incident, known);
        return facts;
    }

    private void identity(Map<String, Object> facts, Incident incident) {
        facts.put("id", incident.id().value());
        facts.put("title", line(incident.title()));
        facts.put(
                "severity",
                incident.severity() == null
                        ? "unclassified"
                        : incident.severity().name());
        facts.put(
                "severityLabel",
                incident.severity() == null ? "" : incident.severity().label());
        facts.put("status", incident.status().name().toLowerCase(Locale.ROOT));
        facts.put("service", line(incident.service()));
        facts.put("symptom", line(incident.symptom()));
        facts.put("started", Told.time(incident.openedAt()));
        facts.put("commander", incident.commander() == null ? "nobody yet" : name(incident.commander()));
        facts.put("board", links.incident(incident.id()));
        facts.put("tasks", links.tasks(incident.id()));
    }

    private void situation(Map<String, Object> facts, Incident incident, Map<String, Object> known) {
        var lines = timeline.of(incident.id());
        var details = lines.stream()
                .filter(entry -> entry.milestone() == Milestone.ALERTED)
                .map(TimelineEntry::details)
                .filter(this::says)
                .findFirst();
        facts.put("description", block(details.orElse(incident.title())));
        facts.put("impact", impact(incident, known));
        facts.put("lifeSafety", incident.lifeSafety());
        facts.put(
                "actions",
                lines.stream()
                        .skip(Math.max(0, lines.size() - LATEST))
                        .map(this::action)
                        .toList());
        facts.put("update", block(text(known, "updateText").orElse(lastOf(lines))));
        facts.put("reason", text(known, "reason").map(this::block).map(List::of).orElse(List.of()));
    }

    private void outlook(Map<String, Object> facts, Incident incident, Map<String, Object> known) {
        var now = clock.instant();
        var every = UPDATE_EVERY.from(known.get(UPDATE_EVERY.name()));
        facts.put("nextUpdate", every == null ? "when there is news" : "by " + Told.time(now.plus(every)));
        var end = incident.resolvedAt() == null ? now : incident.resolvedAt();
        facts.put("duration", Told.duration(Duration.between(incident.openedAt(), end)));
        facts.put("resolvedAt", incident.resolvedAt() == null ? "not yet" : Told.time(incident.resolvedAt()));
        facts.put("resolution", block(orElse(incident.resolution(), "not recorded")));
        facts.put("rootCause", block(orElse(incident.rootCause(), "not known yet")));
        facts.put("postMortem", postMortem(end, known));
    }

    private String impact(Incident incident, Map<String, Object> known) {
        var users = text(known, "usersAffected")
                .or(() -> catalog.service(incident.service()).map(service -> service.usersAffected()))
                .filter(word -> !word.equals("unknown") && !word.equals("unstated"));
        var dependents = catalog.services().values().stream()
                .filter(service ->
                        service.dependsOn() != null && service.dependsOn().contains(incident.service()))
                .map(service -> service.name())
                .toList();
        var affected = users.map(word -> "users affected: " + line(word)).orElse("users affected: not known yet");
        return dependents.isEmpty() ? affected : affected + "; depend on it: " + String.join(", ", dependents);
    }

    private static String postMortem(Instant end, Map<String, Object> known) {
        if (Boolean.FALSE.equals(POST_MORTEM_NEEDED.from(known.get(POST_MORTEM_NEEDED.name())))) {
            return "not required at this severity";
        }
        var due = POST_MORTEM_DUE.from(known.get(POST_MORTEM_DUE.name()));
        return "due " + Told.time(due == null ? end.plus(POST_MORTEM_WITHIN) : due);
    }

    private String action(TimelineEntry entry) {
        return Told.clock(entry.at()) + "  " + line(entry.what()) + " (" + line(entry.who()) + ")";
    }

    private String lastOf(List<TimelineEntry> lines) {
        return lines.isEmpty()
                ? "nothing recorded yet"
                : lines.get(lines.size() - 1).what();
    }

    private String name(String person) {
        return line(catalog.contact(person).map(contact -> contact.name()).orElse(person));
    }

    private Optional<String> text(Map<String, Object> known, String name) {
        return Optional.ofNullable(known.get(name)).map(Object::toString).filter(this::says);
    }

    private boolean says(String text) {
        return text != null && !text.isBlank();
    }

    private String orElse(String text, String otherwise) {
        return says(text) ? text : otherwise;
    }

    private String line(String text) {
        return Text.shown(discretion.masked(text), 500);
    }

    private String block(String text) {
        return Text.block(discretion.masked(text).replace("\r\n", "\n"), BLOCK)
                .strip()
                .lines()
                .map(each -> "  " + each)
                .collect(Collectors.joining("\n"));
    }
}
