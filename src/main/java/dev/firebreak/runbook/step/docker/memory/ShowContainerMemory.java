package dev.firebreak.runbook.step.docker.memory;

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
import dev.firebreak.runbook.step.docker.usage.ContainerUsage;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Map;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Shows how much of its memory limit a container uses. */
@RunbookStep(
        topic = "docker.show-memory",
        title = "Show memory",
        description = "Shows how much memory the target's container uses, of its limit or of the machine. Sets"
                + " memoryRecovered.",
        effect = Effect.READ)
class ShowContainerMemory implements RunbookReading<ShowContainerMemory.Order> {

    record Order(
            @ParameterDescription("Up to this percentage of its limit, a running container has enough memory.")
            @Min(1)
            @Max(100)
            @DefaultValue("80")
            int high) {}

    static final ProcessVariable<Boolean> MEMORY_RECOVERED = ProcessVariable.flag("memoryRecovered");

    private final Containers containers;
    private final ContainerUsage usage;

    ShowContainerMemory(Containers containers, ContainerUsage usage) {
        this.containers = containers;
        this.usage = usage;
    }

    /** Without an answer of the engine, nothing counts as recovered. */
    @Override
    public Map<String, Object> unread() {
        return Map.of(MEMORY_RECOVERED.name(), false);
    }

    @Override
    public Finding read(Order order, Target target) throws InterruptedException {
        var container = containers.of(target);
        return container.isEmpty()
                ? Finding.of(ContainerName.of(target).absent()).with(MEMORY_RECOVERED, false)
                : finding(order, container.get());
    }

    private Finding finding(Order order, Container container) throws InterruptedException {
        var now = usage.of(container.id());
        return now.isEmpty()
                ? Finding.of(container.name() + " is " + container.status() + ", so it uses no memory")
                        .with(MEMORY_RECOVERED, false)
                : Finding.of(container.name() + " uses " + now.get().memoryShown() + "; it is " + container.status())
                        .with(
                                MEMORY_RECOVERED,
                                now.get().isCounted() && now.get().memoryPercent() <= order.high());
    }
}
