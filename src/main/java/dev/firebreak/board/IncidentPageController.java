package dev.firebreak.board;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.alert.view.AlertsOfIncident;
import dev.firebreak.board.action.ActionPanel;
import dev.firebreak.board.action.RunbookForm;
import dev.firebreak.board.action.StuckRow;
import dev.firebreak.board.change.ChangesOfIncident;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.library.SimilarRows;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.process.ProcessDrawings;
import dev.firebreak.board.record.AlertPlot;
import dev.firebreak.board.record.AlertRow;
import dev.firebreak.board.record.EvidenceView;
import dev.firebreak.board.record.GroupRow;
import dev.firebreak.board.record.MemberRow;
import dev.firebreak.board.record.MilestoneView;
import dev.firebreak.board.record.TimelineRow;
import dev.firebreak.board.running.RunningStepRows;
import dev.firebreak.board.view.ActivityView;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.board.view.IncidentFacts;
import dev.firebreak.board.view.TaskRow;
import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.comms.bridge.Bridges;
import dev.firebreak.comms.room.Rooms;
import dev.firebreak.comms.webhook.Tickets;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.IncidentRoles;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.lifecycle.timebox.TimeBox;
import dev.firebreak.lifecycle.timebox.TimeBoxes;
import dev.firebreak.lifecycle.timebox.UpdatePromises;
import dev.firebreak.postmortem.WrittenPostMortem;
import dev.firebreak.runbook.view.FreezeView;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page of one incident: status, deadlines, open tasks, steps, notifications, timeline and evidence. */
@RestController
class IncidentPageController {

    private static final int MAX_ALERTS = 200;
    private static final int SHOWN_ALERTS = 5;
    private static final int ALERTS_OF_PAGE = 50;
    private static final int MAX_PAGE = 10_000;
    private static final int MAX_LINES = 200;

    /** The symptom of an incident about several services. */
    private static final String STORM = "alert-storm";

    private final Incidents incidents;
    private final IncidentMembers members;
    private final IncidentRoles roles;
    private final TimeBoxes boxes;
    private final Bridges bridges;
    private final Rooms rooms;
    private final AlertsOfIncident alerts;
    private final AttachedGroups groups;
    private final Timeline timeline;
    private final Evidence evidence;
    private final ProcessStatus status;
    private final WrittenPostMortem postMortem;
    private final ActivityView activity;
    private final ActionPanel actions;
    private final RunbookForm runbook;
    private final ProcessDrawings drawings;
    private final RunningStepRows running;
    private final FreezeView freeze;
    private final ChangesOfIncident changes;
    private final Tickets tickets;
    private final CurrentCatalog catalog;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;
    private final SimilarRows similar;

    IncidentPageController(
            Incidents incidents,
            IncidentMembers members,
            IncidentRoles roles,
            TimeBoxes boxes,
            Bridges bridges,
            Rooms rooms,
            AlertsOfIncident alerts,
            AttachedGroups groups,
            Timeline timeline,
            Evidence evidence,
            ProcessStatus status,
            WrittenPostMortem postMortem,
            ActivityView activity,
            ActionPanel actions,
            RunbookForm runbook,
            ProcessDrawings drawings,
            RunningStepRows running,
            FreezeView freeze,
            ChangesOfIncident changes,
            Tickets tickets,
            CurrentCatalog catalog,
            DisplayNames names,
            Pages pages,
            Clock clock,
            SimilarRows similar) {
        this.incidents = incidents;
        this.members = members;
        this.roles = roles;
        this.boxes = boxes;
        this.bridges = bridges;
        this.rooms = rooms;
        this.alerts = alerts;
        this.groups = groups;
        this.timeline = timeline;
        this.evidence = evidence;
        this.status = status;
        this.postMortem = postMortem;
        this.activity = activity;
        this.actions = actions;
        this.runbook = runbook;
        this.drawings = drawings;
        this.running = running;
        this.freeze = freeze;
        this.changes = changes;
        this.tickets = tickets;
        this.catalog = catalog;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
        this.similar = similar;
    }

    @GetMapping(path = "/incidents/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String incident(
            @PathVariable IncidentId id,
            @RequestParam(name = "timeline", defaultValue = "all") String filter,
            @RequestParam(name = "before", defaultValue = "" + Long.MAX_VALUE) long before,
            @RequestParam(name = "alerts", defaultValue = "0") int alertsPage,
            PersonAuthentication caller,
            CsrfToken token,
            HttpServletRequest request) {
        var now = clock.instant();
        var incident = incidents.get(id);
        var steps = activity.steps(id, now);
        var flash = Flash.of(request);
        var panel = actions.of(incident, caller.person(), ActivityView.decision(steps), flash);
        var model = page(incident, caller, token, flash);
        model.put("panel", panel);
        model.put("runbook", runbook.of(panel.actions(), flash).orElse(null));
        model.put("steps", steps);
        model.put("running", running.of(id, caller.person()));
        addIncident(model, incident);
        addProcess(model, incident);
        addStuck(model, id, panel);
        addHistory(model, incident, new HistoryPage(filter, before, Math.max(0, Math.min(alertsPage, MAX_PAGE))));
        model.put("hasPostMortem", postMortem.of(id).isPresent());
        similar.add(model, id, caller.getName());
        return pages.render("incident", model);
    }

    private Map<String, Object> page(Incident incident, PersonAuthentication caller, CsrfToken token, Flash flash) {
        var now = clock.instant();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", flash);
        model.put("frozen", freeze.reason());
        model.put("now", Moment.of(now, now));
        model.put("card", IncidentCard.of(incident, List.of(), now));
        return model;
    }

    private void addIncident(Map<String, Object> model, Incident incident) {
        var now = clock.instant();
        var tasks = status.tasksOf(List.of(incident.id())).getOrDefault(incident.id(), List.of());
        model.put("card", IncidentCard.of(incident, tasks, now));
        model.put(
                "tasks",
                tasks.stream().map(task -> TaskRow.of(task, names, now)).toList());
        model.put("facts", IncidentFacts.of(incident, now));
        model.put("changes", changes.of(incident));
        model.put("tickets", tickets.of(incident.id()));
        model.put(
                "proposesEscalation",
                !catalog.current().externals().isEmpty()
                        && boxes.missed(incident).contains(TimeBox.STABILISATION));
        model.put("bridge", bridges.of(incident.id()).orElse(null));
        model.put("room", rooms.find(incident.id()).orElse(null));
        model.put("commander", names.of(incident.commander()));
        model.put(
                "roles",
                roles.of(incident.id()).stream()
                        .map(held -> Map.of("label", held.role().label(), "name", names.of(held.person())))
                        .toList());
        model.put(
                "missedBoxes",
                boxes.missed(incident).stream()
                        .map(box -> Map.of(
                                "label",
                                box.label(),
                                "missing",
                                box.missing(),
                                "at",
                                Moment.of(boxes.end(incident, box), now)))
                        .toList());
        model.put("acknowledgedBy", names.of(incident.acknowledgedBy()));
        model.put(
                "unknownService",
                catalog.current().service(incident.service()).isEmpty() && !STORM.equals(incident.symptom()));
        model.put(
                "owner",
                names.of(catalog.current()
                        .service(incident.service())
                        .map(Service::owner)
                        .orElse(null)));
        model.put(
                "mergedInto",
                incident.mergedInto() == null ? null : incident.mergedInto().value());
    }

    private void addStuck(Map<String, Object> model, IncidentId id, ActionPanel.Panel panel) {
        model.put(
                "stuck",
                status.stuckStepsOf(id).stream()
                        .map(step -> StuckRow.of(step, panel.actions()))
                        .toList());
    }

    private void addProcess(Map<String, Object> model, Incident incident) {
        var id = incident.id();
        var now = clock.instant();
        model.put(
                "countdown",
                status.countdown(id)
                        .map(it -> Map.of("words", it.words(), "at", Moment.of(it.until(), now)))
                        .orElse(null));
        model.put("notStarting", status.whyNotStarting(id).orElse(null));
        model.put("process", status.processOf(id).orElse(null));
        model.put("drawings", drawings.of(id, now));
    }

    /**
     * Which part of a long history the page shows.
     *
     * @param before the number of the first line that is too new
     * @param alerts which page of all alerts, from 1; 0 for the first few
     */
    private record HistoryPage(String filter, long before, int alerts) {

        String href(IncidentId id, String filter, long before) {
            return "/incidents/" + id + "?timeline=" + filter + (before == Long.MAX_VALUE ? "" : "&before=" + before)
                    + "#timeline-head";
        }
    }

    private void addHistory(Map<String, Object> model, Incident incident, HistoryPage part) {
        var now = clock.instant();
        var id = incident.id();
        var entries = timeline.of(id);
        model.put(
                "brokenPromise",
                incident.isOpen()
                        ? UpdatePromises.broken(entries)
                                .map(TimelineEntry::what)
                                .orElse(null)
                        : null);
        addTimeline(model, id, entries, part);
        addAlerts(model, incident, entries, part.alerts());
        model.put("notifications", activity.notifications(id, now));
        model.put("told", activity.told(id, now));
        model.put("milestones", MilestoneView.all(entries, now));
        model.put(
                "evidence",
                evidence.of(id).stream()
                        .map(item -> EvidenceView.of(item, names, now))
                        .toList());
    }

    private void addTimeline(Map<String, Object> model, IncidentId id, List<TimelineEntry> entries, HistoryPage part) {
        var now = clock.instant();
        var all = members.of(id);
        var people = all.stream().map(IncidentMembers.Member::person).collect(Collectors.toSet());
        model.put(
                "members",
                all.stream().map(member -> MemberRow.of(member, names)).toList());
        model.put("isRestricted", members.isRestricted(id));
        var newestFirst = new ArrayList<>(entries);
        Collections.reverse(newestFirst);
        var rows = newestFirst.stream()
                .filter(entry -> entry.number() < part.before())
                .map(entry -> TimelineRow.of(entry, names, people, now))
                .filter(row -> row.passes(part.filter()))
                .limit(MAX_LINES + 1L)
                .toList();
        var shown = rows.subList(0, Math.min(MAX_LINES, rows.size()));
        model.put("timeline", shown);
        model.put("timelineFilters", filters(id, part));
        if (rows.size() > MAX_LINES) {
            model.put(
                    "earlierLines",
                    part.href(id, part.filter(), shown.get(MAX_LINES - 1).number()));
        }
        if (part.before() != Long.MAX_VALUE) {
            model.put("newestLines", part.href(id, part.filter(), Long.MAX_VALUE));
        }
    }

    private static List<Map<String, Object>> filters(IncidentId id, HistoryPage part) {
        return Stream.of("all", "people", "machine", "milestones")
                .map(name -> Map.<String, Object>of(
                        "label", name, "href", part.href(id, name, Long.MAX_VALUE), "isOn", name.equals(part.filter())))
                .toList();
    }

    private void addAlerts(Map<String, Object> model, Incident incident, List<TimelineEntry> entries, int page) {
        var now = clock.instant();
        var first = alerts.list(incident.id(), MAX_ALERTS, 0);
        var firing = first.stream()
                .filter(alert -> !alert.status().equals("resolved"))
                .count();
        var ended = incident.resolvedAt() == null ? incident.closedAt() : incident.resolvedAt();
        var shown = page == 0
                ? first.stream().limit(SHOWN_ALERTS).toList()
                : alerts.list(incident.id(), ALERTS_OF_PAGE, (page - 1) * ALERTS_OF_PAGE);
        model.put("alerts", shown.stream().map(alert -> AlertRow.of(alert, now)).toList());
        model.put(
                "alertCount",
                firing + " of " + first.size() + (first.size() == MAX_ALERTS ? " or more" : "") + " firing");
        model.put("hasAlerts", !first.isEmpty());
        model.put("silence", SilenceLink.of(incident.service(), incident.id(), first));
        var isMore = page == 0 ? first.size() > SHOWN_ALERTS : shown.size() == ALERTS_OF_PAGE;
        model.put(
                "moreAlerts", isMore ? "/incidents/" + incident.id() + "?alerts=" + (page + 1) + "#alerts-head" : null);
        model.put("fewAlerts", page == 0 ? null : "/incidents/" + incident.id() + "#alerts-head");
        var byService = GroupRow.byService(groups.of(incident.id()), names, now);
        model.put("groups", byService);
        model.put("hasGroups", !byService.isEmpty());
        model.put("plot", AlertPlot.of(first, entries, ended == null ? now : ended));
    }
}
