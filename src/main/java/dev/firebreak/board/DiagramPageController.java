package dev.firebreak.board;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.process.ProcessDrawings;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import java.time.Clock;
import java.util.HashMap;
import org.springframework.http.MediaType;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The page of one process of an incident: its diagram in full size, as it stands now. */
@RestController
class DiagramPageController {

    private final Incidents incidents;
    private final ProcessDrawings drawings;
    private final Pages pages;
    private final Clock clock;

    DiagramPageController(Incidents incidents, ProcessDrawings drawings, Pages pages, Clock clock) {
        this.incidents = incidents;
        this.drawings = drawings;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/incidents/{id}/diagram/{process}", produces = MediaType.TEXT_HTML_VALUE)
    String diagram(
            @PathVariable IncidentId id, @PathVariable String process, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var incident = incidents.get(id);
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("now", Moment.of(now, now));
        model.put("incident", incident.id().value());
        model.put("title", incident.title());
        model.put(
                "drawn",
                drawings.one(id, process, now)
                        .orElseThrow(() -> new TaskRefused(404, "This incident has no such process.", null)));
        return pages.render("diagram", model);
    }
}
