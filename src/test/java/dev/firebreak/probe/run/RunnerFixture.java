package dev.firebreak.probe.run;

import dev.firebreak.lab.Until;
import dev.firebreak.probe.CheckResult;
import dev.firebreak.probe.run.ProbeRows.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.context.ApplicationContext;

/** Drives the runner of a node by hand. */
public final class RunnerFixture {

    private RunnerFixture() {}

    /** Starts what is due and waits until this node runs nothing. */
    public static void runDue(ApplicationContext node) {
        var runner = node.getBean(ProbeRunner.class);
        runner.runDue();
        Until.within(Duration.ofSeconds(20)).every(Duration.ofMillis(5)).see("all runs have ended", () -> {
            if (runner.isBusy()) {
                runner.giveUp();
            }
            return !runner.isBusy();
        });
    }

    public static void runNow(ApplicationContext node, String probe) {
        node.getBean(ProbeRunner.class).runNow(probe);
    }

    public static void watch(ApplicationContext node) {
        node.getBean(ProbeRunner.class).watch();
    }

    /** Whether this node gets the probe at this moment. */
    public static boolean leases(ApplicationContext node, String probe, Instant now) {
        return node.getBean(ProbeRows.class)
                .lease(probe, now, now.plusSeconds(30), now.plusSeconds(30))
                .isPresent();
    }

    /** Whether a result counts that comes under a lease which is no longer the probe's. */
    public static boolean settlesLate(ApplicationContext node, String probe, Instant now) {
        var result = ProbeResult.of(CheckResult.failed("late"), now, Duration.ZERO, text -> text);
        return node.getBean(ProbeRows.class).settle(new Lease(probe, UUID.randomUUID(), ""), "-", result);
    }
}
