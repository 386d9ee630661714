package dev.firebreak.runbook.step.docker.memory;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.LongReading;
import dev.firebreak.runbook.ManyTargets;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.usage.ContainerStats;
import dev.firebreak.runbook.step.docker.usage.ContainerUsage;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Names the targets whose containers use most of their memory, one after the other, so that a diagram mends one at a time. */
@RunbookStep(
        topic = "docker.next-leaking",
        title = "Next leaking container",
        description = "Names the next target of the catalogue, besides this one, whose container uses more than a"
                + " percentage of its memory limit. Sets leaking, which is empty after the last.",
        effect = Effect.READ)
class NextLeaking implements LongReading<NextLeaking.Order> {

    record Order(
            @ParameterDescription("Above this percentage of its limit, a container counts as leaking.")
            @Min(1)
            @Max(100)
            @DefaultValue("80")
            int high,

            @ParameterDescription("The target before; empty for the first.") @DefaultValue("")
            String after) {}

    static final ProcessVariable<String> LEAKING = ProcessVariable.text("leaking");

    private final CurrentCatalog catalog;
    private final Containers containers;
    private final ContainerUsage usage;
    private final ManyTargets many;

    NextLeaking(CurrentCatalog catalog, Containers containers, ContainerUsage usage, ManyTargets many) {
        this.catalog = catalog;
        this.containers = containers;
        this.usage = usage;
        this.many = many;
    }

    /** Without a look there is no next one. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(LEAKING.name(), "");
    }

    @Override
    public Finding read(Order order, Target target, StepOutput output) throws Exception {
        var after = order.after() == null ? "" : order.after();
        var others = others(target).stream()
                .filter(it -> it.name().compareTo(after) > 0)
                .toList();
        var seen = many.each(others, "containers", output, this::stats);
        for (var n = 0; n < others.size(); n++) {
            var stats = seen.get(n).filter(it -> it.memoryPercent() > order.high());
            if (stats.isPresent()) {
                return Finding.of("Next, " + (n + 1) + " of " + others.size() + " that were looked at: "
                                + others.get(n).name() + " uses " + stats.get().memoryShown())
                        .with(LEAKING, others.get(n).name());
            }
        }
        return Finding.of("No other container uses more than " + order.high() + " % of its memory")
                .with(LEAKING, "");
    }

    /** The other targets with a container, by name. */
    private List<Target> others(Target target) {
        return catalog.current().targets().values().stream()
                .filter(it -> it.settings().containsKey("container"))
                .filter(it ->
                        !it.settings().get("container").equals(target.settings().get("container")))
                .sorted(Comparator.comparing(Target::name))
                .toList();
    }

    /** What it uses; empty if it does not run. */
    private Optional<ContainerStats> stats(Target target) throws InterruptedException {
        var container = containers.of(target);
        return container.isEmpty() ? Optional.empty() : usage.of(container.get().id());
    }

    /** A look takes about a second. */
    @Override
    public Duration timeLimit() {
        return Duration.ofMinutes(2);
    }
}
