package dev.firebreak.runbook.step.forensics;

import dev.firebreak.runbook.step.docker.engine.FileChanges;
import dev.firebreak.runbook.step.forensics.container.ContainerTraces;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** What an attack left in the played containers. */
@TestComponent
@Primary
public class FakeTraces implements ContainerTraces {

    public List<String> changes = List.of();

    /** Whether the engine does not answer the question for changes. */
    public boolean hangs;

    @Override
    public String processes(String id) {
        return "PID PPID USER STARTED COMMAND\n1 0 root now gitea --password hunter22\n";
    }

    @Override
    public FileChanges changes(String id) {
        if (hangs) {
            throw new IllegalStateException("the Docker Engine gave no answer");
        }
        return FileChanges.of(changes);
    }

    @Override
    public List<String> configuration(String id) {
        return List.of("id " + id, "privileged false");
    }
}
