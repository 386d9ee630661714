package dev.firebreak.runbook.step.docker.memory;

import static dev.firebreak.runbook.Effect.REVERSIBLE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.CompletedStep;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import dev.firebreak.runbook.step.docker.usage.ContainerStats;
import dev.firebreak.runbook.step.docker.usage.ContainerUsage;
import dev.firebreak.runbook.step.docker.usage.MemoryLimits;
import dev.firebreak.text.ByteText;
import java.util.List;
import java.util.Optional;

/**
 * Limits the memory of one running container, so that a leak ends this container and not its neighbours. The limit is
 * the target's own: no two programs need the same.
 */
@RunbookStep(
        topic = "docker.set-memory-limit",
        title = "Set memory limit",
        description =
                "Limits the memory of the target's container without a restart. Refuses a limit that the container"
                        + " almost reaches. Undo sets the former limit.",
        effect = REVERSIBLE)
class SetMemoryLimit implements RunbookDelegate<SetMemoryLimit.Order> {

    private static final String WANTED = "limits";
    private static final String BEFORE = "limits before";
    private static final String CONTAINER = "container";

    /** A container that uses more than this percentage of a new limit is refused: the kernel could end it at once. */
    private static final double FULL = 80;

    private final Containers containers;
    private final ContainerUsage usage;

    SetMemoryLimit(Containers containers, ContainerUsage usage) {
        this.containers = containers;
        this.usage = usage;
    }

    record Order(
            @ParameterDescription(
                    "The limit, such as 512m or 2g; without one, none is set. Set it for each target in the"
                            + " catalogue.")
            MemorySize memoryLimit) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var name = ContainerName.of(target);
        if (order.memoryLimit() == null) {
            return Plan.to("The catalogue names no limit for " + name
                    + " (parameters: docker.set-memory-limit.memoryLimit), so none is set.");
        }
        var container = containers.named(name.value());
        return container.isEmpty()
                ? Plan.impossible(name.absent() + ".")
                : plan(
                        container.get(),
                        MemoryLimits.withoutSwap(order.memoryLimit().bytes()));
    }

    private Plan plan(Container container, MemoryLimits wanted) throws InterruptedException {
        var before = usage.limits(container.id()).orElse(MemoryLimits.NONE);
        if (same(before, wanted)) {
            return Plan.to("The memory limit of " + container.name() + " is " + wanted.shown() + " already.");
        }
        var now = usage.of(container.id());
        if (now.isEmpty() || !now.get().isCounted()) {
            return Plan.impossible("How much memory " + container.name() + " uses is unknown: it is "
                    + container.status() + (now.isEmpty() ? "" : ", and its machine has no memory cgroup") + ".");
        }
        return fits(now.get(), wanted)
                ? changing(container, before, wanted)
                        .warning(ByteText.of(now.get().memory()) + " are in use now. At the limit, the kernel ends"
                                + " processes of this container.")
                        .warning("A container that is created again has the limit of its own configuration: write the"
                                + " limit there, too.")
                : Plan.impossible(container.name() + " uses "
                        + ByteText.of(now.get().memory())
                        + ": a limit of " + wanted.shown() + " could end it at once. Restart it first, or name a"
                        + " higher limit in the catalogue.");
    }

    private static boolean fits(ContainerStats now, MemoryLimits wanted) {
        return 100.0 * now.memory() / wanted.memory() <= FULL;
    }

    private static Plan changing(Container container, MemoryLimits before, MemoryLimits wanted) {
        return Plan.to("Set the memory limit of container **" + container.name() + "** from " + before.shown() + " to "
                        + wanted.shown() + ", without a restart.")
                .on(List.of(container.id()))
                .parameter(WANTED, wanted)
                .parameter(CONTAINER, container.name())
                .before(BEFORE, before);
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var wanted = MemoryLimits.parse(plan.parameters().get(WANTED));
        var name = plan.parameters().get(CONTAINER);
        var now = usage.of(id(plan));
        if (wanted.memory() > 0 && now.isPresent() && now.get().memory() >= wanted.memory()) {
            return Finding.failed(name + " uses " + ByteText.of(now.get().memory()) + " by now, more than "
                    + wanted.shown() + ": nothing was changed");
        }
        return usage.limit(id(plan), wanted)
                ? Finding.of("memory limit of " + name + " is " + wanted.shown() + ", before "
                        + MemoryLimits.parse(plan.stateBefore().get(BEFORE)).shown())
                : Finding.failed("target gone: container " + name + " no longer exists");
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        return verify(intent.plan(), target);
    }

    @Override
    public Proof verify(Plan plan, Target target) {
        var now = usage.limits(id(plan));
        if (now.isEmpty()) {
            return Proof.cannotTell("the container is gone");
        }
        var seen = "its memory limit is " + now.get().shown();
        return same(now.get(), MemoryLimits.parse(plan.parameters().get(WANTED)))
                ? Proof.done(seen)
                : Proof.notDone(seen);
    }

    @Override
    public Optional<Plan> planUndo(CompletedStep done, Target target) {
        var container = containers.byId(id(done.plan()));
        return Optional.of(
                container.isEmpty()
                        ? Plan.impossible("The container that was limited is gone, and its limit with it.")
                        : undo(done, container.get()));
    }

    private Plan undo(CompletedStep done, Container container) {
        var before = MemoryLimits.parse(done.stateBefore().get(BEFORE));
        var set = MemoryLimits.parse(done.plan().parameters().get(WANTED));
        var now = usage.limits(container.id()).orElse(MemoryLimits.NONE);
        if (same(now, before)) {
            return Plan.to("The memory limit of " + container.name() + " is " + before.shown() + " again.");
        }
        return same(now, set)
                ? changing(container, set, before)
                : Plan.impossible("The memory limit of " + container.name() + " is " + now.shown() + ", not "
                        + set.shown() + " as this step set it: another person changed it, so it stays as it is.");
    }

    /** Swap only where both know it: a kernel that does not count swap keeps no limit for it, whatever was set. */
    private static boolean same(MemoryLimits one, MemoryLimits other) {
        return one.memory() == other.memory()
                && (one.withSwap() <= 0 || other.withSwap() <= 0 || one.withSwap() == other.withSwap());
    }

    private static String id(Plan plan) {
        return plan.resources().get(0);
    }
}
