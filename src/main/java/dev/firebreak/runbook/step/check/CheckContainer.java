package dev.firebreak.runbook.step.check;

import static dev.firebreak.runbook.Effect.READ;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.LongReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.state.ContainerState;
import dev.firebreak.runbook.step.docker.state.ContainerStates;
import dev.firebreak.text.Markdown;
import dev.firebreak.text.MarkdownTable;
import dev.firebreak.text.TimeText;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Finds out why a container is as it is, from its state and its last lines, and says what to do about it. */
@RunbookStep(
        topic = "service.check-container",
        title = "Check container",
        description = "State, exit code, OOM kill, restarts, ports, disk and last lines of the target's container, with"
                + " what they mean and what to do. Sets containerHealthy, containerLogClean and containerSeen.",
        effect = READ)
class CheckContainer implements LongReading<CheckContainer.Order> {

    record Order() {}

    static final ProcessVariable<Boolean> CONTAINER_HEALTHY = ProcessVariable.flag("containerHealthy");

    /** Whether its log names no trouble with what it calls. */
    static final ProcessVariable<Boolean> CONTAINER_LOG_CLEAN = ProcessVariable.flag("containerLogClean");

    /** What was seen and what to do, safe to show as Markdown. */
    static final ProcessVariable<String> CONTAINER_SEEN = ProcessVariable.text("containerSeen");

    private static final int LINES = 200;
    private static final int SHOWN = 20;
    private static final int DISK_FULL_PERCENT = 90;
    private static final int MOST_SIGNS = 3;

    private final ContainerStates containers;

    CheckContainer(ContainerStates containers) {
        this.containers = containers;
    }

    /** What nobody saw counts neither as healthy nor as clean. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(
                CONTAINER_HEALTHY.name(), false,
                CONTAINER_LOG_CLEAN.name(), false,
                CONTAINER_SEEN.name(), "not checked");
    }

    @Override
    public Finding read(Order order, Target target, StepOutput output) throws InterruptedException {
        if (!target.settings().containsKey("container")) {
            var seen = "The catalogue names no container of " + target.name()
                    + ", so only its address is checked, and Firebreak can't restart it: restart it by hand, and check"
                    + " again.";
            return finding(seen, true, true);
        }
        var name = ContainerName.of(target);
        var state = containers.named(name.value());
        return state.isPresent()
                ? found(state.get(), output)
                : finding(
                        name.absent() + ". A restart can't help: create it again" + " from its own configuration.",
                        false,
                        true);
    }

    private Finding found(ContainerState state, StepOutput output) throws InterruptedException {
        var container = state.container();
        var since = container.isRunning() ? container.startedAt() : null;
        var log = containers.lastLines(container.id(), LINES, since, output::line);
        var signs = LogSign.in(log);
        var disk = container.isRunning()
                ? containers.diskUsedPercent(container.id()).orElse(-1)
                : -1;
        var seen = container.name() + " is " + ContainerDiagnosis.of(state) + disk(disk) + signs(signs);
        var clean = signs.stream().noneMatch(LogSign::isOfIntegration);
        return finding(seen, container.isHealthy() && disk < DISK_FULL_PERCENT, clean)
                .withDetails(table(state, disk) + "\n" + lastLines(log))
                .attach("container-log.txt", "text/plain", log);
    }

    private static Finding finding(String seen, boolean healthy, boolean clean) {
        return Finding.of(seen)
                .with(CONTAINER_HEALTHY, healthy)
                .with(CONTAINER_LOG_CLEAN, clean)
                .with(CONTAINER_SEEN, Markdown.line(seen));
    }

    private static String disk(int percent) {
        return percent < DISK_FULL_PERCENT ? "" : " Its disk is " + percent + " % full: make room first.";
    }

    private static String signs(List<LogSign> signs) {
        var said = new StringBuilder();
        signs.stream()
                .limit(MOST_SIGNS)
                .forEach(sign -> said.append(" Its log says that ")
                        .append(sign.words())
                        .append(". ")
                        .append(sign.advice()));
        return said.toString();
    }

    private static String table(ContainerState state, int disk) {
        var container = state.container();
        return MarkdownTable.heading("What", "Value")
                + MarkdownTable.row("State", container.status())
                + MarkdownTable.row("Image", container.image())
                + MarkdownTable.row("Started", time(container.startedAt()))
                + MarkdownTable.row("Last end", time(state.finishedAt()))
                + MarkdownTable.row("Exit code", state.exitCode())
                + MarkdownTable.row("OOM-killed", state.oomKilled() ? "yes" : "no")
                + MarkdownTable.row("Restarts by the engine", container.restarts())
                + MarkdownTable.row("Ports", state.ports().isEmpty() ? "none" : String.join(", ", state.ports()))
                + MarkdownTable.row("Disk used", disk < 0 ? "unknown" : disk + " %");
    }

    private static String time(java.time.Instant at) {
        return at == null ? "never" : TimeText.of(at);
    }

    private static String lastLines(String log) {
        var lines = log.lines().toList();
        var last = lines.subList(Math.max(0, lines.size() - SHOWN), lines.size());
        return last.isEmpty()
                ? "It wrote nothing.\n"
                : "The last lines:\n\n```\n" + String.join("\n", last).replace("```", "'''") + "\n```\n";
    }

    /** More than the answers of the engine together. */
    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(60);
    }
}
