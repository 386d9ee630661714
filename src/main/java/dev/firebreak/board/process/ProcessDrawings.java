package dev.firebreak.board.process;

import dev.firebreak.board.diagram.DiagramSvg;
import dev.firebreak.board.diagram.Progress;
import dev.firebreak.board.page.Moment;
import dev.firebreak.engine.diagram.DeployedDiagrams;
import dev.firebreak.engine.diagram.Diagram;
import dev.firebreak.engine.diagram.ElementType;
import dev.firebreak.engine.diagram.Mark;
import dev.firebreak.engine.diagram.Node;
import dev.firebreak.engine.diagram.Trigger;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.status.ActivityRun;
import dev.firebreak.lifecycle.status.ProcessRun;
import dev.firebreak.lifecycle.status.ProcessRuns;
import dev.firebreak.lifecycle.status.RunState;
import dev.firebreak.runbook.view.StepRun;
import dev.firebreak.runbook.view.StepViews;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Draws the processes of an incident as they stand: the runbook and the lifecycle on its page, each one on its own. */
@Component
public class ProcessDrawings {

    private static final Diagram NOT_DEPLOYED = new Diagram("", "", List.of(), List.of(), List.of());

    private final ProcessRuns runs;
    private final DeployedDiagrams diagrams;
    private final StepViews steps;

    ProcessDrawings(ProcessRuns runs, DeployedDiagrams diagrams, StepViews steps) {
        this.runs = runs;
        this.diagrams = diagrams;
        this.steps = steps;
    }

    /**
     * What the incident's page shows.
     *
     * @param runbook the latest process that a phase of the lifecycle called; null if there is none
     * @param lifecycle null before its process has started
     * @param all every process of the incident, the newest first
     */
    public record OnIncidentPage(ProcessFigure runbook, ProcessFigure lifecycle, List<Linked> all) {}

    /** A process with its page. */
    public record Linked(String name, String state, Moment startedAt, String page, boolean isShown) {}

    /** What the page of one process shows. */
    public record OnOwnPage(ProcessFigure figure, List<Linked> all) {}

    public OnIncidentPage of(IncidentId incident, Instant now) {
        var all = runs.of(incident);
        var done = steps.byProcess(incident);
        var lifecycle = all.stream().filter(it -> it.parent() == null).findFirst();
        return new OnIncidentPage(
                runbook(all)
                        .map(it -> figure(it, incident, done, now, new Look("runbook-", 0.8, false)))
                        .orElse(null),
                lifecycle
                        .map(it -> figure(it, incident, done, now, new Look("lifecycle-", 0.6, true)))
                        .orElse(null),
                links(all, incident, null, now));
    }

    /** The page of one process; empty if the incident has no such process. */
    public Optional<OnOwnPage> one(IncidentId incident, String process, Instant now) {
        var all = runs.of(incident);
        return all.stream()
                .filter(it -> it.id().equals(process))
                .findFirst()
                .map(it -> new OnOwnPage(
                        figure(it, incident, steps.byProcess(incident), now, new Look("process-", 1, false)),
                        links(all, incident, process, now)));
    }

    /** @param isMainPart whether event sub-processes that did not begin are left out */
    private record Look(String prefix, double scale, boolean isMainPart) {}

    /** Runbooks are what the phases call: two calls below the lifecycle. */
    private static Optional<ProcessRun> runbook(List<ProcessRun> all) {
        var byId = all.stream().collect(Collectors.toMap(ProcessRun::id, Function.identity()));
        return all.stream()
                .filter(it -> it.parent() != null && byId.containsKey(it.parent()))
                .filter(it -> {
                    var phase = byId.get(it.parent());
                    return phase.parent() != null
                            && byId.containsKey(phase.parent())
                            && byId.get(phase.parent()).parent() == null;
                })
                .findFirst();
    }

    private List<Linked> links(List<ProcessRun> all, IncidentId incident, String shown, Instant now) {
        return all.stream()
                .map(it -> new Linked(
                        diagram(it).name().isEmpty() ? it.key() : diagram(it).name(),
                        it.endedAt() == null ? "running" : "ended",
                        Moment.of(it.startedAt(), now),
                        ProcessFigure.page(incident.value(), it.id()),
                        it.id().equals(shown)))
                .toList();
    }

    private ProcessFigure figure(
            ProcessRun process, IncidentId incident, Map<String, StepRun> done, Instant now, Look look) {
        var diagram = diagram(process);
        var nodes = diagram.nodes().stream().collect(Collectors.toMap(Node::id, Function.identity(), (a, b) -> a));
        var told = new LinkedHashMap<String, ActivityRow.Told>();
        for (var run : runs.activities(process)) {
            told.put(run.activity(), told(run, nodes, done, incident, now));
        }
        var drawn = look.isMainPart() ? mainPart(diagram, told.keySet()) : diagram;
        var svg = DiagramSvg.inPage(drawn, look.prefix(), look.scale(), progress(told));
        return new ProcessFigure(
                look.prefix(),
                diagram.name().isEmpty() ? process.key() : diagram.name(),
                process.endedAt() == null ? "running" : "ended",
                ProcessFigure.page(incident.value(), process.id()),
                svg.orElse(null),
                svg.isPresent() ? null : missing(diagram),
                told.values().stream()
                        .filter(ProcessDrawings::isToldAsText)
                        .map(ActivityRow.Told::row)
                        .toList(),
                notReached(drawn.nodes(), told.keySet()));
    }

    private static ActivityRow.Told told(
            ActivityRun run, Map<String, Node> nodes, Map<String, StepRun> done, IncidentId incident, Instant now) {
        var unknown = new Node(run.activity(), ElementType.OTHER, "", Trigger.NONE, Set.of());
        return new ActivityRow.Told(
                nodes.getOrDefault(run.activity(), unknown),
                run,
                run.called() == null ? null : done.get(run.called()),
                incident.value(),
                now);
    }

    private static Map<String, Progress> progress(Map<String, ActivityRow.Told> told) {
        return told.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, it -> it.getValue().progress()));
    }

    /** Passing through a gateway is no news; standing there is. */
    private static boolean isToldAsText(ActivityRow.Told told) {
        var type = told.node().type();
        return told.run().state() != RunState.DONE
                || type.isActivity()
                || type == ElementType.END_EVENT
                || type == ElementType.OTHER;
    }

    private static List<String> notReached(List<Node> nodes, Set<String> reached) {
        return nodes.stream()
                .filter(it -> it.type().isActivity() && !reached.contains(it.id()))
                .map(Node::label)
                .distinct()
                .toList();
    }

    /** Without what may begin at any time and did not. */
    private static Diagram mainPart(Diagram diagram, Set<String> reached) {
        var hidden = diagram.shapes().stream()
                .filter(it -> it.node().is(Mark.EVENT_SUB_PROCESS))
                .filter(it -> !reached.contains(it.node().id()))
                .map(it -> it.bounds())
                .toList();
        var gone = new HashSet<String>();
        diagram.shapes().stream()
                .filter(shape -> hidden.stream().anyMatch(it -> it.contains(shape.bounds())))
                .forEach(it -> gone.add(it.node().id()));
        return new Diagram(
                diagram.key(),
                diagram.name(),
                diagram.nodes().stream().filter(it -> !gone.contains(it.id())).toList(),
                diagram.shapes().stream()
                        .filter(it -> !gone.contains(it.node().id()))
                        .toList(),
                diagram.edges().stream()
                        .filter(it -> !gone.contains(it.source()) && !gone.contains(it.target()))
                        .toList());
    }

    private static String missing(Diagram diagram) {
        return diagram == NOT_DEPLOYED
                ? "The version of the model that this process runs by is not deployed any more."
                : "This model has no diagram: its file holds no positions of its elements.";
    }

    private Diagram diagram(ProcessRun process) {
        return diagrams.of(process.definition()).orElse(NOT_DEPLOYED);
    }
}
