package dev.firebreak.runbook.step.gitea;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.gitea.container.ContainerGitProcesses;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Git processes in a real container. There is no Gitea without a registry: a program that is named and called as git
 * keeps a processor busy, beside one that is named as Gitea.
 */
@Lab({"DOCKER_SOCKET", "IMAGE_DEBIAN", "IMAGE_NOSHELL"})
class GitProcessesLabTests {

    private final LabDocker docker = new LabDocker();
    private final DockerEngine engine = LabDocker.engine();
    private final ContainerGitProcesses git = new ContainerGitProcesses(new DockerExec(engine));
    private final EndGitProcesses step = new EndGitProcesses(engine, git);

    @AfterEach
    void close() throws Exception {
        docker.close();
        engine.destroy();
    }

    @Test
    @Tag("A061")
    void aCloneThatRunsForLongEnds_andAPushAndGiteaStay() throws Exception {
        var name = docker.run("-gitea", Lab.Settings.of("IMAGE_DEBIAN") + " sleep 3600", "--init");
        LabDocker.docker("exec", name, "sh", "-c", "cp /usr/bin/yes /usr/bin/git; cp /usr/bin/sleep /usr/bin/gitea");
        LabDocker.docker("exec", "-d", name, "gitea", "3600");
        LabDocker.docker("exec", "-d", name, "sh", "-c", "exec git upload-pack >/dev/null");
        LabDocker.docker("exec", "-d", name, "sh", "-c", "exec git receive-pack >/dev/null");
        var target = LabDocker.target(name);
        var order = new EndGitProcesses.Order(Duration.ofSeconds(1), 20);
        Until.within(Duration.ofSeconds(20))
                .see("an old upload-pack", () -> plan(order, target).contains("End **1 of 2 git processes**"));
        var plan = step.plan(order, target);

        step.execute(plan, target);

        assertThat(step.verify(plan, target).isDone()).isTrue();
        assertThat(git.look(engine.named(name).orElseThrow().id()).running())
                .extracting(GitProcess::command)
                .containsExactly("receive-pack");
        assertThat(LabDocker.docker("top", name)).contains("gitea 3600");
    }

    @Test
    @Tag("F7")
    void anImageWithoutAShellGivesAReason_andNothingRunsInIt() throws Exception {
        docker.witnessed();
        var name = docker.run("-bare", Lab.Settings.of("IMAGE_NOSHELL"));

        assertThat(step.plan(new EndGitProcesses.Order(Duration.ofMinutes(2), 20), LabDocker.target(name))
                        .obstacle())
                .startsWith("The image has no ps");
        assertThat(docker.commands(name)).isZero();
    }

    private String plan(EndGitProcesses.Order order, Target target) {
        try {
            return step.plan(order, target).summary();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
