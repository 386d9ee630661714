package dev.firebreak.probe.run;

import dev.firebreak.lab.Until;
import java.time.Duration;
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
}
