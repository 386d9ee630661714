package dev.firebreak.runbook.step.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.firebreak.Lab;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Service;
import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof.Verdict;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerSettings;
import dev.firebreak.runbook.step.docker.engine.DockerUnreachable;
import dev.firebreak.runbook.step.docker.engine.DockerUsage;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Restarts on a real Docker Engine. */
@Lab({"DOCKER_SOCKET", "IMAGE_SERVICE", "IMAGE_BUSYBOX"})
class RestartContainerLabTests {

    private final LabDocker docker = new LabDocker().witnessed();
    private final DockerEngine engine = LabDocker.engine();
    private final RestartContainer restart = new RestartContainer(engine, new Dependants(catalog()));

    @AfterEach
    void close() throws Exception {
        docker.close();
        engine.destroy();
    }

    @Test
    void restartsExactlyThePlannedContainer_provesIt_andWaitsUntilItIsHealthy() throws Exception {
        var name = docker.service("-a");
        var target = LabDocker.target(name);
        var plan = restart.plan(order("5s", "20s"), target);
        var before = engine.named(name).orElseThrow();
        assertThat(plan.resources()).containsExactly(before.id());
        assertThat(plan.resources().get(0)).hasSize(64);

        var finding = restart.execute(plan, target);

        assertThat(finding.succeeded()).isTrue();
        assertThat(restart.probe(intent(plan, true), target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(restart.verify(plan, target).verdict()).isEqualTo(Verdict.DONE);
        assertThat(engine.named(name).orElseThrow().startedAt()).isAfter(before.startedAt());
        assertThat(docker.restarts(name)).isEqualTo(1);
    }

    @Test
    @Tag("F19")
    void aNameThatOnlyBeginsTheSameIsAnotherContainer() {
        var worker = docker.service("-plane-worker");

        var plan = restart.plan(order("5s", "20s"), LabDocker.target(docker.prefix + "-plane"));

        assertThat(plan.obstacle()).contains("There is no container " + docker.prefix + "-plane on");
        var id = engine.named(worker).orElseThrow().id();
        assertThat(engine.named(id)).as("an id is no name").isEmpty();
        assertThat(engine.byId(id.substring(0, 12)))
                .as("the beginning of an id is no id")
                .isEmpty();
    }

    @Test
    @Tag("F3")
    void removedBetweenPlanAndAct_isGone_andNoOtherIsTakenInstead() {
        var name = docker.service("-b");
        var target = LabDocker.target(name);
        var plan = restart.plan(order("5s", "20s"), target);
        LabDocker.docker("rm", "-f", name);
        docker.service("-b");

        var finding = restart.execute(plan, target);

        assertThat(finding.succeeded()).isFalse();
        assertThat(finding.summary()).contains("target gone");
        assertThat(docker.restarts(name)).isZero();
    }

    @Test
    @Tag("F4")
    void madeAnewUnderTheSameName_isNotWhatWasApproved() {
        var name = docker.service("-c");
        var target = LabDocker.target(name);
        var approved = restart.plan(order("5s", "20s"), target);
        LabDocker.docker("rm", "-f", name);
        docker.service("-c");

        var now = restart.plan(order("5s", "20s"), target);

        assertThat(restart.changed(approved, now)).isPresent();
        assertThat(restart.changed(approved, approved)).isEmpty();
    }

    @Test
    @Tag("F8")
    void restartedButStillSick_isNotVerified() throws Exception {
        var name = docker.service("-d");
        LabDocker.docker("exec", name, "touch", "/etc/sick");
        var target = LabDocker.target(name);
        var plan = restart.plan(order("5s", "4s"), target);

        assertThat(restart.execute(plan, target).succeeded()).isTrue();

        var proof = restart.verify(plan, target);
        assertThat(proof.verdict()).isEqualTo(Verdict.NOT_DONE);
        assertThat(proof.seen()).contains("after 4 s the container is running, ");
    }

    @Test
    @Tag("A8")
    @Tag("A9")
    void notRestartedYet_isNotDoneBeforeTheCall_andCannotBeToldAfterIt() {
        var name = docker.service("-e");
        var target = LabDocker.target(name);
        var plan = restart.plan(order("5s", "20s"), target);

        assertThat(restart.probe(intent(plan, false), target).verdict()).isEqualTo(Verdict.NOT_DONE);
        assertThat(restart.probe(intent(plan, true), target).verdict()).isEqualTo(Verdict.CANNOT_TELL);
    }

    @Test
    @Tag("A9")
    void duringASlowStopTheProbeDoesNotGuess_andAfterItItIsDone() throws Exception {
        var name = docker.run("-f", Lab.Settings.of("IMAGE_BUSYBOX"), "--entrypoint=/bin/sh", "--init=false", "--tty");
        var target = LabDocker.target(name);
        var plan = restart.plan(order("4s", "20s"), target);
        var running = CompletableFuture.supplyAsync(() -> restart.execute(plan, target));
        Thread.sleep(800);

        assertThat(restart.probe(intent(plan, true), target).verdict()).isEqualTo(Verdict.CANNOT_TELL);
        running.join();
        assertThat(restart.probe(intent(plan, true), target).verdict()).isEqualTo(Verdict.DONE);
    }

    @Test
    void thePlanSaysWhoDependsOnIt() {
        var name = docker.service("-postgres");
        var delegate = new RestartContainer(
                engine,
                new Dependants(catalog(
                        service("db", name),
                        service("gitea", null, "db"),
                        service("ci", null, "gitea"),
                        service("mail", null))));

        var plan = delegate.plan(order("5s", "20s"), LabDocker.target(name));

        assertThat(plan.warnings()).contains("These depend on it: ci, gitea.");
        assertThat(plan.summary()).contains(name, Lab.Settings.of("IMAGE_SERVICE"), "running");
    }

    @Test
    @Tag("A061")
    void aBusyContainerIsToldFromAnIdleOne() throws Exception {
        var busy = docker.run("-busy", Lab.Settings.of("IMAGE_BUSYBOX") + " yes", "--cpus=0.2", "--log-driver=none");
        var idle = docker.run("-idle", Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600");
        var show = new ShowLoad(engine, new DockerUsage(engine));

        var high = show.read(new ShowLoad.Order(60, 2), LabDocker.target(busy));

        assertThat(high.summary()).startsWith(busy + " uses ").endsWith(" with 1 processes; it is running");
        assertThat(high.variables()).as(high.summary()).containsEntry("loadRecovered", false);
        assertThat(show.read(new ShowLoad.Order(60, 1), LabDocker.target(idle)).variables())
                .containsEntry("loadRecovered", true);
    }

    @Test
    void theSameStateGivesTheSamePlan() {
        var target = LabDocker.target(docker.service("-g"));
        LabDocker.docker("pause", target.name());

        var first = restart.plan(order("5s", "20s"), target).hash();

        assertThat(restart.plan(order("5s", "20s"), target).hash()).isEqualTo(first);
        LabDocker.docker("unpause", target.name());
    }

    @Test
    void anEngineThatIsNotThereIsAPlainSentence() {
        var nowhere = new DockerEngine(
                new DockerSettings("unix:///run/nowhere.sock", Duration.ofSeconds(1), Duration.ofSeconds(1)));

        assertThatThrownBy(() -> nowhere.named("x"))
                .isInstanceOf(DockerUnreachable.class)
                .hasMessage("Docker Engine at unix:///run/nowhere.sock can't be reached: no such file. "
                        + "Start it or set firebreak.docker.host, then retry the stuck step in Cockpit.");
    }

    private static Intent intent(Plan plan, boolean begun) {
        return new Intent(plan, plan.stateBefore(), Instant.now(), begun);
    }

    private static RestartContainer.Order order(String stopWithin, String healthyWithin) {
        return new RestartContainer.Order(Duration.parse("PT" + stopWithin), Duration.parse("PT" + healthyWithin));
    }

    private static Service service(String name, String target, String... dependsOn) {
        return new Service(name, "web", "tier-2", "some", target, null, List.of(dependsOn), null);
    }

    private static Catalog catalog(Service... services) {
        var byName = new java.util.HashMap<String, Service>();
        for (var service : services) {
            byName.put(service.name(), service);
        }
        return new Catalog("mosaic", byName, Map.<String, Target>of(), Map.of(), Map.of(), List.of(), Map.of(), null);
    }
}
