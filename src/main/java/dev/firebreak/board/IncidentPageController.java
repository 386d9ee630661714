package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.alert.view.AlertsOfIncident;
import dev.firebreak.board.action.ActionPanel;
import dev.firebreak.board.action.StuckRow;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.page.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.board.process.ProcessDrawings;
import dev.firebreak.board.record.AlertPlot;
import dev.firebreak.board.record.AlertRow;
import dev.firebreak.board.record.EvidenceView;
import dev.firebreak.board.record.MilestoneView;
import dev.firebreak.board.record.TimelineRow;
import dev.firebreak.board.view.ActivityView;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.board.view.IncidentFacts;
import dev.firebreak.board.view.TaskRow;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.IncidentMembers;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.TimelineEntry;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.lifecycle.status.ProcessStatus;
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

    private final Incidents incidents;
    private final IncidentMembers members;
    private final AlertsOfIncident alerts;
    private final Timeline timeline;
    private final Evidence evidence;
    private final ProcessStatus status;
    private final WrittenPostMortem postMortem;
    private final ActivityView activity;
    private final ActionPanel actions;
    private final ProcessDrawings drawings;
    private final FreezeView freeze;
    private final Catalog catalog;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    IncidentPageController(
            Incidents incidents,
            IncidentMembers members,
            AlertsOfIncident alerts,
            Timeline timeline,
            Evidence evidence,
            ProcessStatus status,
            WrittenPostMortem postMortem,
            ActivityView activity,
            ActionPanel actions,
            ProcessDrawings drawings,
            FreezeView freeze,
            Catalog catalog,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.incidents = incidents;
        this.members = members;
        this.alerts = alerts;
        this.timeline = timeline;
        this.evidence = evidence;
        this.status = status;
        this.postMortem = postMortem;
        this.activity = activity;
        this.actions = actions;
        this.drawings = drawings;
        this.freeze = freeze;
        this.catalog = catalog;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/incidents/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String incident(
            @PathVariable IncidentId id,
            @RequestParam(name = "timeline", defaultValue = "all") String filter,
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
        model.put("steps", steps);
        addIncident(model, incident);
        addProcess(model, id);
        addStuck(model, id, panel);
        addHistory(model, incident, filter);
        model.put("hasPostMortem", postMortem.of(id).isPresent());
        return pages.render("incident", model);
    }

    /** The post-mortem on its own page: the document, and the form while it is to be written. */
    @GetMapping(path = "/incidents/{id}/postmortem", produces = MediaType.TEXT_HTML_VALUE)
    String postMortem(
            @PathVariable IncidentId id, PersonAuthentication caller, CsrfToken token, HttpServletRequest request) {
        var incident = incidents.get(id);
        var flash = Flash.of(request);
        var panel = actions.of(incident, caller.person(), null, flash);
        var model = page(incident, caller, token, flash);
        model.put("form", panel.postMortem());
        model.put("postmortem", postMortem.of(id).map(RenderedMarkdown::html).orElse(null));
        return pages.render("postmortem", model);
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
        model.put("commander", names.of(incident.commander()));
        model.put("acknowledgedBy", names.of(incident.acknowledgedBy()));
        model.put("unknownService", catalog.service(incident.service()).isEmpty());
        model.put(
                "owner",
                names.of(catalog.service(incident.service()).map(Service::owner).orElse(null)));
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

    private void addProcess(Map<String, Object> model, IncidentId id) {
        model.put("notStarting", status.whyNotStarting(id).orElse(null));
        model.put("process", status.processOf(id).orElse(null));
        model.put("drawings", drawings.of(id, clock.instant()));
    }

    private void addHistory(Map<String, Object> model, Incident incident, String filter) {
        var now = clock.instant();
        var id = incident.id();
        var entries = timeline.of(id);
        var people = members.of(id).stream().map(IncidentMembers.Member::person).collect(Collectors.toSet());
        var rows = new ArrayList<>(entries.stream()
                .map(entry -> TimelineRow.of(entry, names, people, now))
                .filter(row -> row.passes(filter))
                .toList());
        Collections.reverse(rows);
        model.put("timeline", rows);
        model.put("timelineFilters", filters(id, filter));
        addAlerts(model, incident, entries);
        model.put("notifications", activity.notifications(id, now));
        model.put("told", activity.told(id, now));
        model.put("milestones", MilestoneView.all(entries, now));
        model.put(
                "evidence",
                evidence.of(id).stream()
                        .map(item -> EvidenceView.of(item, names, now))
                        .toList());
    }

    private static List<Map<String, Object>> filters(IncidentId id, String filter) {
        return Stream.of("all", "people", "machine", "milestones")
                .map(name -> Map.<String, Object>of(
                        "label",
                        name,
                        "href",
                        "/incidents/" + id + "?timeline=" + name + "#timeline-head",
                        "isOn",
                        name.equals(filter)))
                .toList();
    }

    private void addAlerts(Map<String, Object> model, Incident incident, List<TimelineEntry> entries) {
        var now = clock.instant();
        var all = alerts.list(incident.id(), MAX_ALERTS, 0);
        var firing =
                all.stream().filter(alert -> !alert.status().equals("resolved")).count();
        var ended = incident.resolvedAt() == null ? incident.closedAt() : incident.resolvedAt();
        model.put(
                "alerts",
                all.stream()
                        .limit(SHOWN_ALERTS)
                        .map(alert -> AlertRow.of(alert, now))
                        .toList());
        model.put(
                "alertCount", firing + " of " + all.size() + (all.size() == MAX_ALERTS ? " or more" : "") + " firing");
        model.put("hasAlerts", !all.isEmpty());
        model.put("moreAlerts", all.size() > SHOWN_ALERTS);
        model.put("plot", AlertPlot.of(all, entries, ended == null ? now : ended));
    }
}
