package dev.firebreak.runbook.step;

import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** A Docker Engine that is played: one container of each database, whose restart does what a story needs. */
@TestComponent
@Primary
public class FakeContainers implements Containers {

    public Runnable atRestart = () -> {};

    /** What was restarted, in order, by name; a story clears it. */
    public final List<String> restarted = new ArrayList<>();

    private Instant startedAt = Instant.parse("2026-11-22T01:00:00Z");

    @Override
    public Optional<Container> named(String name) {
        return all().stream().filter(container -> container.name().equals(name)).findFirst();
    }

    @Override
    public Optional<Container> byId(String id) {
        return all().stream().filter(container -> container.id().equals(id)).findFirst();
    }

    @Override
    public List<Container> all() {
        return List.of(
                container("c0ffee", "mosaic-postgres"),
                container("decade", "mosaic-redis"),
                container("facade", "mosaic-mariadb"),
                container("faceda", "mosaic-gitea"),
                container("beaded", "mosaic-plane"),
                container("accede", "mosaic-woodpecker"));
    }

    @Override
    public boolean restart(String id, Duration stopWithin) {
        atRestart.run();
        byId(id).ifPresent(container -> restarted.add(container.name()));
        startedAt = startedAt.plusSeconds(60);
        return true;
    }

    private Container container(String id, String name) {
        return new Container(id.repeat(10) + id.substring(0, 4), name, name + ":1", "running", "healthy", startedAt, 0);
    }
}
