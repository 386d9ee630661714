package dev.firebreak.board;

import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.view.IncidentCard;
import dev.firebreak.engine.release.ModelRelease;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.status.ProcessStatus;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The board: open incidents, newest first, each with its next deadline; below, the most recently ended ones. */
@RestController
class BoardController {

    private static final int MAX_LISTED = 100;
    private static final int MAX_ENDED = 10;

    private final Incidents incidents;
    private final ProcessStatus status;
    private final ModelRelease release;
    private final Pages pages;
    private final Clock clock;

    BoardController(Incidents incidents, ProcessStatus status, ModelRelease release, Pages pages, Clock clock) {
        this.incidents = incidents;
        this.status = status;
        this.release = release;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/", produces = MediaType.TEXT_HTML_VALUE)
    String board(@RequestParam Map<String, String> query, Authentication caller, CsrfToken token) {
        var open = open();
        var waiting = release.waiting();
        return pages.render(
                "board",
                Map.of(
                        "layout", PageLayout.of(caller, token),
                        "hasProposals", waiting > 0,
                        "proposals",
                                waiting == 1
                                        ? "A guarded model waits for release"
                                        : waiting + " guarded models wait for release",
                        "stale", query.containsKey("stale"),
                        "already", query.containsKey("already"),
                        "open", open,
                        "ended", ended(),
                        "hasNoOpen", open.isEmpty(),
                        "count", open.size() == 1 ? "1 open incident" : open.size() + " open incidents",
                        "now", Moment.of(clock.instant(), clock.instant())));
    }

    private List<IncidentCard> open() {
        var now = clock.instant();
        var open = incidents.list(true, MAX_LISTED, 0);
        var tasks = status.tasksOf(open.stream().map(incident -> incident.id()).toList());
        return open.stream()
                .map(incident -> IncidentCard.of(incident, tasks.getOrDefault(incident.id(), List.of()), now))
                .toList();
    }

    private List<IncidentCard> ended() {
        return incidents.list(false, MAX_LISTED, 0).stream()
                .filter(incident -> !incident.isOpen())
                .limit(MAX_ENDED)
                .map(incident -> IncidentCard.of(incident, List.of(), clock.instant()))
                .toList();
    }
}
