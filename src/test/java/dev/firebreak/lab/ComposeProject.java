package dev.firebreak.lab;

import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.util.ArrayList;
import java.util.List;

/** A Compose project of docker/compose.yaml on the lab's Docker Engine, owned by one test. */
final class ComposeProject implements AutoCloseable {

    private static final List<String> FILES =
            List.of("--file=docker/compose.yaml", "--file=src/test/resources/world/compose-lab.yaml");

    private final String project;
    private final int port;

    ComposeProject(String project, int port) {
        this.project = project;
        this.port = port;
    }

    /** Builds Firebreak's image under the project's name. */
    void build() {
        compose("build", "firebreak");
    }

    void up(String... options) {
        var command = new ArrayList<>(List.of("up", "--detach", "--no-build"));
        command.addAll(List.of(options));
        compose(command.toArray(String[]::new));
    }

    LabContainer container(String service) {
        return new LabContainer(compose("ps", "--quiet", service));
    }

    @Override
    public void close() {
        compose("down", "--volumes", "--timeout=5");
    }

    private String compose(String... arguments) {
        var command = new ArrayList<>(List.of("docker-compose", "--project-name=" + project));
        command.addAll(FILES);
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        var environment = builder.environment();
        environment.put("DOCKER_HOST", LabEnvironment.get("DOCKER_HOST"));
        environment.put("LAB_JAVA", LabEnvironment.get("IMAGE_JAVA"));
        environment.put("LAB_DATABASE", LabEnvironment.get("IMAGE_DATABASE"));
        environment.put("LAB_FIREBREAK", project);
        environment.put("FIREBREAK_DATABASE_PASSWORD", "database-password-of-the-lab");
        environment.put("FIREBREAK_ADMIN_PASSWORD", FirebreakProcess.ADMIN_PASSWORD);
        environment.put("FIREBREAK_PORT", String.valueOf(port));
        return LabDocker.output(builder);
    }
}
