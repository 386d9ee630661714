package dev.firebreak.board;

import dev.firebreak.board.page.DisplayNames;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.board.process.ProcessDrawings;
import dev.firebreak.board.view.ActivityView;
import dev.firebreak.board.view.EvidenceView;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.board.view.IncidentFacts;
import dev.firebreak.board.view.MilestoneView;
import dev.firebreak.board.view.TaskRow;
import dev.firebreak.board.view.TimelineRow;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Timeline;
import dev.firebreak.incident.evidence.Evidence;
import dev.firebreak.lifecycle.status.ProcessStatus;
import dev.firebreak.postmortem.WrittenPostMortem;
import dev.firebreak.runbook.view.FreezeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The page of one incident: status, deadlines, open tasks, steps, notifications, timeline and evidence. */
@RestController
class IncidentPageController {

    private final Incidents incidents;
    private final Timeline timeline;
    private final Evidence evidence;
    private final ProcessStatus status;
    private final WrittenPostMortem postMortem;
    private final ActivityView activity;
    private final ProcessDrawings drawings;
    private final FreezeView freeze;
    private final Catalog catalog;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    IncidentPageController(
            Incidents incidents,
            Timeline timeline,
            Evidence evidence,
            ProcessStatus status,
            WrittenPostMortem postMortem,
            ActivityView activity,
            ProcessDrawings drawings,
            FreezeView freeze,
            Catalog catalog,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.evidence = evidence;
        this.status = status;
        this.postMortem = postMortem;
        this.activity = activity;
        this.drawings = drawings;
        this.freeze = freeze;
        this.catalog = catalog;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/incidents/{id}", produces = MediaType.TEXT_HTML_VALUE)
    String incident(@PathVariable IncidentId id, Authentication caller, CsrfToken token) {
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("frozen", freeze.reason());
        model.put("now", Moment.of(clock.instant(), clock.instant()));
        addIncident(model, incidents.get(id));
        addProcess(model, id);
        addHistory(model, id);
        model.put("postmortem", postMortem.of(id).map(RenderedMarkdown::html).orElse(null));
        return pages.render("incident", model);
    }

    private void addIncident(Map<String, Object> model, Incident incident) {
        var now = clock.instant();
        var tasks = status.tasksOf(List.of(incident.id())).getOrDefault(incident.id(), List.of());
        model.put("card", IncidentCard.of(incident, tasks, now));
        model.put("tasks", tasks.stream().map(task -> TaskRow.of(task, now)).toList());
        model.put("facts", IncidentFacts.of(incident, now));
        model.put("commander", names.of(incident.commander()));
        model.put("acknowledgedBy", names.of(incident.acknowledgedBy()));
        model.put(
                "owner",
                names.of(catalog.service(incident.service()).map(Service::owner).orElse(null)));
        model.put(
                "mergedInto",
                incident.mergedInto() == null ? null : incident.mergedInto().value());
    }

    private void addProcess(Map<String, Object> model, IncidentId id) {
        model.put("stuck", status.stuckStepsOf(id));
        model.put("notStarting", status.whyNotStarting(id).orElse(null));
        model.put("process", status.processOf(id).orElse(null));
        model.put("drawings", drawings.of(id, clock.instant()));
    }

    private void addHistory(Map<String, Object> model, IncidentId id) {
        var now = clock.instant();
        var entries = timeline.of(id);
        var rows = new ArrayList<>(
                entries.stream().map(entry -> TimelineRow.of(entry, now)).toList());
        Collections.reverse(rows);
        model.put("timeline", rows);
        model.put("steps", activity.steps(id, now));
        model.put("notifications", activity.notifications(id, now));
        model.put("milestones", MilestoneView.all(entries, now));
        model.put(
                "evidence",
                evidence.of(id).stream().map(item -> EvidenceView.of(item, now)).toList());
    }
}
