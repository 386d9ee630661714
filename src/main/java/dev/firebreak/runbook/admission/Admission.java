package dev.firebreak.runbook.admission;

import dev.firebreak.catalog.CurrentCatalog;
import dev.firebreak.catalog.Target;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.Effect;
import dev.firebreak.runbook.ParameterInvalid;
import dev.firebreak.runbook.Plan;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.definition.ParameterBinder;
import dev.firebreak.runbook.definition.StepDefinition;
import dev.firebreak.runbook.definition.StepRefused;
import dev.firebreak.runbook.ledger.Leases;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.ledger.TargetLocks;
import dev.firebreak.worker.NonRetryable;
import dev.firebreak.worker.RetryLater;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Decides whether a step may run (guarantees.md "Step policy"). Dry run and real run use the same checks. If a check
 * cannot be made, it throws, and the step does nothing.
 */
@Component
public class Admission {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final FreezeSwitch freeze;
    private final CurrentCatalog catalog;
    private final SelfProtection selfProtection;
    private final ParameterBinder binder;
    private final Incidents incidents;
    private final RunbookSettings settings;
    private final Clock clock;

    Admission(
            FreezeSwitch freeze,
            CurrentCatalog catalog,
            SelfProtection selfProtection,
            ParameterBinder binder,
            Incidents incidents,
            RunbookSettings settings,
            Clock clock) {
        this.freeze = freeze;
        this.catalog = catalog;
        this.selfProtection = selfProtection;
        this.binder = binder;
        this.incidents = incidents;
        this.settings = settings;
        this.clock = clock;
    }

    /** The target with exactly this name, if steps may change it now. */
    public Target target(String name) throws StepRefused {
        var frozen = freeze.frozen();
        if (frozen.isPresent()) {
            throw new StepRefused(frozen.get());
        }
        var target = catalog.current()
                .target(name)
                .orElseThrow(() -> new StepRefused("Target \"" + name
                        + "\" is not in the catalogue: steps act only on targets of the catalogue."));
        if (target.isProtected()) {
            throw new StepRefused("Target " + name + " is protected: no step may touch it.");
        }
        var refusal = selfProtection.refusal(target);
        if (refusal.isPresent()) {
            throw new StepRefused(refusal.get());
        }
        return target;
    }

    /** Binds the step's parameters; a wrong parameter refuses the step. */
    public <O extends Record> O parameters(
            StepDefinition step, Class<O> type, Map<String, Object> variables, Target target) throws StepRefused {
        try {
            return binder.bind(step.topic(), type, variables, target);
        } catch (ParameterInvalid e) {
            throw new StepRefused(e.getMessage());
        }
    }

    /** The same plan, unless it is impossible or acts on Firebreak itself. */
    public Plan admitted(Plan plan) throws StepRefused {
        if (plan.isImpossible()) {
            throw new StepRefused(plan.obstacle());
        }
        var refusal = selfProtection.refusal(plan.resources());
        if (refusal.isPresent()) {
            throw new StepRefused(refusal.get());
        }
        return plan;
    }

    /** False once life safety is declared: {@code authorize-step} then forbids every step that changes something. */
    boolean automation(IncidentId incident) {
        return !incidents.get(incident).lifeSafety();
    }

    /** The tier of the target; the strictest one if the target is unknown. */
    String tier(String target) {
        return catalog.current().target(target).map(Target::tier).orElse("tier-1");
    }

    /** Whether the step changes the target, instead of a dry run. */
    public boolean isLive(Target target) {
        return settings.live() && target.live();
    }

    /**
     * What is checked under the locks right before the effect: no other step runs on the target, and budget is left.
     */
    public Leases.Gate gate(Step step) {
        return locks -> {
            var other = locks.openOn(step.target(), step.id());
            if (other.isPresent()) {
                throw new RetryLater(
                        RETRY_AFTER,
                        "Waits until \"" + other.get().label() + "\" of "
                                + other.get().incident() + " ends.");
            }
            if (step.effect() != Effect.READ && !step.undo() && step.state() != StepState.NOT_DONE) {
                budget(step, locks);
            }
        };
    }

    private void budget(Step step, TargetLocks locks) throws StepRefused {
        var now = clock.instant();
        var budget = settings.budgetOf(step.effect());
        var begun = locks.begun(step.effect());
        requireBudget(step, begun.of(step.incident(), Instant.EPOCH), budget.perIncident(), "in this incident");
        requireBudget(
                step,
                begun.on(step.target(), now.minus(HOUR)),
                budget.perTargetAndHour(),
                "on " + step.target() + " within an hour");
        requireBudget(step, begun.inAll(now.minus(TEN_MINUTES)), budget.inTenMinutes(), "in all within ten minutes");
    }

    /** The target for reading only, without checking whether steps may change it. */
    public Target targetForReading(String name) {
        return catalog.current()
                .target(name)
                .orElseThrow(() -> new NonRetryable("Target \"" + name + "\" is not in the catalogue. Add it to "
                        + "catalog.yaml, or correct the variable target, then retry this step in Cockpit."));
    }

    private static void requireBudget(Step step, long begun, int allowed, String where) throws StepRefused {
        if (begun >= allowed) {
            var kind = step.effect() == Effect.REVERSIBLE ? "reversible" : "disruptive";
            throw new StepRefused("The budget is spent: " + begun + " " + kind + " steps " + where + ", " + allowed
                    + " are allowed. Act by hand, or wait.");
        }
    }
}
