package dev.firebreak.lab;

import dev.firebreak.Lab;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The services of one test: some have a container that a runbook restarts after an approval, the others have no
 * runbook. Deadlines are short enough for a test to wait for them.
 */
final class ServicesUnderTest implements AutoCloseable {

    private static final Path WORLD = Path.of("src/test/resources/world");

    private final LabDocker docker = new LabDocker().witnessed();
    private final Map<String, String> services = new LinkedHashMap<>();
    private final Map<String, String> targets = new LinkedHashMap<>();

    /** Adds a service without a runbook. */
    void service(String name) {
        services.put(name, "web");
        target(name, docker.prefix + "-none", Duration.ofSeconds(10));
    }

    /** Adds a service whose container stops immediately. */
    void container(String name) {
        services.put(name, "docker");
        target(name, docker.service("-" + name), Duration.ofSeconds(10));
    }

    /** Adds a service whose container ignores the stop signal and is killed after this time. */
    void stubborn(String name, Duration stopWithin) {
        services.put(name, "docker");
        target(
                name,
                docker.run("-" + name, Lab.Settings.of("IMAGE_BUSYBOX"), "--entrypoint=/bin/sh", "--tty"),
                stopWithin);
    }

    private void target(String name, String container, Duration stopWithin) {
        targets.put(
                name,
                "{kind: docker, tier: tier-1, live: true, settings: {container: %s}, parameters: {docker.restart-container.stopWithin: %s}}"
                        .formatted(container, stopWithin));
    }

    /** Restarts per container, from the events of the Docker Engine; without containers that were never restarted. */
    Map<String, Long> restarts() {
        return docker.restarts().entrySet().stream()
                .collect(Collectors.toMap(
                        container -> container.getKey().substring(docker.prefix.length() + 1), Map.Entry::getValue));
    }

    /** Whether the Docker Engine has begun to stop the container. */
    boolean isStopping(String name) {
        return docker.isToldToStop(docker.prefix + "-" + name);
    }

    /** Kills the container's main process. */
    void kill(String name) {
        LabDocker.docker("kill", docker.prefix + "-" + name);
    }

    /** A Firebreak whose catalogue has these services, with deadlines of this length. */
    FirebreakProcess lookedAfterBy(FirebreakProcess firebreak, Duration acknowledgeWithin) throws IOException {
        return firebreak
                .env("FIREBREAK_INGEST_TOKEN", LabEnvironment.get("INGEST_TOKEN"))
                .env("FIREBREAK_SECRET_MOSAIC_POSTGRES", LabEnvironment.get("MOSAIC_POSTGRES_FIREBREAK_PASSWORD"))
                .with("firebreak.catalog", catalog(firebreak.home()))
                .with("firebreak.models-dir", models(firebreak.home(), acknowledgeWithin))
                .with("firebreak.effects", "live")
                .with("firebreak.lifecycle.hold", "PT2S")
                .with("firebreak.docker.host", LabEnvironment.get("DOCKER_HOST"))
                .with("firebreak.base-url", firebreak.address(""));
    }

    private Path catalog(Path home) throws IOException {
        var ours = new StringBuilder("\nservices:\n");
        services.forEach((name, kind) ->
                ours.append("  %s: {kind: %s, tier: tier-1, usersAffected: many, target: %s, owner: carla}\n"
                        .formatted(name, kind, name)));
        var theirs = new StringBuilder("\ntargets:\n");
        targets.forEach((name, target) -> theirs.append("  %s: %s\n".formatted(name, target)));
        var catalog = Files.readString(WORLD.resolve("lab-catalog.yaml"))
                .replace("\nservices:\n", ours)
                .replace("\ntargets:\n", theirs);
        return Files.writeString(Files.createDirectories(home).resolve("catalog.yaml"), catalog);
    }

    private static Path models(Path home, Duration acknowledgeWithin) throws IOException {
        var folder = Files.createDirectories(home.resolve("models"));
        var targets = Files.readString(Path.of("processes/set-response-targets.dmn"));
        Files.writeString(
                folder.resolve("set-response-targets.dmn"),
                targets.replace("\"PT15M\"", "\"" + acknowledgeWithin + "\""));
        var runbooks = Files.readString(Path.of("processes/select-runbook.dmn"));
        Files.writeString(
                folder.resolve("select-runbook.dmn"),
                runbooks.replace("\"postgres\"", "\"docker\"")
                        .replace("\"postgres-connection-pool-exhausted\"", "\"restart-container\""));
        Files.copy(WORLD.resolve("restart-container.bpmn"), folder.resolve("restart-container.bpmn"));
        return folder;
    }

    @Override
    public void close() {
        docker.close();
    }
}
