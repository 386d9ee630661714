package dev.firebreak.runbook.step.docker.engine;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
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
    private Path seen;
    private Process witness;
    private int marks;
    public final String prefix = "fb-" + UUID.randomUUID().toString().substring(0, 8);

    public static DockerEngine engine() {
        return engine(Lab.Settings.of("DOCKER_HOST"));
    }

    public static DockerEngine engine(String host) {
        return new DockerEngine(settings(host));
    }

    public static DockerSettings settings(String host) {
        return new DockerSettings(host, Duration.ofSeconds(3), Duration.ofSeconds(30));
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
        var words = List.of(image.split(" "));
        return runs(
                suffix, words.get(0), options, words.subList(1, words.size()).toArray(String[]::new));
    }

    /** The same with a command whose words may have spaces. */
    public String runs(String suffix, String image, String[] options, String... arguments) {
        var name = prefix + suffix;
        var command = new ArrayList<>(List.of("run", "-d", "--name", name));
        if (Stream.of(options).noneMatch(option -> option.startsWith("--network"))) {
            command.add("--network=none");
        }
        command.addAll(List.of(options));
        command.add(image);
        command.addAll(List.of(arguments));
        made.add(name);
        docker(command.toArray(String[]::new));
        return name;
    }

    /** A container that is only created, or that the engine can't start. */
    public void creates(String suffix, String image) {
        var name = prefix + suffix;
        made.add(name);
        var command = new ArrayList<>(List.of("create", "--name", name, "--network=none"));
        command.addAll(List.of(image.split(" ")));
        docker(command.toArray(String[]::new));
        try {
            docker("start", name);
        } catch (IllegalStateException e) {
            // that is what the test is about
        }
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

    /**
     * From now on restarts and commands are written down: the engine itself remembers its last 256 events, which are soon
     * over.
     */
    public LabDocker witnessed() {
        try {
            seen = Files.createTempFile("docker-events", ".txt");
            witness = new ProcessBuilder(
                            "docker",
                            "-H",
                            Lab.Settings.of("DOCKER_HOST"),
                            "events",
                            "--since=" + Instant.now().getEpochSecond(), // also while it connects
                            "--filter=event=restart",
                            "--filter=event=kill",
                            "--filter=event=exec_create",
                            "--filter=event=tag",
                            "--format={{.Action}} {{.Actor.ID}} {{.Actor.Attributes.name}}")
                    .redirectErrorStream(true)
                    .redirectOutput(seen.toFile())
                    .start();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How often the engine restarted the container that has this name now. */
    public long restarts(String name) {
        var id = docker("inspect", "--format", "{{.Id}}", name);
        return events().filter(line -> line.startsWith("restart " + id)).count();
    }

    /** Whether the engine has told the container of this name to stop. */
    public boolean isToldToStop(String name) {
        return lines().anyMatch(line -> line.startsWith("kill ") && line.endsWith(" " + name));
    }

    /** How many commands were started in the container of this name. */
    public long commands(String name) {
        return events().filter(line -> line.startsWith("exec_create") && line.endsWith(" " + name))
                .count();
    }

    /** How often the engine restarted each of these containers, by name; without those never restarted. */
    public Map<String, Long> restarts() {
        return events().filter(line -> line.startsWith("restart "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .filter(made::contains)
                .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
    }

    /** All events until now: an image that gets a name is an event, too, and events come in their order. */
    private Stream<String> events() {
        var mark = prefix + ":" + ++marks;
        docker("tag", Lab.Settings.of("IMAGE_BUSYBOX").split(" ")[0], mark);
        docker("rmi", mark);
        Until.within(Duration.ofSeconds(60)).see("the event of " + mark, () -> {
            if (!witness.isAlive()) {
                throw new IllegalStateException("nobody saw the events, see " + seen);
            }
            return lines().anyMatch(line -> line.startsWith("tag ") && line.endsWith(" " + mark));
        });
        return lines();
    }

    private Stream<String> lines() {
        try (var lines = Files.lines(seen)) {
            return lines.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        made.clear();
    }
}
