package dev.firebreak.runbook.step.postgres;

import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A Docker Engine that is played: one container, whose restart does what a story needs. */
@TestComponent
@Primary
class FakeContainers implements Containers {

    private static final String ID = "c0ffee".repeat(10) + "c0ff";

    Runnable atRestart = () -> {};
    private Instant startedAt = Instant.parse("2026-11-22T01:00:00Z");

    @Override
    public Optional<Container> named(String name) {
        return Optional.of(container()).filter(container -> container.name().equals(name));
    }

    @Override
    public Optional<Container> byId(String id) {
        return Optional.of(container()).filter(container -> container.id().equals(id));
    }

    @Override
    public List<Container> all() {
        return List.of(container());
    }

    @Override
    public boolean restart(String id, Duration stopWithin) {
        atRestart.run();
        startedAt = startedAt.plusSeconds(60);
        return true;
    }

    private Container container() {
        return new Container(ID, "mosaic-postgres", "postgres:16", "running", "healthy", startedAt, 0);
    }
}
