package dev.firebreak.runbook.step.firewall;

import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.PlayedTarget;
import dev.firebreak.runbook.step.docker.namespace.ContainerNetwork;
import dev.firebreak.runbook.step.docker.namespace.NetworkNamespaces;
import dev.firebreak.runbook.step.host.command.CommandResult;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The network of the played containers: one packet filter for all, and the sessions that a story opens. */
@TestComponent
@Primary
public class FakeNamespaces extends PlayedTarget implements NetworkNamespaces {

    public final FakeFilter filter = new FakeFilter(this::changes);

    public String mode;
    public String missing;

    /** The lines of {@code /proc/net/tcp}. */
    public String sessions;

    private final FakeContainers containers;

    public FakeNamespaces(FakeContainers containers) {
        this.containers = containers;
        reset();
    }

    public final void reset() {
        filter.reset();
        mode = "mosaic";
        missing = null;
        sessions = "";
    }

    @Override
    public Object captured() {
        return filter.captured();
    }

    @Override
    public void givesWork() {
        reset();
    }

    @Override
    public Optional<ContainerNetwork> named(String name) {
        return containers
                .named(name)
                .map(it -> new ContainerNetwork(it.id(), it.name(), mode, it.isRunning(), false, List.of()));
    }

    @Override
    public Optional<String> missing() {
        return Optional.ofNullable(missing);
    }

    @Override
    public CommandResult run(String id, List<String> command, Duration limit) {
        return filter.knows(command)
                ? filter.answer(command)
                : new CommandResult(0, "  sl  local_address rem_address   st\n" + sessions, "");
    }
}
