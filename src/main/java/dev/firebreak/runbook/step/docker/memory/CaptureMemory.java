package dev.firebreak.runbook.step.docker.memory;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.LongReading;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.StepOutput;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.engine.DockerExec;
import dev.firebreak.runbook.step.docker.usage.ContainerProcess;
import dev.firebreak.runbook.step.docker.usage.ContainerStats;
import dev.firebreak.runbook.step.docker.usage.ContainerUsage;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import dev.firebreak.text.ByteText;
import dev.firebreak.text.MarkdownTable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps as evidence what a restart destroys: processes with their memory, the kernel's counters, and what fills the
 * heap. The engine is asked, so the image needs no program of its own but for the heap.
 */
@RunbookStep(
        topic = "docker.capture-memory",
        title = "Capture memory evidence",
        description = "Keeps as evidence which processes of the target's container use how much memory, what the kernel"
                + " counts, and what fills the heap if settings.heapReport is pprof or jcmd. Changes nothing.",
        effect = Effect.READ)
class CaptureMemory implements LongReading<CaptureMemory.Order> {

    record Order() {}

    private static final Duration HEAP = Duration.ofSeconds(15);
    private static final int SHOWN = 10;

    private final Containers containers;
    private final ContainerUsage usage;
    private final DockerExec exec;

    CaptureMemory(Containers containers, ContainerUsage usage, DockerExec exec) {
        this.containers = containers;
        this.usage = usage;
        this.exec = exec;
    }

    @Override
    public Finding read(Order order, Target target, StepOutput output) throws InterruptedException {
        var name = ContainerName.of(target);
        var container = containers.named(name.value());
        var now = container.isEmpty() ? null : usage.of(container.get().id()).orElse(null);
        if (now == null) {
            return Finding.failed(name + " does not run, so its memory is gone");
        }
        var processes = usage.processes(container.get().id());
        var heap = heap(container.get(), target, output);
        var finding = Finding.of(name + " uses " + now.memoryShown() + largest(processes) + "; " + heap.said())
                .withDetails(table(processes))
                .attach("memory.txt", "text/plain", text(container.get(), now, processes));
        return heap.report() == null ? finding : finding.attach("heap.txt", "text/plain", heap.report());
    }

    private static String largest(List<ContainerProcess> processes) {
        return processes.isEmpty()
                ? ""
                : "; largest process: " + processes.get(0).name() + " with "
                        + ByteText.of(processes.get(0).memory());
    }

    private static String table(List<ContainerProcess> processes) {
        return MarkdownTable.heading("Process", "Parent", "Memory", "Name")
                + processes.stream()
                        .limit(SHOWN)
                        .map(it -> MarkdownTable.row(it.pid(), it.parent(), ByteText.of(it.memory()), it.name()))
                        .collect(Collectors.joining())
                + "\n" + processes.size() + " processes. Ids are those of the machine, not of the container.\n";
    }

    private String text(Container container, ContainerStats now, List<ContainerProcess> processes) {
        var text = new StringBuilder("container " + container.name() + " " + container.id() + "\nstarted at "
                + container.startedAt() + ", restarts " + container.restarts() + "\nuses " + now.memoryShown()
                + "\nlimit "
                + usage.limits(container.id()).orElse(MemoryLimits.NONE).shown() + "\n\nKernel counters (bytes)\n");
        now.counters().forEach((name, bytes) -> text.append(name + " " + bytes + "\n"));
        text.append("\nPID PPID RSS (bytes) NAME\n");
        processes.forEach(it -> text.append(it.pid() + " " + it.parent() + " " + it.memory() + " " + it.name() + "\n"));
        return text.toString();
    }

    /** @param report null if there is none; {@code said} then says why */
    private record Heap(String report, String said) {}

    private Heap heap(Container container, Target target, StepOutput output) throws InterruptedException {
        var setting = target.settings().getOrDefault("heapReport", "");
        var wanted = HeapReport.named(setting);
        if (setting.isEmpty()) {
            return new Heap(null, "no heap report (settings.heapReport is not set)");
        }
        if (wanted.isEmpty()) {
            return new Heap(null, "no heap report: settings.heapReport must be pprof or jcmd");
        }
        return heap(container, wanted.get(), output);
    }

    private Heap heap(Container container, HeapReport wanted, StepOutput output) throws InterruptedException {
        if (!exec.has(container.id(), wanted.program())) {
            return new Heap(null, "no heap report: the image has no " + wanted.program());
        }
        if (!exec.canEnd(container.id())) {
            return new Heap(null, "no heap report: the image has no timeout, so a hanging command could not be ended");
        }
        var result = exec.run(container.id(), wanted.command(), HEAP, output::line);
        var ended = result.stopped() == null && result.exitCode() != null && result.exitCode() == 0;
        return ended
                ? new Heap(result.output().text(), "what fills the heap is in the evidence")
                : new Heap(null, "no heap report: " + wanted.program() + why(result));
    }

    private static String why(DockerExec.Result result) {
        return result.stopped() != null
                ? " did not end within " + HEAP.toSeconds() + " s and was stopped " + result.stopped()
                : " failed with exit code " + result.exitCode();
    }

    /** More than the answers of the engine and the heap report together. */
    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(60);
    }
}
