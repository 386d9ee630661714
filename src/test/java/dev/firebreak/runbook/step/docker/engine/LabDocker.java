package dev.firebreak.runbook.step.docker.engine;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The lab's Docker Engine by hand, and containers that go away afterwards. */
public final class LabDocker implements AutoCloseable {

    private final List<String> made = new ArrayList<>();
    private Path restarts;
    private Process witness;
    public final String prefix = "fb-" + UUID.randomUUID().toString().substring(0, 8);

    public static DockerEngine engine() {
        return engine(Lab.Settings.of("DOCKER_HOST"));
    }

    public static DockerEngine engine(String host) {
        return new DockerEngine(new DockerSettings(host, Duration.ofSeconds(3), Duration.ofSeconds(30)));
    }

    public static Target target(String name) {
        return new Target(name, "docker", "tier-2", true, false, Map.of("container", name), Map.of());
    }

    /** A service that is healthy until the test makes it unhealthy. */
    public String service(String suffix) {
        return run(
                suffix,
                Lab.Settings.of("IMAGE_SERVICE"),
                "--health-cmd=/bin/service healthy",
                "--health-interval=1s",
                "--health-retries=1");
    }

    public String run(String suffix, String image, String... options) {
        var name = prefix + suffix;
        var command = new ArrayList<>(List.of("run", "-d", "--name", name, "--network=none"));
        command.addAll(List.of(options));
        command.addAll(List.of(image.split(" ")));
        made.add(name);
        docker(command.toArray(String[]::new));
        return name;
    }

    public static String docker(String... arguments) {
        var command = new ArrayList<>(List.of("docker", "-H", Lab.Settings.of("DOCKER_HOST")));
        command.addAll(List.of(arguments));
        return output(new ProcessBuilder(command));
    }

    /** What a command prints; a failure when it fails. */
    public static String output(ProcessBuilder command) {
        try {
            var process = command.redirectErrorStream(true).start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(command.command() + ": " + output);
            }
            return output.strip();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often the engine says it restarted the container that has this name now. */
    public static long restarts(String name) {
        var id = docker("inspect", "--format", "{{.Id}}", name);
        return events(id).filter(line -> line.contains(" container restart ")).count();
    }

    /**
     * From now on every restart is written down: the engine itself remembers its last 256 events, which are soon over.
     */
    public LabDocker witnessed() {
        try {
            restarts = Files.createTempFile("docker-restarts", ".txt");
            witness = new ProcessBuilder(
                            "docker",
                            "-H",
                            Lab.Settings.of("DOCKER_HOST"),
                            "events",
                            "--filter",
                            "event=restart",
                            "--format",
                            "{{.Actor.Attributes.name}}")
                    .redirectErrorStream(true)
                    .redirectOutput(restarts.toFile())
                    .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the engine reports a restart of each of these containers, by name; without those never restarted. */
    public Map<String, Long> restarts() {
        if (!witness.isAlive()) {
            throw new IllegalStateException("nobody saw the restarts, see " + restarts);
        }
        try (var names = Files.lines(restarts)) {
            return names.filter(made::contains).collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the engine did to a container in the last minutes. Waits a moment: the engine counts in whole seconds. */
    public static Stream<String> events(String container) {
        var until = Instant.now().getEpochSecond() + 2;
        return docker(
                        "events",
                        "--since",
                        "10m",
                        "--until",
                        String.valueOf(until),
                        "--filter",
                        "container=" + container)
                .lines();
    }

    @Override
    public void close() {
        if (witness != null) {
            witness.destroy();
        }
        made.forEach(name -> {
            try {
                docker("rm", "-f", name);
            } catch (IllegalStateException e) {
                // Removed by the test itself.
            }
        });
    }
}
