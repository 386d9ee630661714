package dev.firebreak.board.report;

import dev.firebreak.board.diagram.DiagramSvg;
import dev.firebreak.board.diagram.Heat;
import dev.firebreak.engine.diagram.DeployedDiagrams;
import dev.firebreak.report.month.ReportMarkdown;
import dev.firebreak.report.waiting.ActivityWait;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Draws processes so that the activities that take longest are darkest. */
@Component
class HeatMaps {

    private static final double SCALE = 0.8;
    private static final int MOST = 12;
    private static final int SHADES = 4;

    private final DeployedDiagrams diagrams;

    HeatMaps(DeployedDiagrams diagrams) {
        this.diagrams = diagrams;
    }

    /** A process. */
    record HeatMap(String key, String name, String svg) {}

    /** Those of the activities, the process with the longest one first. One that has no drawing any more is left out. */
    List<HeatMap> of(List<ActivityWait> waits) {
        var longest = waits.stream().mapToLong(ActivityWait::dwellP90).max().orElse(1);
        var byProcess = waits.stream()
                .collect(Collectors.groupingBy(ActivityWait::process, LinkedHashMap::new, Collectors.toList()));
        return byProcess.entrySet().stream()
                .limit(MOST)
                .map(it -> map(it.getKey(), it.getValue(), Math.max(1, longest)))
                .filter(Objects::nonNull)
                .toList();
    }

    private HeatMap map(String key, List<ActivityWait> waits, long longest) {
        var heat = waits.stream()
                .collect(Collectors.toMap(ActivityWait::activity, it -> heat(it, longest), (one, other) -> one));
        return waits.stream()
                .map(ActivityWait::definition)
                .max(String::compareTo)
                .flatMap(diagrams::of)
                .flatMap(diagram -> DiagramSvg.heatMap(diagram, "heat-" + key + "-", SCALE, heat)
                        .map(svg -> new HeatMap(key, diagram.name(), svg)))
                .orElse(null);
    }

    /** By the root, so that hours don't make minutes invisible. */
    private static Heat heat(ActivityWait wait, long longest) {
        var shade = (int) Math.ceil(SHADES * Math.sqrt((double) wait.dwellP90() / longest));
        return new Heat(
                Math.min(SHADES, shade),
                ReportMarkdown.length(wait.dwellP90()),
                wait.count() + " times, half within " + ReportMarkdown.length(wait.dwellP50()) + ", 90 % within "
                        + ReportMarkdown.length(wait.dwellP90()));
    }
}
