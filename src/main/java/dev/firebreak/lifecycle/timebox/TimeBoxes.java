package dev.firebreak.lifecycle.timebox;

import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.LifecycleSettings;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.lifecycle.variables.MessageNames;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Reads from the record which time boxes an incident has, and whether their results are there. */
@Component
public class TimeBoxes {

    /** Where the lead roles are filled. */
    private static final Set<Severity> LED = EnumSet.of(Severity.P1, Severity.P2);

    private static final Set<Severity> URGENT = EnumSet.of(Severity.P1, Severity.P2, Severity.P3);

    private final PersonCommands commands;
    private final IncidentRoles roles;
    private final Timeline timeline;
    private final LifecycleSettings settings;
    private final Clock clock;

    TimeBoxes(
            PersonCommands commands, IncidentRoles roles, Timeline timeline, LifecycleSettings settings, Clock clock) {
        this.commands = commands;
        this.roles = roles;
        this.timeline = timeline;
        this.settings = settings;
        this.clock = clock;
    }

    /** The boxes of an incident of this severity, in the order of their ends. */
    public List<TimeBox> of(Incident incident) {
        return Arrays.stream(TimeBox.values())
                .filter(box -> incident.severity() != null
                        && (box == TimeBox.ROLES ? LED : URGENT).contains(incident.severity()))
                .toList();
    }

    /** When the box ends. */
    public Instant end(Incident incident, TimeBox box) {
        return incident.openedAt().plus(box.end(settings)).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Whether the result of the box is there. */
    public boolean isMet(Incident incident, TimeBox box) {
        return switch (box) {
            case ASSESSMENT -> isGiven(incident, FormKeys.CONFIRM_SEVERITY, MessageNames.SEVERITY_CHANGED);
            case ROLES ->
                roles.of(incident.id()).stream()
                        .map(IncidentRoles.Held::role)
                        .toList()
                        .containsAll(IncidentRole.leads());
            case COMMUNICATION ->
                isGiven(incident, FormKeys.INFORM_STAKEHOLDERS, FormKeys.WRITE_TO_CUSTOMERS, MessageNames.UPDATE_GIVEN);
            case STABILISATION ->
                incident.status().ordinal() >= IncidentStatus.MONITORING.ordinal()
                        || timeline.when(incident.id(), Milestone.MITIGATED).isPresent();
        };
    }

    private boolean isGiven(Incident incident, String... names) {
        return !commands.of(incident.id(), names).isEmpty();
    }

    /** The boxes of an open incident that have passed without their result. */
    public List<TimeBox> missed(Incident incident) {
        var now = clock.instant();
        return incident.isOpen()
                ? of(incident).stream()
                        .filter(box -> !now.isBefore(end(incident, box)))
                        .filter(box -> !isMet(incident, box))
                        .toList()
                : List.of();
    }
}
