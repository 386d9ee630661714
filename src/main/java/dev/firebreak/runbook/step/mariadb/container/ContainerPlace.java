package dev.firebreak.runbook.step.mariadb.container;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.engine.DockerLogs;
import dev.firebreak.runbook.step.docker.engine.DockerUnreachable;
import dev.firebreak.runbook.step.docker.state.DockerDisk;
import dev.firebreak.runbook.step.mariadb.ServerPlace;
import java.time.Duration;
import org.springframework.stereotype.Component;

/** Looks at the container of a target: its state, its log, and the disk of its data. */
@Component
public class ContainerPlace implements ServerPlace {

    private static final int LINES = 200;
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String DATA = "/var/lib/mysql";

    private final Containers containers;
    private final DockerDisk disk;
    private final DockerLogs logs;

    public ContainerPlace(Containers containers, DockerDisk disk, DockerLogs logs) {
        this.containers = containers;
        this.disk = disk;
        this.logs = logs;
    }

    @Override
    public Look look(Target target) throws InterruptedException {
        if (!target.settings().containsKey("container")) {
            return new Look("unknown: the catalogue names none", false, -1, "");
        }
        try {
            var found = containers.of(target);
            return found.isPresent() ? look(found.get()) : new Look("missing", false, -1, "");
        } catch (DockerUnreachable e) {
            return new Look("unknown: " + e.getMessage(), false, -1, "");
        }
    }

    private Look look(Container container) throws InterruptedException {
        return new Look(container.status(), true, diskUsed(container), logs.last(container.id(), LINES, LIMIT));
    }

    private int diskUsed(Container container) throws InterruptedException {
        return container.isRunning() ? disk.usedPercent(container.id(), DATA).orElse(-1) : -1;
    }
}
