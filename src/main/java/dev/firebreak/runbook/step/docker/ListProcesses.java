package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.Target;
import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.RunbookReading;
import dev.firebreak.runbook.RunbookStep;
import java.time.Duration;
import java.util.List;

/** Lists the processes inside one container, with their memory, without their arguments, which may hold secrets. */
@RunbookStep(
        topic = "docker.list-processes",
        title = "List processes",
        description = "Processes in the target's container: id, state, memory, name. Changes nothing.",
        effect = Effect.READ)
class ListProcesses implements RunbookReading<ListProcesses.Order> {

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
    public Finding read(Order order, Target target) throws InterruptedException {
        var name = ContainerName.of(target);
        var container = containers.named(name.value());
        if (container.isEmpty() || !container.get().isRunning()) {
            return nothing(name + " is not running, so it has no processes");
        }
        var id = container.get().id();
        if (!exec.has(id, "ps")) {
            return nothing("The image of " + name + " has no ps: nothing was started in it");
        }
        if (!exec.canEnd(id)) {
            return nothing("The image of " + name + " has no timeout, and its Docker Engine is on another machine: what"
                    + " hangs could not be ended, so nothing was started in it");
        }
        return finding(name, exec.run(id, COMMAND, LIMIT));
    }

    private static Finding finding(ContainerName name, DockerExec.Ended ended) {
        var text = ended.output().text();
        if (ended.stopped() != null) {
            return nothing("ps in " + name + " did not end within " + LIMIT.toSeconds() + " s and was ended "
                    + ended.stopped());
        }
        if (ended.exitCode() == null || ended.exitCode() != 0) {
            return nothing("ps in " + name + " failed with exit code " + ended.exitCode())
                    .withDetails(text);
        }
        var count = Math.max(0, text.lines().count() - 1);
        return Finding.of(count + " processes in " + name)
                .withDetails("```\n" + text.replace("```", "'''") + "\n```")
                .with(PROCESSES, count)
                .attach("processes.txt", "text/plain", text);
    }

    private static Finding nothing(String why) {
        return Finding.failed(why).with(PROCESSES, 0L);
    }
}
