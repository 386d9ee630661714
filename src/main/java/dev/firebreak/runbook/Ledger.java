package dev.firebreak.runbook;

import dev.firebreak.access.Audit;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Timeline;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The truth about steps: each change is a transaction of its own together with its line in the timeline and, where power
 * is involved, its row in the audit chain. Whoever lost the fence learns it here and changes nothing.
 */
@Component
class Ledger {

    private static final String WHO = "runbook";

    private final Steps steps;
    private final Approvals approvals;
    private final Timeline timeline;
    private final Audit audit;
    private final Clock clock;
    private final Duration lease;
    private final TransactionTemplate own;

    Ledger(
            Steps steps,
            Approvals approvals,
            Timeline timeline,
            Audit audit,
            Clock clock,
            RunbookSettings settings,
            PlatformTransactionManager transactions) {
        this.steps = steps;
        this.approvals = approvals;
        this.timeline = timeline;
        this.audit = audit;
        this.clock = clock;
        this.lease = settings.stepLease();
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    Step plan(Step step) {
        return alone(() -> {
            steps.insert(step);
            tell(
                    step,
                    "Planned: " + step.words() + " (asked by " + step.requestedBy() + ")",
                    step.plan().summary());
            return step;
        });
    }

    /** A step that was never planned, for admission said no. */
    void refuse(IncidentId incident, String words, String why) {
        alone(() -> {
            timeline.add(incident, "Refused: " + words + ": " + why, WHO);
            return true;
        });
    }

    /** A step whose plan names nothing to act on: it ends as it is planned. */
    Step spare(Step step) {
        return alone(() -> {
            var why = step.plan().summary();
            steps.insert(step);
            steps.close(step, step.state(), StepState.NOTHING_TO_DO, clock.instant(), why, null);
            tell(step, "Nothing to do: " + step.words() + ": " + why, null);
            return steps.find(step.id()).orElseThrow();
        });
    }

    Optional<Step> plannedFor(String task) {
        return alone(() -> steps.plannedFor(task));
    }

    Optional<Step> find(UUID id) {
        return alone(() -> steps.find(id));
    }

    List<Approval> approvals(Step step) {
        return alone(() -> approvals.of(step.id()));
    }

    Optional<Step> lastDone(IncidentId incident, String topic, String target) {
        return alone(() -> steps.lastDone(incident, topic, target));
    }

    /**
     * Commits that the effect comes now. The admission runs under the locks of all targets and of this one, and the audit
     * row is written in the same transaction: without it nothing happens.
     */
    Step intend(Step step, String worker, Map<String, String> stateBefore, Gate gate) throws StepRefused {
        var refusal = new StepRefused[1];
        var intended = alone(() -> {
            steps.lock(step.target());
            try {
                gate.pass(steps);
            } catch (StepRefused e) {
                refusal[0] = e;
                return step;
            }
            return intend(step, worker, stateBefore);
        });
        if (refusal[0] != null) {
            throw refusal[0];
        }
        return intended;
    }

    private Step intend(Step step, String worker, Map<String, String> stateBefore) {
        var again = step.state() == StepState.NOT_DONE;
        if (again) {
            steps.insertAttempt(step);
        }
        var now = clock.instant();
        var attempt = step.attempt() + (again ? 1 : 0);
        if (!steps.intend(step.id(), attempt, worker, now, now.plus(lease), stateBefore)) {
            throw new LeaseLost(step);
        }
        approvals.use(step.id(), now);
        var intended = steps.find(step.id()).orElseThrow();
        prove(intended, "step.intent", Map.of("approvedBy", approvedBy(step), "attempt", String.valueOf(attempt)));
        return intended;
    }

    void run(Step step, String worker) {
        var now = clock.instant();
        held(step, () -> steps.run(step, worker, now, now.plus(lease)));
    }

    void extend(Step step, String worker) {
        held(step, () -> steps.extend(step, worker, clock.instant().plus(lease)));
    }

    void timeOut(Step step) {
        alone(() -> steps.move(step, StepState.RUNNING, StepState.TIMED_OUT));
    }

    boolean takeOver(Step step, String worker) {
        var now = clock.instant();
        return alone(() -> steps.takeOver(step, worker, now, now.plus(lease)));
    }

    /** The attempt's end, by whoever holds it. */
    void end(Step step, String worker, StepState state, Finding finding) {
        held(step, () -> {
            var now = clock.instant();
            if (!steps.end(step, worker, state, now, finding.summary(), finding.details(), finding.variables())) {
                return false;
            }
            tell(step, said(state) + ": " + step.words() + ": " + finding.summary() + by(step), finding.details());
            prove(step, action(state), Map.of("summary", finding.summary()));
            return true;
        });
    }

    /** Lets go of an attempt that could be neither ended nor proved: the next try probes at once. */
    void release(Step step, String worker) {
        alone(() -> steps.extend(step, worker, clock.instant()));
    }

    /** An end without an attempt: void, dry run, verified, settled. Nothing happens where it was already said. */
    boolean close(Step step, StepState to, String what, String details, String who) {
        return alone(() -> {
            if (!steps.close(step, step.state(), to, clock.instant(), what, details)) {
                return false;
            }
            timeline.add(step.incident(), what, who, details);
            prove(step, action(to), Map.of("summary", what, "by", who));
            return true;
        });
    }

    String approvedBy(Step step) {
        var names = approvals.of(step.id()).stream()
                .filter(Approval::granted)
                .map(Approval::approver)
                .toList();
        return names.isEmpty() ? "nobody, it was automatic" : String.join(" and ", names);
    }

    String by(Step step) {
        return " (asked by " + step.requestedBy() + ", approved by " + approvedBy(step) + ")";
    }

    private static String action(StepState state) {
        return "step." + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String said(StepState state) {
        return switch (state) {
            case SUCCEEDED -> "Executed";
            case FAILED -> "Failed";
            case NOT_DONE -> "Had no effect";
            default -> "Outcome unknown";
        };
    }

    private void tell(Step step, String what, String details) {
        timeline.add(step.incident(), what, WHO, details);
    }

    private void prove(Step step, String action, Map<String, String> facts) {
        var all = new TreeMap<>(facts);
        all.put("step", step.id().toString());
        all.put("topic", step.topic());
        all.put("target", step.target());
        all.put("planHash", step.planHash());
        all.put("askedBy", step.requestedBy());
        audit.record(step.incident().value(), WHO, action, all);
    }

    private void held(Step step, Supplier<Boolean> change) {
        if (!Boolean.TRUE.equals(alone(change))) {
            throw new LeaseLost(step);
        }
    }

    private <T> T alone(Supplier<T> change) {
        return own.execute(status -> change.get());
    }

    /** What has to hold at the moment of the intent, under the locks. */
    interface Gate {
        void pass(Steps steps) throws StepRefused;
    }

    /** Somebody else has taken this attempt over: whatever was done is theirs to find out. */
    static class LeaseLost extends RuntimeException {
        private static final long serialVersionUID = 1L;

        LeaseLost(Step step) {
            super(step.words() + " was taken over by another attempt; its ledger row says how it went");
        }
    }
}
