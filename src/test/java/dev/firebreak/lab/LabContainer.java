package dev.firebreak.lab;

import static dev.firebreak.runbook.step.docker.engine.LabDocker.docker;

import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A container of the lab's Docker Engine, identified by name or id. */
record LabContainer(String name) {

    private static final Duration START = Duration.ofSeconds(120);

    /** Waits until its health check succeeds. */
    LabContainer healthy() {
        Until.within(START).see(name + " is healthy", () -> {
            if (!inspect(".State.Running").equals("true")) {
                throw new AssertionError(docker("logs", "--tail=50", name));
            }
            return health().equals("healthy");
        });
        return this;
    }

    String health() {
        return inspect(".State.Health.Status");
    }

    String inspect(String field) {
        return docker("inspect", "--format={{" + field + "}}", name);
    }

    /** The status of its main process, from /proc. */
    String process(String file) {
        return run("cat", "/proc/1/" + file);
    }

    String run(String... command) {
        return exec(List.of(), command);
    }

    String runAsRoot(String... command) {
        return exec(List.of("--user=0"), command);
    }

    private String exec(List<String> options, String... command) {
        var arguments = new ArrayList<>(List.of("exec"));
        arguments.addAll(options);
        arguments.add(name);
        arguments.addAll(List.of(command));
        return docker(arguments.toArray(String[]::new));
    }

    /**
     * Sends its main process a signal from the host: signals from inside the container can't kill or stop process 1.
     */
    void signal(String signal) {
        LabDocker.output(new ProcessBuilder("kill", "-" + signal, inspect(".State.Pid")));
    }
}
