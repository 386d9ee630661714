package dev.firebreak.runbook.step.systemd;

import static dev.firebreak.runbook.Effect.DISRUPTIVE;

import dev.firebreak.catalog.Target;
import dev.firebreak.runbook.Finding;
import dev.firebreak.runbook.Intent;
import dev.firebreak.runbook.ParameterDescription;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.Proof;
import dev.firebreak.runbook.RunbookDelegate;
import dev.firebreak.runbook.RunbookStep;
import dev.firebreak.runbook.step.host.command.Hosts;
import dev.firebreak.runbook.step.host.command.MachineId;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** Restarts one unit that the catalogue lists, and proves it by systemd's own id of the start. */
@RunbookStep(
        topic = "systemd.restart-unit",
        title = "Restart unit",
        description = "Restarts one unit that settings.units of the target lists, and waits until it stays active.",
        effect = DISRUPTIVE)
class RestartUnit implements RunbookDelegate<RestartUnit.Order> {

    private static final String UNIT = "unit";
    private static final String STABLE_FOR = "stableFor";
    private static final String INVOCATION = "invocation";
    private static final String ACTIVE = "active";
    private static final Duration ANSWER = Duration.ofSeconds(10);
    private static final Duration RESTART = Duration.ofSeconds(90);
    private static final Duration CHECK_EVERY = Duration.ofMillis(500);

    private final Hosts hosts;

    RestartUnit(Hosts hosts) {
        this.hosts = hosts;
    }

    record Order(
            @ParameterDescription(
                    "Full name, such as gitops-auditor.service. Empty means the first unit in settings.units of the target.")
            @NotNull
            @Pattern(regexp = "|" + Units.NAME, message = "must be the full name of a service, such as nginx.service")
            @DefaultValue("")
            String unit,

            @ParameterDescription("How long the unit must stay active after the restart.")
            @DurationMin
            @DurationMax(seconds = 60)
            @DefaultValue("PT5S")
            Duration stableFor) {}

    @Override
    public Plan plan(Order order, Target target) throws InterruptedException {
        var units = Units.of(target);
        if (units.isEmpty()) {
            return Plan.impossible(Units.none(target));
        }
        var unit = order.unit().isEmpty() ? units.get(0) : order.unit();
        if (!units.contains(unit)) {
            return Plan.impossible("The catalogue does not list " + unit + " as a unit of " + target.name()
                    + ": add it to settings.units of the target, if it may be restarted.");
        }
        try (var host = hosts.open(target)) {
            var now = Units.show(host, unit);
            return now.isLoaded()
                    ? plan(order, target, now, MachineId.of(host))
                    : Plan.impossible(target.name() + ": " + now.shown() + ", so it can't be restarted.");
        }
    }

    private static Plan plan(Order order, Target target, Unit now, String machine) {
        var plan = Plan.to("Restart **" + now.name() + "** on " + target.name() + ". Now " + now.shown() + ".")
                .on(List.of(now.name() + "@" + machine))
                .before(INVOCATION, now.invocation())
                .before(ACTIVE, now.isActive())
                .parameter(UNIT, now.name())
                .parameter(STABLE_FOR, order.stableFor())
                .warning("Its connections are cut, and what it has in memory only is lost.");
        return "yes".equals(now.property("NeedDaemonReload"))
                ? plan.warning("Its unit file changed since systemd read it: systemd starts it as it was before.")
                : plan;
    }

    @Override
    public Finding execute(Plan plan, Target target) throws InterruptedException {
        var unit = plan.parameters().get(UNIT);
        try (var host = hosts.open(target)) {
            if (!plan.resources().contains(unit + "@" + MachineId.of(host))) {
                return Finding.failed(target.name() + " is another machine than planned: nothing was restarted");
            }
            if (!Units.show(host, unit).isActive()) {
                // systemd starts no unit that failed too often in a short time, and does not always say that it did.
                host.runAsRoot(ANSWER, List.of("systemctl", "reset-failed", unit));
            }
            var answer = host.runAsRoot(RESTART, List.of("systemctl", "restart", unit));
            return answer.succeeded()
                    ? Finding.of(target.name() + ": " + unit + " restarted")
                    : Finding.failed(target.name() + ": " + unit + " did not restart, " + answer.failure());
        }
    }

    /** Where systemd itself restarts a unit that crashes, another start proves nothing. */
    @Override
    public Proof probe(Intent intent, Target target) throws InterruptedException {
        try (var host = hosts.open(target)) {
            var now = Units.show(host, intent.plan().parameters().get(UNIT));
            var same = now.invocation().equals(intent.stateBefore().get(INVOCATION));
            var wasActive = Boolean.parseBoolean(intent.stateBefore().get(ACTIVE));
            var seen = now.shown() + (same ? ", not started since" : ", started since");
            if (!same && now.isActive() && (wasActive || now.restarts() == 0)) {
                return Proof.done(seen);
            }
            return same && !intent.begun() ? Proof.notDone(seen) : Proof.cannotTell(seen);
        }
    }

    @Override
    public Proof verify(Plan plan, Target target) throws InterruptedException {
        var stableFor = Duration.parse(plan.parameters().get(STABLE_FOR));
        try (var host = hosts.open(target)) {
            var first = Units.show(host, plan.parameters().get(UNIT));
            var end = System.nanoTime() + stableFor.toNanos();
            var now = first;
            while (isStable(first, now) && System.nanoTime() < end) {
                Thread.sleep(CHECK_EVERY.toMillis());
                now = Units.show(host, first.name());
            }
            return isStable(first, now)
                    ? Proof.done(now.shown() + " for " + stableFor.toSeconds() + " s")
                    : Proof.notDone(now.shown() + (now.isActive() ? ", but it was started again meanwhile" : ""));
        }
    }

    private static boolean isStable(Unit first, Unit now) {
        return now.isActive() && now.invocation().equals(first.invocation());
    }

    /** More than the longest restart and the longest wait together. */
    @Override
    public Duration timeLimit() {
        return Duration.ofSeconds(180);
    }
}
