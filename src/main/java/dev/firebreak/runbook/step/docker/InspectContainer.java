package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import java.util.Map;

/** Reads state, health and restarts of one container. */
@RunbookStep(
        topic = "docker.inspect",
        title = "Inspect container",
        description = "State, health, start time and restarts of the target's container. Changes nothing.",
        effect = Effect.READ)
class InspectContainer implements RunbookReading<InspectContainer.Order> {

    record Order() {}

    static final ProcessVariable<String> STATE = ProcessVariable.text("containerState");
    static final ProcessVariable<String> HEALTH = ProcessVariable.text("containerHealth");
    static final ProcessVariable<Boolean> RUNNING = ProcessVariable.flag("containerRunning");
    static final ProcessVariable<Long> RESTARTS = ProcessVariable.number("containerRestarts");

    private final Containers containers;

    InspectContainer(Containers containers) {
        this.containers = containers;
    }

    @Override
    public Map<String, Object> unread() {
        return Map.of(STATE.name(), "unknown", HEALTH.name(), "unknown", RUNNING.name(), false, RESTARTS.name(), 0L);
    }

    @Override
    public Finding read(Order order, Target target) {
        var name = ContainerName.of(target);
        return containers.named(name.value()).map(InspectContainer::found).orElseGet(() -> missing(name));
    }

    private static Finding found(Container container) {
        return Finding.of(container.name() + " is " + container.status())
                .withDetails(ContainerMarkdown.table(container))
                .with(STATE, container.state())
                .with(HEALTH, container.health())
                .with(RUNNING, container.isRunning())
                .with(RESTARTS, container.restarts());
    }

    private static Finding missing(ContainerName name) {
        return Finding.of(name.absent())
                .with(STATE, "missing")
                .with(HEALTH, "none")
                .with(RUNNING, false)
                .with(RESTARTS, 0L);
    }
}
