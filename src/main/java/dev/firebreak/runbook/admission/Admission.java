package dev.firebreak.runbook.admission;

import dev.firebreak.catalog.Catalog;
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
 * Whether a step may be (guarantees.md "Step policy"). One function for dry run and run; whatever can't be found out is an exception,
 * and with an exception nothing happens.
 */
@Component
public class Admission {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration TURN = Duration.ofSeconds(2);

    private final FreezeSwitch freeze;
    private final Catalog catalog;
    private final SelfProtection own;
    private final ParameterBinder binder;
    private final Incidents incidents;
    private final RunbookSettings settings;
    private final Clock clock;

    Admission(
            FreezeSwitch freeze,
            Catalog catalog,
            SelfProtection own,
            ParameterBinder binder,
            Incidents incidents,
            RunbookSettings settings,
            Clock clock) {
        this.freeze = freeze;
        this.catalog = catalog;
        this.own = own;
        this.binder = binder;
        this.incidents = incidents;
        this.settings = settings;
        this.clock = clock;
    }

    /** The target, by exact name, if steps may touch it now. */
    public Target target(String name) throws StepRefused {
        var frozen = freeze.frozen();
        if (frozen.isPresent()) {
            throw new StepRefused(frozen.get());
        }
        var target = catalog.target(name)
                .orElseThrow(() -> new StepRefused(
                        "Target \"" + name + "\" is not in the catalogue: steps act on its targets only."));
        if (target.isProtected()) {
            throw new StepRefused("Target " + name + " is protected: no step may touch it.");
        }
        var ours = own.holds(target);
        if (ours.isPresent()) {
            throw new StepRefused(ours.get());
        }
        return target;
    }

    public <O extends Record> O order(StepDefinition step, Class<O> type, Map<String, Object> variables, Target target)
            throws StepRefused {
        try {
            return binder.bind(step.topic(), type, variables, target);
        } catch (ParameterInvalid e) {
            throw new StepRefused(e.getMessage());
        }
    }

    public Plan plan(Plan plan) throws StepRefused {
        if (plan.isImpossible()) {
            throw new StepRefused(plan.obstacle());
        }
        var ours = own.holds(plan.resources());
        if (ours.isPresent()) {
            throw new StepRefused(ours.get());
        }
        return plan;
    }

    /** False while lives are at stake: then a person decides on every step. */
    boolean automation(IncidentId incident) {
        return !incidents.get(incident).lifeSafety();
    }

    /** Where the target is unknown, the strictest. */
    String tier(String target) {
        return catalog.target(target).map(Target::tier).orElse("tier-1");
    }

    public boolean isLive(Target target) {
        return settings.live() && target.live();
    }

    /** What must hold at the moment of the intent, under the locks: nobody else on the target, and budget left. */
    public Leases.Gate gate(Step step) {
        return use -> {
            var other = use.openOn(step.target(), step.id());
            if (other.isPresent()) {
                throw new RetryLater(
                        TURN,
                        "Waits for \"" + other.get().words() + "\" of "
                                + other.get().incident() + " to end.");
            }
            var harmless = step.effect() == Effect.READ || step.effect() == Effect.REVERSIBLE;
            if (!harmless && !step.undo() && step.state() != StepState.NOT_DONE) {
                budget(step, use);
            }
        };
    }

    private void budget(Step step, TargetLocks use) throws StepRefused {
        var now = clock.instant();
        var budget = settings.budget();
        spend(use.begun(step.incident(), null, Instant.EPOCH), budget.perIncident(), "in this incident");
        spend(
                use.begun(null, step.target(), now.minus(HOUR)),
                budget.perTargetAndHour(),
                "on " + step.target() + " within an hour");
        spend(use.begun(null, null, now.minus(TEN_MINUTES)), budget.inTenMinutes(), "in all within ten minutes");
    }

    /** The target whatever may be done to it: for looking only. */
    public Target known(String name) {
        return catalog.target(name)
                .orElseThrow(() -> new NonRetryable("Target \"" + name + "\" is not in the catalogue. Add it to "
                        + "catalog.yaml, or correct the variable target, then retry this step in Cockpit."));
    }

    private static void spend(long begun, int allowed, String where) throws StepRefused {
        if (begun >= allowed) {
            throw new StepRefused("The budget is spent: " + begun + " disruptive steps " + where + ", " + allowed
                    + " are allowed. A person has to act, or wait.");
        }
    }
}
