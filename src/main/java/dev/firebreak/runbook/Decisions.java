package dev.firebreak.runbook;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What people say to plans and to unknown outcomes. Joins the caller's transaction: word and process move together. */
@Component
class Decisions {

    private final Steps steps;
    private final Approvals approvals;
    private final Witness witness;
    private final ObjectProvider<Accounts> accounts;
    private final RunbookSettings settings;
    private final Clock clock;

    Decisions(
            Steps steps,
            Approvals approvals,
            Witness witness,
            ObjectProvider<Accounts> accounts,
            RunbookSettings settings,
            Clock clock) {
        this.steps = steps;
        this.approvals = approvals;
        this.witness = witness;
        this.accounts = accounts;
        this.settings = settings;
        this.clock = clock;
    }

    /** @param missing how many more people have to agree */
    record Decision(boolean granted, int missing) {}

    /** The first word of each person counts; a second click gets the first result (faults.md A14). */
    Decision approve(UUID id, String planHash, boolean granted, String comment, String by, int needed) {
        var step = steps.find(id).orElseThrow(() -> new DecisionRefused("There is no such step any more."));
        var said = approvals.of(id);
        if (said.stream().anyMatch(it -> it.approver().equals(by))) {
            return decision(said, needed);
        }
        if (!step.planHash().equals(planHash)) {
            throw new DecisionRefused("The plan has changed since this form was opened. Reload it.");
        }
        if (!step.state().mayBegin()) {
            throw new DecisionRefused("This step can't be decided any more: it is " + step.state() + ".");
        }
        commander(by);
        var alone = granted && mayOnlyBeWarned(step, by);
        record(step, granted, comment, by, alone);
        var now = decision(approvals.of(id), needed);
        move(step, now);
        return now;
    }

    /** What became of a step whose outcome nobody could prove: done, or anything else. */
    void settle(UUID id, String settlement, String comment, String by) {
        var step = steps.find(id).orElseThrow(() -> new DecisionRefused("There is no such step any more."));
        commander(by);
        if (step.state() != StepState.UNKNOWN) {
            return;
        }
        var done = "done".equals(settlement);
        var what = "Settled as " + settlement + ": " + step.words();
        steps.close(
                step,
                StepState.UNKNOWN,
                done ? StepState.SUCCEEDED : StepState.CANCELLED,
                clock.instant(),
                what + " (by " + by + ")",
                step.seen());
        witness.tell(step, what, by, comment);
        witness.prove(step, "step.settled", by, Map.of("settlement", settlement));
    }

    private boolean mayOnlyBeWarned(Step step, String by) {
        if (!by.equals(step.requestedBy())) {
            return false;
        }
        if (settings.fourEyes() == RunbookSettings.FourEyes.ENFORCE) {
            throw new DecisionRefused("You asked for this step, so somebody else has to approve it.");
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

    private void record(Step step, boolean granted, String comment, String by, boolean alone) {
        var now = clock.instant();
        approvals.add(new Approval(
                step.id(), by, step.planHash(), granted, comment, now, now.plus(settings.approvalValid()), null));
        var what = (granted ? "Approved: " : "Declined: ")
                + step.words()
                + (alone ? " (own request, four eyes not kept)" : "");
        witness.tell(step, what, by, comment);
        witness.prove(
                step, granted ? "step.approved" : "step.declined", by, Map.of("fourEyes", alone ? "not kept" : "kept"));
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
