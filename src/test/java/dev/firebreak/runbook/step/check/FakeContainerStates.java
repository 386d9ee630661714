package dev.firebreak.runbook.step.check;

import dev.firebreak.runbook.step.FakeContainers;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.state.ContainerState;
import dev.firebreak.runbook.step.docker.state.ContainerStates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The states of played containers: well, until a story lets one end; their logs are what the story says. */
@TestComponent
@Primary
public class FakeContainerStates implements ContainerStates {

    final TreeSet<String> ended = new TreeSet<>();
    String log = "";

    private final FakeContainers containers;

    FakeContainerStates(FakeContainers containers) {
        this.containers = containers;
    }

    @Override
    public Optional<ContainerState> named(String name) {
        return containers.named(name).map(this::state);
    }

    private ContainerState state(Container it) {
        var isEnded = ended.contains(it.name());
        var container = isEnded
                ? new Container(it.id(), it.name(), it.image(), "exited", "none", it.startedAt(), it.restarts())
                : it;
        return new ContainerState(container, isEnded ? 1 : 0, false, "", Instant.EPOCH, List.of());
    }

    @Override
    public String lastLines(String id, int lines, Instant since, Consumer<String> seen) {
        log.lines().forEach(seen);
        return log;
    }

    @Override
    public OptionalInt diskUsedPercent(String id) {
        return OptionalInt.of(40);
    }
}
