package dev.firebreak.runbook.step.docker;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.usage.ContainerProcess;
import dev.firebreak.runbook.step.docker.usage.ContainerUsage;
import dev.firebreak.text.MarkdownTable;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Shows how busy a container is, and with how many processes of which name. */
@RunbookStep(
        topic = "docker.show-load",
        title = "Show load",
        description = "Shows how much of its processors the target's container uses, over some seconds, its processes"
                + " by name, and its health. Sets loadRecovered.",
        effect = Effect.READ)
class ShowLoad implements RunbookReading<ShowLoad.Order> {

    record Order(
            @ParameterDescription("Up to this percentage of the processors that it may use, a container is not busy.")
            @Min(1)
            @Max(100)
            @DefaultValue("80")
            int high,

            @ParameterDescription("How often to look; each look takes about a second.")
            @Min(1)
            @Max(10)
            @DefaultValue("3")
            int looks) {}

    static final ProcessVariable<Boolean> LOAD_RECOVERED = ProcessVariable.flag("loadRecovered");

    private static final int SHOWN = 10;

    private final Containers containers;
    private final ContainerUsage usage;

    ShowLoad(Containers containers, ContainerUsage usage) {
        this.containers = containers;
        this.usage = usage;
    }

    /** Without an answer of the engine, nothing counts as recovered. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(LOAD_RECOVERED.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var container = containers.of(target);
        return container.isEmpty()
                ? Finding.of(ContainerName.of(target).absent()).with(LOAD_RECOVERED, false)
                : finding(order, container.get());
    }

    private Finding finding(Order order, Container container) throws InterruptedException {
        var sum = 0.0;
        for (var look = 0; look < order.looks(); look++) {
            var now = usage.of(container.id());
            if (now.isEmpty()) {
                return Finding.of(container.name() + " is " + container.status() + ", so it has no load")
                        .with(LOAD_RECOVERED, false);
            }
            sum += now.get().cpuPercent();
        }
        var percent = sum / order.looks();
        var processes = usage.processes(container.id());
        return Finding.of(container.name() + " uses " + Math.round(percent) + " % of its processors, with "
                        + processes.size() + " processes; it is " + container.status())
                .withDetails(table(processes))
                .with(LOAD_RECOVERED, percent <= order.high() && container.isHealthy());
    }

    private static String table(List<ContainerProcess> processes) {
        var byName = processes.stream().collect(groupingBy(ContainerProcess::name, TreeMap::new, counting()));
        var rows = byName.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .map(it -> MarkdownTable.row(it.getKey(), it.getValue()))
                .toList();
        return MarkdownTable.heading("Name", "Processes") + String.join("", rows);
    }
}
