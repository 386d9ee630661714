package dev.firebreak.runbook.step.docker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.firebreak.Lab;
import dev.firebreak.catalog.BusinessCalendar;
import dev.firebreak.catalog.Catalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.lab.Until;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.ManyTargets;
import dev.firebreak.runbook.ParallelSettings;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.docker.engine.DockerEngine;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.engine.DockerUsage;
import dev.firebreak.runbook.step.docker.engine.LabDocker;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A container that really fills its memory, on a real Docker Engine. */
@Lab({"DOCKER_SOCKET", "IMAGE_BUSYBOX", "IMAGE_NOSHELL"})
class MemoryLeakLabTests {

    private static final String[] LIMITED = {"--memory=64m", "--memory-swap=64m"};

    private final LabDocker docker = new LabDocker();
    private final DockerEngine engine = LabDocker.engine();
    private final DockerUsage usage = new DockerUsage(engine);
    private final ShowContainerMemory show = new ShowContainerMemory(engine, usage);
    private final CaptureMemory capture = new CaptureMemory(engine, usage, new DockerExec(engine));
    private final SetMemoryLimit limit = new SetMemoryLimit(engine, usage);

    @AfterEach
    void close() throws Exception {
        docker.close();
        engine.destroy();
    }

    @Test
    @Tag("A074")
    @Tag("A075")
    void aLeakIsSeen_kept_andGoneAfterARestart() throws Exception {
        var name = docker.run("-leak", Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600", LIMITED);
        leak(name);
        var target = target(name, "pprof");

        var full = memory(target);
        var evidence = capture.read(new CaptureMemory.Order(), target);
        var tooLow = limit.plan(new SetMemoryLimit.Order(new MemorySize("60m")), target);
        LabDocker.docker("restart", "-t", "0", name);

        assertThat(full.summary()).containsPattern(name + " uses 5\\d\\.\\d MiB of 64\\.0 MiB memory \\(8\\d %\\)");
        assertThat(full.variables()).containsEntry("memoryRecovered", false);
        assertThat(evidence.summary()).contains("largest process: tail with 5", "what fills the heap is in the");
        assertThat(evidence.attachments())
                .extracting(Finding.Attachment::name)
                .containsExactly("memory.txt", "heap.txt");
        assertThat(evidence.attachments().get(0).text())
                .contains("limit 64.0 MiB", "rss ", " tail\n")
                .doesNotContain("/dev/zero");
        assertThat(evidence.attachments().get(1).text()).isEqualTo("heap profile: 1: 2\n");
        assertThat(tooLow.obstacle()).contains("a limit of 60.0 MiB could end it at once");
        assertThat(memory(target).variables()).containsEntry("memoryRecovered", true);
    }

    @Test
    @Tag("A075")
    void aLimitIsSetWithoutARestart_andTakenBackToNone() throws Exception {
        var name = docker.run("-free", Lab.Settings.of("IMAGE_BUSYBOX") + " sleep 3600");
        var target = target(name, "");
        var started = engine.named(name).orElseThrow().startedAt();
        var plan = limit.plan(new SetMemoryLimit.Order(new MemorySize("48m")), target);

        assertThat(limit.execute(plan, target).summary()).contains("is 48.0 MiB, before none");

        assertThat(limit.verify(plan, target).isDone()).isTrue();
        assertThat(memory(target).summary()).contains("of 48.0 MiB memory");
        var undo = limit.planUndo(new CompletedStep(plan, plan.stateBefore(), Instant.EPOCH), target)
                .orElseThrow();
        limit.execute(undo, target);
        assertThat(limit.verify(undo, target).isDone()).isTrue();
        assertThat(usage.limits(plan.resources().get(0))).contains(MemoryLimits.NONE);
        assertThat(swapLimit(name)).isGreaterThan(1L << 60);
        assertThat(memory(target).summary()).doesNotContain("of 48.0 MiB memory");
        assertThat(engine.named(name).orElseThrow().startedAt()).isEqualTo(started);
    }

    @Test
    @Tag("A074")
    void anImageWithoutAShellGivesItsEvidence_andNothingRunsInIt() throws Exception {
        docker.witnessed();
        var name = docker.run("-bare", Lab.Settings.of("IMAGE_NOSHELL"), LIMITED);

        var evidence = capture.read(new CaptureMemory.Order(), target(name, "jcmd"));

        assertThat(evidence.summary()).contains("largest process: sleep", "no heap report: the image has no jcmd");
        assertThat(docker.commands(name)).isZero();
        LabDocker.docker("stop", "-t", "0", name);
        assertThat(memory(target(name, "")).summary()).endsWith("is exited, so it uses no memory");
        assertThat(limit.plan(new SetMemoryLimit.Order(new MemorySize("48m")), target(name, ""))
                        .obstacle())
                .contains("is unknown: it is exited");
    }

    /** In the long tests only: a hundred containers take a while to start. */
    @Test
    @Tag("chaos")
    @Tag("F29")
    void aHundredContainersAreLookedAtEightAtATime() throws Exception {
        var targets = new TreeMap<String, Target>();
        for (var n = 0; n < 100; n++) {
            var name = docker.run("-" + n, Lab.Settings.of("IMAGE_NOSHELL"));
            targets.put(name, LabDocker.target(name));
        }
        var calendar =
                new BusinessCalendar(ZoneOffset.UTC, LocalTime.of(9, 0), LocalTime.of(17, 0), Set.of(), Set.of());
        var catalog = new Catalog("mosaic", Map.of(), targets, Map.of(), Map.of(), List.of(), Map.of(), calendar);
        var said = Collections.synchronizedList(new ArrayList<Long>());
        var output = new StepOutput() {
            @Override
            public void line(String text) {}

            @Override
            public void progress(long done, long total, String unit) {
                said.add(done);
            }
        };
        var began = System.nanoTime();

        var seen = new NextLeaking(() -> catalog, engine, usage, new ManyTargets(new ParallelSettings(8)))
                .read(new NextLeaking.Order(80, ""), target("none", ""), output);

        System.out.println("100 containers in " + Duration.ofNanos(System.nanoTime() - began));
        assertThat(seen.summary()).isEqualTo("No other container uses more than 80 % of its memory");
        assertThat(said).contains(0L, 50L, 100L);
    }

    /** 52 MiB in one process, as {@code tail} keeps a line that does not end, and an address for the heap. */
    private void leak(String name) throws Exception {
        LabDocker.docker("exec", name, "mkdir", "-p", "/www/debug/pprof");
        LabDocker.docker("exec", name, "sh", "-c", "echo 'heap profile: 1: 2' >/www/debug/pprof/heap");
        LabDocker.docker("exec", name, "httpd", "-p", "127.0.0.1:6060", "-h", "/www");
        LabDocker.docker("exec", "-d", name, "sh", "-c", "{ head -c 52m /dev/zero; sleep 3600; } | tail -n 1");
        Until.within(Duration.ofSeconds(20))
                .see(
                        "a leak in " + name,
                        () -> !Boolean.TRUE.equals(
                                memory(target(name, "")).variables().get("memoryRecovered")));
    }

    /** What the kernel allows, in bytes: cgroup v1 counts it together with memory, v2 by itself. */
    private static long swapLimit(String name) {
        var seen = LabDocker.docker(
                "exec",
                name,
                "sh",
                "-c",
                "cat /sys/fs/cgroup/memory/memory.memsw.limit_in_bytes || cat /sys/fs/cgroup/memory.swap.max");
        return Long.parseLong(seen.strip());
    }

    private Finding memory(Target target) {
        try {
            return show.read(new ShowContainerMemory.Order(80), target);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Target target(String name, String heapReport) {
        return new Target(
                name, "docker", "tier-2", true, false, Map.of("container", name, "heapReport", heapReport), Map.of());
    }
}
