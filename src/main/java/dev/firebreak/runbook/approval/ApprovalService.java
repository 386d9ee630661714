package dev.firebreak.runbook.approval;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.ledger.Approval;
import dev.firebreak.runbook.ledger.Approvals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepAuditTrail;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.ledger.Steps;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What people say to plans and to unknown outcomes. Joins the caller's transaction: word and process move together. */
@Component
public class ApprovalService {

    private static final Set<String> SETTLEMENTS = Set.of("done", "again", "skip", "stop");

    private final Steps steps;
    private final FormDecisions words;
    private final Approvals approvals;
    private final StepAuditTrail auditTrail;
    private final ObjectProvider<Accounts> accounts;
    private final RunbookSettings settings;
    private final Clock clock;

    ApprovalService(
            Steps steps,
            FormDecisions words,
            Approvals approvals,
            StepAuditTrail auditTrail,
            ObjectProvider<Accounts> accounts,
            RunbookSettings settings,
            Clock clock) {
        this.steps = steps;
        this.words = words;
        this.approvals = approvals;
        this.auditTrail = auditTrail;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param missing how many more people have to agree */
    public record Decision(boolean granted, int missing) {}

    /**
     * Counts what was said in the form. The first word of each person counts; a second click gets the first result
     * (guarantees.md A14).
     *
     * @param drawn what the diagram says has to be said: counts only where it is stricter than the ledger
     */
    public Decision approve(UUID id, String drawn) {
        var step = step(id);
        var needed = step.authorized().drawn(drawn).people();
        for (var word : words.of(id, FormDecisions.APPROVE)) {
            hear(step, word, needed);
        }
        var said = approvals.of(id);
        if (said.isEmpty()) {
            throw new DecisionRefused("Nobody has said anything to this step in the form approve-step.");
        }
        return decision(said, needed);
    }

    private void hear(Step step, FormDecision word, int needed) {
        if (approvals.of(step.id()).stream().anyMatch(it -> it.approver().equals(word.by()))) {
            return;
        }
        if (!step.state().mayBegin()) {
            throw new DecisionRefused("This step can't be decided any more: it is " + step.state() + ".");
        }
        commander(word.by());
        var granted = granted(word);
        var alone = granted && mayOnlyBeWarned(step, word);
        record(step, word, granted, alone);
        move(step, decision(approvals.of(step.id()), needed));
    }

    private static boolean granted(FormDecision word) {
        return switch (word.word()) {
            case "true" -> unobjected(word);
            case "false" -> false;
            default -> throw new DecisionRefused("Say whether you approve the step.");
        };
    }

    /** A no counts whatever the form showed. */
    private static boolean unobjected(FormDecision word) {
        if (word.objection() != null) {
            throw new DecisionRefused(word.objection());
        }
        return true;
    }

    /** What became of a step whose outcome nobody could prove: whether it is done, by a commander's word. */
    public boolean settle(UUID id) {
        var step = step(id);
        var word = words.of(id, FormDecisions.SETTLE).stream()
                .reduce((first, later) -> later)
                .filter(it -> SETTLEMENTS.contains(it.word()))
                .orElseThrow(() -> new DecisionRefused(
                        "Say what became of the step in the form settle-outcome: done, again," + " skip or stop."));
        commander(word.by());
        var done = "done".equals(word.word()) && unobjected(word);
        if (step.state() == StepState.UNKNOWN) {
            settle(step, word, done);
        }
        return done;
    }

    private void settle(Step step, FormDecision word, boolean done) {
        var what = "Settled as " + word.word() + ": " + step.words();
        steps.close(
                step,
                StepState.UNKNOWN,
                done ? StepState.SUCCEEDED : StepState.CANCELLED,
                clock.instant(),
                what + " (by " + word.by() + ")",
                step.seen());
        auditTrail.tell(step, what, word.by(), word.comment());
        auditTrail.prove(step, "step.settled", word.by(), Map.of("settlement", word.word()));
    }

    private Step step(UUID id) {
        return Optional.ofNullable(id)
                .flatMap(steps::find)
                .orElseThrow(() -> new DecisionRefused("There is no such step any more."));
    }

    /** What a diagram says of who asked for a step is a claim, so it is not the only thing that counts. */
    private boolean mayOnlyBeWarned(Step step, FormDecision word) {
        if (!word.by().equals(step.requestedBy()) && !word.shaped()) {
            return false;
        }
        if (settings.fourEyes() == RunbookSettings.FourEyes.ENFORCE) {
            throw new DecisionRefused(
                    "You asked for this step, or completed another task where it is drawn or called, so somebody else has"
                            + " to approve it.");
        }
        return true;
    }

    private void commander(String by) {
        var person = by == null ? null : accounts.getObject().find(by).orElse(null);
        if (person == null) {
            throw new DecisionRefused("It is not known who decided this. Log in and complete the task again.");
        }
        if (!person.roles().contains(Role.COMMANDER)) {
            throw new DecisionRefused("Only a commander may decide this, and " + by + " is none.");
        }
    }

    /** Good from when it was said: a diagram may come late to counting it. */
    private void record(Step step, FormDecision word, boolean granted, boolean alone) {
        var until = word.at().plus(settings.approvalValid());
        approvals.add(
                new Approval(step.id(), word.by(), step.planHash(), granted, word.comment(), word.at(), until, null));
        var what = (granted ? "Approved: " : "Declined: ")
                + step.words()
                + (alone ? " (own request, four eyes not kept)" : "");
        auditTrail.tell(step, what, word.by(), word.comment());
        auditTrail.prove(
                step,
                granted ? "step.approved" : "step.declined",
                word.by(),
                Map.of("fourEyes", alone ? "not kept" : "kept"));
    }

    private void move(Step step, Decision decision) {
        if (!decision.granted()) {
            steps.close(step, step.state(), StepState.REFUSED, clock.instant(), "declined", null);
        } else if (decision.missing() == 0) {
            steps.move(step, StepState.PLANNED, StepState.APPROVED);
        }
    }

    private static Decision decision(List<Approval> said, int needed) {
        var granted = said.stream().allMatch(Approval::granted);
        return new Decision(granted, granted ? Math.max(0, needed - said.size()) : 0);
    }

    /** The word can't be taken; the message is for the person who clicked. */
    static class DecisionRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DecisionRefused(String why) {
            super(why);
        }
    }
}
