package dev.firebreak.runbook.step.forensics;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.TimeLimit;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.namespace.NetworkNamespaces;
import dev.firebreak.runbook.step.docker.state.ContainerStates;
import dev.firebreak.runbook.step.forensics.container.ContainerTraces;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.springframework.stereotype.Component;

/**
 * Reads what an attack may have left in a container, by the Docker Engine. Nothing runs in the container, whose programs
 * an attacker may have changed. Each part has a limit of its own; one that fails or hangs is named.
 */
@Component
class ContainerEvidence {

    private static final Duration PART = Duration.ofSeconds(35);
    private static final int PARTS = 5;
    private static final int LOG_LINES = 5_000;

    private final Containers containers;
    private final ContainerTraces traces;
    private final ContainerStates states;
    private final NetworkNamespaces namespaces;
    private final ForeignSessions foreign;
    private final TimeLimit limit;
    private final Clock clock;

    ContainerEvidence(
            Containers containers,
            ContainerTraces traces,
            ContainerStates states,
            NetworkNamespaces namespaces,
            ForeignSessions foreign,
            TimeLimit limit,
            Clock clock) {
        this.containers = containers;
        this.traces = traces;
        this.states = states;
        this.namespaces = namespaces;
        this.foreign = foreign;
        this.limit = limit;
        this.clock = clock;
    }

    static Duration longest() {
        return PART.multipliedBy(PARTS + 1);
    }

    /** Empty if there is no such container. */
    Optional<CollectedEvidence> of(Target target, Duration logsBack) throws InterruptedException {
        var found = containers.named(ContainerName.of(target).value());
        return found.isPresent() ? Optional.of(of(found.get(), target, logsBack)) : Optional.empty();
    }

    private CollectedEvidence of(Container container, Target target, Duration logsBack) throws InterruptedException {
        var id = container.id();
        var parts = new ArrayList<EvidencePart>();
        var indicators = new ArrayList<Indicator>();
        if (container.isRunning()) {
            parts.add(part("connections", () -> {
                indicators.addAll(Indicator.sessions(foreign.inContainer(id, target)));
                return namespaces.run(id, ForeignSessions.LIST, PART).output();
            }));
            parts.add(part("processes", () -> traces.processes(id)));
        }
        parts.add(part("file changes", () -> {
            var changes = traces.changes(id);
            indicators.addAll(0, Indicator.changes(changes.kept()));
            return changes.text();
        }));
        parts.add(part("configuration", () -> String.join("\n", traces.configuration(id)) + "\n"));
        parts.add(part(
                "log", () -> states.lastLines(id, LOG_LINES, clock.instant().minus(logsBack), line -> {})));
        return new CollectedEvidence(parts, indicators);
    }

    private EvidencePart part(String name, Callable<String> look) throws InterruptedException {
        var at = clock.instant();
        try {
            return new EvidencePart(name, "# " + at + "\n" + limit.within(PART, look), null);
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            return EvidencePart.missing(name, e.getMessage() == null ? e.toString() : e.getMessage());
        }
    }
}
