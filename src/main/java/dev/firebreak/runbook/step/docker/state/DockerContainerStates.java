package dev.firebreak.runbook.step.docker.state;

import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Ports;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** {@link ContainerStates} over the HTTP API of a Docker Engine. */
@Component
public class DockerContainerStates implements ContainerStates {

    private static final Duration LOG = Duration.ofSeconds(5);

    private final DockerEngine engine;
    private final DockerLogs logs;
    private final DockerDisk disk;

    public DockerContainerStates(DockerEngine engine, DockerLogs logs, DockerDisk disk) {
        this.engine = engine;
        this.logs = logs;
        this.disk = disk;
    }

    @Override
    public Optional<ContainerState> named(String name) {
        return engine.named(name).flatMap(this::state);
    }

    private Optional<ContainerState> state(Container container) {
        try {
            var seen = engine.call(
                    () -> engine.client().inspectContainerCmd(container.id()).exec());
            return Optional.of(state(container, seen));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    private static ContainerState state(Container container, InspectContainerResponse seen) {
        var state = seen.getState();
        return new ContainerState(
                container,
                state.getExitCodeLong() == null ? 0 : state.getExitCodeLong(),
                Boolean.TRUE.equals(state.getOOMKilled()),
                state.getError() == null ? "" : state.getError(),
                instant(state.getFinishedAt()),
                ports(seen));
    }

    private static List<String> ports(InspectContainerResponse seen) {
        var ports = new ArrayList<String>();
        var bound = seen.getNetworkSettings() == null
                ? null
                : seen.getNetworkSettings().getPorts();
        if (bound != null && bound.getBindings() != null) {
            bound.getBindings().forEach((inside, outside) -> {
                for (var binding : outside == null ? new Ports.Binding[0] : outside) {
                    ports.add(binding + "->" + inside);
                }
            });
        }
        return ports.stream().sorted().toList();
    }

    /** Go's zero time, the year 1, means never. */
    private static Instant instant(String text) {
        try {
            var at = Instant.parse(text == null ? "" : text);
            return at.isBefore(Instant.EPOCH) ? null : at;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @Override
    public String lastLines(String id, int lines, Instant since, Consumer<String> seen) throws InterruptedException {
        return logs.last(id, lines, since, LOG, seen);
    }

    @Override
    public OptionalInt diskUsedPercent(String id) throws InterruptedException {
        return disk.usedPercent(id, "/");
    }
}
