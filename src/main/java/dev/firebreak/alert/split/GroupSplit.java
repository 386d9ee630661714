package dev.firebreak.alert.split;

import dev.firebreak.access.AlertSource;
import dev.firebreak.access.DefaultSeverities;
import dev.firebreak.alert.attached.AttachedGroup;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.attached.AttachedGroups.Departure;
import dev.firebreak.alert.grouping.AlertGroup;
import dev.firebreak.alert.grouping.AlertGroups;
import dev.firebreak.alert.grouping.MergedIncidents;
import dev.firebreak.alert.record.IncidentReports;
import dev.firebreak.alert.watch.AllClearNotifier;
import dev.firebreak.incident.Decision;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.Lifecycle;
import dev.firebreak.web.FieldInvalid;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/**
 * Splits groups of alerts off from the incident of others. They get one incident of their own, whose process pages as any
 * other; the alerts that they have, and those that will come, belong to it.
 */
@Component
public class GroupSplit {

    private final AttachedGroups attached;
    private final AlertGroups groups;
    private final FiringTexts texts;
    private final IncidentReports reports;
    private final DefaultSeverities severities;
    private final MergedIncidents merged;
    private final Incidents incidents;
    private final IncidentMembers members;
    private final Lifecycle lifecycle;
    private final AllClearNotifier allClear;
    private final Timeline timeline;
    private final ApplicationEventPublisher events;

    GroupSplit(
            AttachedGroups attached,
            AlertGroups groups,
            FiringTexts texts,
            IncidentReports reports,
            DefaultSeverities severities,
            MergedIncidents merged,
            Incidents incidents,
            IncidentMembers members,
            Lifecycle lifecycle,
            AllClearNotifier allClear,
            Timeline timeline,
            ApplicationEventPublisher events) {
        this.attached = attached;
        this.groups = groups;
        this.texts = texts;
        this.reports = reports;
        this.severities = severities;
        this.merged = merged;
        this.incidents = incidents;
        this.members = members;
        this.lifecycle = lifecycle;
        this.allClear = allClear;
        this.timeline = timeline;
        this.events = events;
    }

    /**
     * Splits the incident, and answers the new one.
     *
     * @throws FieldInvalid if nothing that is named is in the incident, or none of its alerts fires
     */
    @Transactional
    public IncidentId split(IncidentId from, SplitRequest request, String by) {
        var locked = lock(named(from, request));
        if (merged.lockOpen(from).filter(from::equals).isEmpty()) {
            throw conflict(from + " is not open any more");
        }
        var there = named(from, request);
        if (!locked.keySet().containsAll(keys(there))) {
            throw conflict("Groups have come meanwhile: look, and try again");
        }
        return split(from, there, locked, request.reason(), by)
                .orElseThrow(() -> new FieldInvalid("groups", "none of their alerts fires any more"));
    }

    /** Gives the symptoms of a service that still fire an incident of their own, because their cause is over. */
    @Transactional
    public Optional<IncidentId> release(IncidentId cause, String service) {
        var locked = lock(symptoms(cause, service));
        incidents.lock(cause);
        var there = symptoms(cause, service).stream()
                .filter(group -> locked.containsKey(group.key()))
                .toList();
        return there.isEmpty()
                ? Optional.empty()
                : split(cause, there, locked, "the cause is over, and they still fire", "alerts");
    }

    private List<AttachedGroup> symptoms(IncidentId cause, String service) {
        return attached.of(cause).stream()
                .filter(group -> group.isFiringSymptom() && group.service().equals(service))
                .toList();
    }

    private Map<AlertGroup.Key, AlertGroup> lock(List<AttachedGroup> named) {
        return groups.lock(new TreeSet<>(keys(named)));
    }

    private static List<AlertGroup.Key> keys(List<AttachedGroup> named) {
        return named.stream().map(AttachedGroup::key).toList();
    }

    /** Empty if none of their alerts fires. */
    private Optional<IncidentId> split(
            IncidentId from,
            List<AttachedGroup> taken,
            Map<AlertGroup.Key, AlertGroup> locked,
            String reason,
            String by) {
        var keys = keys(taken);
        var firing = texts.of(from, keys);
        if (firing.isEmpty()) {
            return Optional.empty();
        }
        var source = keys.get(0).source();
        var report = reports.of(firing, new AlertSource(source, severities.defaultSeverity(source)));
        var to = incidents.names(1).get(0);
        lifecycle.openAll(Map.of(to, report));
        keepMembersOnly(from, to);
        groups.save(keys.stream().map(key -> locked.get(key).withIncident(to)).toList());
        attached.leave(keys.stream()
                .map(key -> new Departure(key, from, to, by, reason))
                .toList());
        tell(from, to, taken, reason, by);
        if (incidents.get(from).isOpen()) {
            var left = new TreeSet<>(Comparator.comparing(IncidentId::value));
            left.add(from);
            allClear.notifyProcesses(left);
        }
        return Optional.of(to);
    }

    private List<AttachedGroup> named(IncidentId from, SplitRequest request) {
        var ids = request.groups() == null ? List.of() : request.groups();
        var service = request.service() == null || request.service().isBlank() ? null : request.service();
        if (ids.isEmpty() == (service == null)) {
            throw new FieldInvalid("groups", "name groups, or a service");
        }
        var named = attached.of(from).stream()
                .filter(AttachedGroup::isThere)
                .filter(group -> ids.contains(group.id()) || group.service().equals(service))
                .toList();
        if (named.isEmpty()) {
            throw new FieldInvalid(
                    service == null ? "groups" : "service", "nothing of this name is in " + from + " beside others");
        }
        return named;
    }

    /** What only members see stays so when it moves. */
    private void keepMembersOnly(IncidentId from, IncidentId to) {
        if (members.isRestricted(from)) {
            members.restrict(to);
            members.of(from).forEach(member -> members.add(to, member.person(), IncidentMembers.Part.ADDED));
            events.publishEvent(new IncidentMembers.Restricted(to));
        }
    }

    private void tell(IncidentId from, IncidentId to, List<AttachedGroup> taken, String reason, String by) {
        var services =
                taken.stream().map(AttachedGroup::service).distinct().limit(5).collect(Collectors.joining(", "));
        var what = (taken.size() == 1 ? "1 group" : taken.size() + " groups") + " of " + services;
        timeline.decide(from, Decision.SPLIT, what + " split off into " + to + ": " + reason, by);
        timeline.decide(to, Decision.SPLIT, what + " split off from " + from + ": " + reason, by);
    }

    private static ErrorResponseException conflict(String why) {
        var refused = new ErrorResponseException(HttpStatus.CONFLICT);
        refused.setDetail(why + ".");
        return refused;
    }
}
