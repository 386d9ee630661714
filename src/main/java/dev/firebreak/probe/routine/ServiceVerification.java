package dev.firebreak.probe.routine;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.probe.view.HeartbeatView;
import dev.firebreak.probe.view.ProbeView;
import dev.firebreak.probe.view.ProbeViews;
import dev.firebreak.text.TimeText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** {@code check: services}: each probe's last result, each heartbeat, and the services that nothing checks. */
@Component
class ServiceVerification implements RoutineKind {

    /** A gap is shown, but asks for no sign-off each day. */
    private static final String COVERAGE = "Coverage";

    private final ProbeViews views;
    private final CurrentCatalog catalog;

    ServiceVerification(ProbeViews views, CurrentCatalog catalog) {
        this.views = views;
        this.catalog = catalog;
    }

    @Override
    public String name() {
        return "services";
    }

    @Override
    public boolean wantsPerson(List<RoutineFinding> findings) {
        return findings.stream()
                .anyMatch(finding -> !finding.good() && !finding.what().equals(COVERAGE));
    }

    @Override
    public List<RoutineFinding> look() {
        var findings = new ArrayList<RoutineFinding>();
        var probes = views.probes();
        probes.forEach(probe -> findings.add(
                new RoutineFinding("Probe " + probe.name(), Boolean.TRUE.equals(probe.passed()), said(probe))));
        views.heartbeats()
                .forEach(one -> findings.add(new RoutineFinding("Heartbeat " + one.name(), one.well(), said(one))));
        var checked = probes.stream().map(ProbeView::service).collect(Collectors.toSet());
        var unchecked = catalog.current().services().keySet().stream()
                .filter(service -> !checked.contains(service))
                .sorted()
                .toList();
        if (!unchecked.isEmpty()) {
            findings.add(
                    new RoutineFinding(COVERAGE, false, "services without a probe: " + String.join(", ", unchecked)));
        }
        return findings;
    }

    private static String said(ProbeView probe) {
        return probe.finding() == null ? "has not run yet" : probe.finding();
    }

    private static String said(HeartbeatView heartbeat) {
        if (heartbeat.failedAt() != null) {
            return "reports that it failed";
        }
        return heartbeat.heardAt() == null
                ? "was never heard"
                : "was last heard at " + TimeText.of(heartbeat.heardAt());
    }
}
