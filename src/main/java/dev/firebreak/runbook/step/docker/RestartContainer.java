package dev.firebreak.runbook.step.docker;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.docker.engine.Container;
import dev.firebreak.runbook.step.docker.engine.ContainerName;
import dev.firebreak.runbook.step.docker.engine.Containers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Restarts one container by its exact id, and proves the restart by the engine's own start time. */
@RunbookStep(
        topic = "docker.restart-container",
        title = "Restart container",
        description = "Stops the target's container, starts it again and waits until it is healthy.",
        effect = Effect.DISRUPTIVE)
class RestartContainer implements RunbookDelegate<RestartContainer.Order> {

    /**
     * Parameters.
     *
     * @param stopWithin how long the container may take to stop by itself before it is killed
     * @param healthyWithin how long it may take to become healthy after the restart
     */
    record Order(
            @DurationMin @DurationMax(seconds = 60) @DefaultValue("10s")
            Duration stopWithin,

            @DurationMin(seconds = 1) @DurationMax(seconds = 120) @DefaultValue("60s")
            Duration healthyWithin) {}

    private static final Duration CHECK_EVERY = Duration.ofMillis(500);

    /** A container without a health check must be seen running for two seconds. */
    private static final int CHECKS_WITHOUT_HEALTH_CHECK = 5;

    private final Containers containers;
    private final Dependants dependants;

    RestartContainer(Containers containers, Dependants dependants) {
        this.containers = containers;
        this.dependants = dependants;
    }

    @Override
    public Plan plan(Order order, Target target) {
        var name = ContainerName.of(target);
        return containers
                .named(name.value())
                .map(container -> plan(order, target, container))
                .orElseGet(() -> Plan.impossible(name.absent() + "."));
    }

    private Plan plan(Order order, Target target, Container container) {
        var plan = Plan.to("Restart container **" + container.name() + "**\n\n" + ContainerMarkdown.table(container))
                .on(List.of(container.id()))
                .before("startedAt", container.startedAt())
                .before("state", container.status())
                .parameter("container", container.name())
                .parameter("stopWithin", order.stopWithin())
                .parameter("healthyWithin", order.healthyWithin())
                .warning("Its connections are cut, and its memory contents are lost. It has "
                        + order.stopWithin().toSeconds() + " s to stop by itself.");
        var hit = dependants.of(target);
        return hit.isEmpty() ? plan : plan.warning("These depend on it: " + String.join(", ", hit) + ".");
    }

    @Override
    public Finding execute(Plan plan, Target target) {
        var id = id(plan);
        var name = plan.parameters().get("container");
        var stopWithin = Duration.parse(plan.parameters().get("stopWithin"));
        if (!containers.restart(id, stopWithin)) {
            return Finding.failed("target gone: container " + name + " (" + id + ") no longer exists");
        }
        return Finding.of("container " + name + " restarted");
    }

    @Override
    public Proof probe(Intent intent, Target target) {
        var now = containers.byId(id(intent.plan()));
        if (now.isEmpty()) {
            return intent.begun() ? Proof.cannotTell("the container is gone") : Proof.notDone("the container is gone");
        }
        var seen = "it was started at " + now.get().startedAt() + ", before at "
                + intent.stateBefore().get("startedAt");
        if (startedSince(now.get(), intent)) {
            return Proof.done(seen);
        }
        // A restart that was requested may still be waiting for a slow stop (guarantees.md A9).
        return intent.begun() ? Proof.cannotTell(seen) : Proof.notDone(seen);
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        var limit = Duration.parse(plan.parameters().get("healthyWithin"));
        var end = System.nanoTime() + limit.toNanos();
        var healthyLooks = 0;
        while (true) {
            var now = containers.byId(id(plan));
            healthyLooks = now.isPresent() && now.get().isHealthy() ? healthyLooks + 1 : 0;
            if (healthyLooks >= (healthyLooks > 0 && now.get().hasHealthCheck() ? 1 : CHECKS_WITHOUT_HEALTH_CHECK)) {
                return Proof.done("container is " + now.get().status());
            }
            if (System.nanoTime() >= end) {
                var seen = now.map(Container::status).orElse("gone");
                return Proof.notDone("after " + limit.toSeconds() + " s the container is " + seen);
            }
            Thread.sleep(CHECK_EVERY.toMillis());
        }
    }

    /** More than the longest stop and the longest wait for health together. */
    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(150);
    }

    private static boolean startedSince(Container now, Intent intent) {
        var before = intent.stateBefore().get("startedAt");
        return now.startedAt() != null
                && ("null".equals(before) || now.startedAt().isAfter(Instant.parse(before)))
                && now.isRunning();
    }

    private static String id(Plan plan) {
        return plan.resources().get(0);
    }
}
