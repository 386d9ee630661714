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
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.ErrorResponseException;

/**
 * Takes groups of alerts out of the incident of others. They get one incident of their own, whose process pages as any
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
        var named = named(from, request);
        var locked =
                groups.lock(new TreeSet<>(named.stream().map(AttachedGroup::key).collect(Collectors.toSet())));
        if (merged.lockOpen(from).filter(from::equals).isEmpty()) {
            throw conflict(from + " is not open any more");
        }
        var there = named(from, request);
        if (!locked.keySet().containsAll(there.stream().map(AttachedGroup::key).toList())) {
            throw conflict("Groups have come meanwhile: look, and try again");
        }
        return split(from, there, locked, request.reason(), by);
    }

    private IncidentId split(
            IncidentId from,
            List<AttachedGroup> taken,
            Map<AlertGroup.Key, AlertGroup> locked,
            String reason,
            String by) {
        var keys = taken.stream().map(AttachedGroup::key).toList();
        var firing = texts.of(from, keys);
        if (firing.isEmpty()) {
            throw new FieldInvalid("groups", "none of their alerts fires any more");
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
        var both = new TreeSet<>(Comparator.comparing(IncidentId::value));
        both.addAll(List.of(from, to));
        allClear.notifyProcesses(both);
        return to;
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
        timeline.decide(from, Decision.SPLIT, what + " taken out, into " + to + ": " + reason, by);
        timeline.decide(to, Decision.SPLIT, what + " taken out of " + from + ": " + reason, by);
    }

    private static ErrorResponseException conflict(String why) {
        var refused = new ErrorResponseException(HttpStatus.CONFLICT);
        refused.setDetail(why + ".");
        return refused;
    }
}
