package dev.firebreak.runbook.step.check;

import dev.firebreak.runbook.step.docker.state.ContainerState;
import dev.firebreak.text.Text;

/** What the state of a container means, and what to do about it, in plain sentences. */
final class ContainerDiagnosis {

    private static final int MAX_ERROR = 120;

    private ContainerDiagnosis() {}

    /** As the end of a sentence that begins with the container's name and "is". */
    static String of(ContainerState state) {
        var container = state.container();
        if (container.isRunning()) {
            return container.status() + "." + ofRunning(state);
        }
        if (state.isLooping()) {
            return "in a restart loop (" + restarts(container.restarts()) + "). " + exit(state);
        }
        return switch (container.state()) {
            case "paused" -> "paused, so it does not answer: a person has to unpause it.";
            case "created" -> "created but was never started." + error(state);
            case "dead", "removing" -> container.state() + ": look at the Docker Engine.";
            default -> "not running. " + exit(state);
        };
    }

    private static String ofRunning(ContainerState state) {
        return switch (state.container().health()) {
            case "unhealthy" -> " Its own health check fails: it runs, but does not do its work.";
            case "starting" -> " It is not ready yet: wait until its health check has an answer.";
            default -> state.oomKilled() ? " " + MEMORY : "";
        };
    }

    private static final String MEMORY =
            "It was OOM-killed at its memory limit: a restart helps for a while; look for the leak, or raise the"
                    + " limit.";

    private static String restarts(long count) {
        return count == 1 ? "1 restart" : count + " restarts";
    }

    private static String exit(ContainerState state) {
        return state.oomKilled()
                ? MEMORY
                : "Exit code " + state.exitCode() + ": " + meaning(state.exitCode()) + error(state);
    }

    /** By the convention of shells and of the Docker Engine. */
    private static String meaning(long code) {
        if (code == 0) {
            return "it ended by itself without an error, or a person stopped it. Start it.";
        }
        if (code == 125) {
            return "the Docker Engine could not start it.";
        }
        if (code == 126) {
            return "its command can't be executed: look at the rights of the program.";
        }
        if (code == 127) {
            return "its command does not exist: look at the image and its version.";
        }
        if (code == 137) {
            return "it was killed: by a person, by a stop that took too long, or because the machine had no memory.";
        }
        if (code == 139) {
            return "it crashed (segmentation fault): a restart may help; report it to its maintainers.";
        }
        return code == 143 ? "it was asked to stop, and did. Start it." : "its program ended with an error.";
    }

    private static String error(ContainerState state) {
        return state.error().isBlank() ? "" : " The engine says: " + Text.shown(state.error(), MAX_ERROR) + ".";
    }
}
