package dev.firebreak.runbook.step.gitea;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.annotation.Primary;

/** The git processes of a Gitea, played: they end when they are asked to. */
@TestComponent
@Primary
public class FakeGitProcesses implements GitProcesses {

    public final List<GitProcess> running = new ArrayList<>();
    public String trouble;
    public Runnable atEnd;

    public FakeGitProcesses() {
        reset();
    }

    public final void reset() {
        running.clear();
        trouble = "";
        atEnd = () -> {};
    }

    public GitProcess add(long pid, long parent, String command, Duration age) {
        var process = new GitProcess(pid, parent, 1_000 + pid, age, command);
        running.add(process);
        return process;
    }

    @Override
    public Look look(String container) {
        return trouble.isEmpty() ? Look.of(running) : Look.failed(trouble);
    }

    @Override
    public void end(String container, List<GitProcess> processes) {
        running.removeAll(processes);
        atEnd.run();
    }
}
