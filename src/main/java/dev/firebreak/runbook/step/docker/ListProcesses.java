package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.LongReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lists the processes of one container with their memory, but without arguments, which may hold secrets. */
@RunbookStep(
        topic = "docker.list-processes",
        title = "List processes",
        description = "Processes in the target's container: id, state, memory, name. Changes nothing.",
        effect = Effect.READ)
class ListProcesses implements LongReading<ListProcesses.Order> {

    record Order() {}

    static final ProcessVariable<Long> PROCESSES = ProcessVariable.number("processes");

    private static final List<String> COMMAND = List.of("ps", "-e", "-o", "pid,ppid,stat,rss,comm");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Containers containers;
    private final DockerExec exec;

    ListProcesses(Containers containers, DockerExec exec) {
        this.containers = containers;
        this.exec = exec;
    }

    @Override
    public Map<String, Object> unread() {
        return Map.of(PROCESSES.name(), 0L);
    }

    @Override
    public Finding read(Order order, Target target, StepOutput output) throws InterruptedException {
        var name = ContainerName.of(target);
        var container = containers.named(name.value());
        if (container.isEmpty() || !container.get().isRunning()) {
            return failure(name + " is not running, so it has no processes");
        }
        var id = container.get().id();
        if (!exec.has(id, "ps")) {
            return failure("The image of " + name + " has no ps, so nothing was run in it");
        }
        if (!exec.canEnd(id)) {
            return failure(
                    "The image of " + name + " has no timeout, and its Docker Engine is on another machine: a hanging"
                            + " command could not be stopped, so nothing was run in it");
        }
        return finding(name, exec.run(id, COMMAND, LIMIT, output::line));
    }

    private static Finding finding(ContainerName name, DockerExec.Result result) {
        var text = result.output().text();
        if (result.stopped() != null) {
            return failure("ps in " + name + " did not end within " + LIMIT.toSeconds() + " s and was stopped "
                    + result.stopped());
        }
        if (result.exitCode() == null || result.exitCode() != 0) {
            return failure("ps in " + name + " failed with exit code " + result.exitCode())
                    .withDetails(text);
        }
        var count = Math.max(0, text.lines().count() - 1);
        return Finding.of(count + " processes in " + name)
                .withDetails("```\n" + text.replace("```", "'''") + "\n```")
                .with(PROCESSES, count)
                .attach("processes.txt", "text/plain", text);
    }

    private static Finding failure(String why) {
        return Finding.failed(why).with(PROCESSES, 0L);
    }
}
