package dev.firebreak.logwatch.container;

import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/** The logs of the lab's containers. */
public final class RealEngineLogs implements EngineLogs {

    private static final DockerLogReader READER = new DockerLogReader(LabDocker.engine());

    @Override
    public List<Logged> all() {
        return READER.all();
    }

    @Override
    public boolean read(String id, Instant since, Predicate<ContainerLine> lines) throws InterruptedException {
        return READER.read(id, since, lines);
    }
}
