package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Fault;
import dev.firebreak.runbook.OwnContainer;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * A container that answers nobody, as behind a broken network: connections open and stay silent. The engine freezes its
 * processes, which lose nothing.
 */
@Component
class PausedContainer implements Fault {

    private final DockerEngine engine;

    PausedContainer(DockerEngine engine) {
        this.engine = engine;
    }

    @Override
    public String scenario() {
        return "network";
    }

    @Override
    public String description() {
        return "Freezes a container, so that it answers nobody, as behind a broken network.";
    }

    @Override
    public boolean fits(Target target) {
        return target.kind().equals("docker");
    }

    @Override
    public Set<String> symptoms() {
        return Set.of("down", "unreachable", "slow", "not-responding", "health-check-failed", "service-down");
    }

    @Override
    public Set<String> runbooks() {
        return Set.of("service-down", "service-slow", "integration-failure");
    }

    @Override
    public String inject(Target target, UUID drill, Injection injection) {
        var container = container(target);
        if (OwnContainer.here().id().filter(container.id()::equals).isPresent()) {
            throw new IllegalStateException("container " + container.name() + " runs Firebreak itself");
        }
        if (container.state().equals(DockerEngine.PAUSED)
                && injection.earlier().filter(container.id()::equals).isEmpty()) {
            throw new IllegalStateException("container " + container.name() + " is paused already");
        }
        injection.changes(container.id());
        engine.pause(container);
        return "container " + container.name() + " is paused";
    }

    /** One that was restarted or removed meanwhile is no longer paused. */
    @Override
    public String revert(Target target, UUID drill, String token) {
        var found = engine.byId(token);
        if (found.isEmpty() || !found.get().state().equals(DockerEngine.PAUSED)) {
            return found.map(it -> "container " + it.name() + " is " + it.status())
                    .orElse("the container is gone");
        }
        var container = found.get();
        engine.unpause(container);
        return "container " + container.name() + " runs again";
    }

    private Container container(Target target) {
        var name = ContainerName.of(target);
        return engine.named(name.value()).orElseThrow(() -> new IllegalStateException(name.absent()));
    }
}
