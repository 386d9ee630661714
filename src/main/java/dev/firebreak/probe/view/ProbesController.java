package dev.firebreak.probe.view;

import java.util.List;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Probes and heartbeats over the API. */
@RestController
@RequestMapping("/api/probes")
class ProbesController {

    private final ProbeViews views;
    private final ProbeRuns runs;

    /** All that Firebreak checks. */
    record Checked(List<ProbeView> probes, List<HeartbeatView> heartbeats) {}

    ProbesController(ProbeViews views, ProbeRuns runs) {
        this.views = views;
        this.runs = runs;
    }

    @GetMapping
    Checked list() {
        return new Checked(views.probes(), views.heartbeats());
    }

    @PostMapping("/{name}/runs")
    ResponseEntity<Void> run(@PathVariable String name) {
        runs.now(name);
        return ResponseEntity.accepted().build();
    }
}
