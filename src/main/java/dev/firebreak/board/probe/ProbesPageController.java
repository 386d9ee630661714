package dev.firebreak.board.probe;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.probe.view.ProbeRuns;
import dev.firebreak.probe.view.ProbeViews;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The page of what Firebreak checks, for all; responders and commanders run a probe now. */
@RestController
class ProbesPageController {

    private final ProbeViews views;
    private final ProbeRuns runs;
    private final Pages pages;
    private final Clock clock;

    ProbesPageController(ProbeViews views, ProbeRuns runs, Pages pages, Clock clock) {
        this.views = views;
        this.runs = runs;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/probes", produces = MediaType.TEXT_HTML_VALUE)
    String probes(PersonAuthentication caller, CsrfToken csrf) {
        var now = clock.instant();
        var probes = views.probes().stream().map(one -> ProbeRow.of(one, now)).toList();
        var heartbeats = views.heartbeats().stream()
                .map(one -> HeartbeatRow.of(one, now))
                .toList();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, csrf));
        model.put("mayRun", mayRun(caller));
        model.put("probes", probes);
        model.put("heartbeats", heartbeats);
        var unwatched = views.unwatched();
        model.put("unwatched", unwatched);
        model.put("hasProbes", !probes.isEmpty());
        model.put("hasHeartbeats", !heartbeats.isEmpty());
        model.put("hasUnwatched", !unwatched.isEmpty());
        model.put("isEmpty", probes.isEmpty() && heartbeats.isEmpty());
        return pages.render("probes", model);
    }

    @PostMapping("/probes/{name}/run")
    ResponseEntity<Void> run(@PathVariable String name) {
        runs.now(name);
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/probes#" + name))
                .build();
    }

    private static boolean mayRun(PersonAuthentication caller) {
        var roles = caller.person().roles();
        return roles.contains(Role.RESPONDER) || roles.contains(Role.COMMANDER);
    }
}
