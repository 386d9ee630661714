package dev.firebreak.runbook.approval;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.FourEyes;
import dev.firebreak.access.Role;
import dev.firebreak.lifecycle.ColleaguesToTell;
import dev.firebreak.runbook.RunbookSettings;
import dev.firebreak.runbook.duties.SeparationOfDuties;
import dev.firebreak.runbook.ledger.Approval;
import dev.firebreak.runbook.ledger.Approvals;
import dev.firebreak.runbook.ledger.Step;
import dev.firebreak.runbook.ledger.StepAuditTrail;
import dev.firebreak.runbook.ledger.StepState;
import dev.firebreak.runbook.ledger.Steps;
import dev.firebreak.text.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/**
 * Records people's decisions about plans and unknown outcomes. Joins the caller's transaction, so that decision and
 * process updateState together.
 */
@Component
public class ApprovalService {

    /** Break-glass: a commander approves alone what needs others, with a reason, for this one step. */
    private static final String ALONE = "alone";

    private static final Duration ALONE_VALID = Duration.ofMinutes(15);

    private static final Set<String> SETTLEMENTS = Set.of("done", "again", "skip", "stop");

    private final Steps steps;
    private final FormDecisions formDecisions;
    private final Approvals approvals;
    private final StepAuditTrail auditTrail;
    private final ObjectProvider<Accounts> accounts;
    private final DisplayNames names;
    private final SeparationOfDuties duties;
    private final RunbookSettings settings;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ApprovalService(
            Steps steps,
            FormDecisions formDecisions,
            Approvals approvals,
            StepAuditTrail auditTrail,
            ObjectProvider<Accounts> accounts,
            DisplayNames names,
            SeparationOfDuties duties,
            RunbookSettings settings,
            ApplicationEventPublisher events,
            Clock clock) {
        this.steps = steps;
        this.formDecisions = formDecisions;
        this.approvals = approvals;
        this.auditTrail = auditTrail;
        this.accounts = accounts;
        this.names = names;
        this.duties = duties;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Where an approval is now.
     *
     * @param missing how many more people must approve
     */
    public record Decision(boolean granted, int missing) {}

    /**
     * Counts the decisions made in the form. Each person's first decision counts; a second click gets the first result
     * (guarantees.md A14).
     *
     * @param processInstance the process that counts them
     * @param drawn the diagram's answer from {@code authorize-step}; it counts only if it is stricter than the ledger's
     */
    public Decision approve(UUID id, String processInstance, String drawn) {
        var step = step(id, processInstance);
        var needed = step.authorized().orStricter(drawn).people();
        for (var formDecision : formDecisions.of(id, FormDecisions.APPROVE)) {
            count(step, formDecision, needed);
        }
        var given = approvals.of(id);
        if (given.isEmpty()) {
            throw new DecisionRefused("This step has no decision from the form approve-step yet.");
        }
        return decision(given, needed);
    }

    private void count(Step step, FormDecision formDecision, int needed) {
        if (approvals.of(step.id()).stream().anyMatch(it -> it.approver().equals(formDecision.by()))) {
            return;
        }
        if (!step.state().mayBegin()) {
            throw new DecisionRefused("This step can no longer be decided: it is " + step.state() + ".");
        }
        requireCommander(formDecision.by());
        var granted = granted(formDecision);
        var ownPart = granted ? ownPart(step, formDecision) : Optional.<String>empty();
        record(step, formDecision, granted, ownPart);
        updateState(step, decision(approvals.of(step.id()), needed));
    }

    private static boolean granted(FormDecision formDecision) {
        return switch (formDecision.choice()) {
            case "true" -> requireUnobjected(formDecision);
            case ALONE -> requireUnobjected(formDecision) && requireReason(formDecision);
            case "false" -> false;
            default -> throw new DecisionRefused("Choose whether you approve the step.");
        };
    }

    /** Refuses a yes to a form that did not show the ledger's plan. A no counts in any case. */
    private static boolean requireUnobjected(FormDecision formDecision) {
        if (formDecision.objection() != null) {
            throw new DecisionRefused(formDecision.objection());
        }
        return true;
    }

    private static boolean requireReason(FormDecision formDecision) {
        if (formDecision.comment() == null || formDecision.comment().isBlank()) {
            throw new DecisionRefused("Write in the comment why you approve it alone: everyone is told.");
        }
        return true;
    }

    /** Records how a commander settles a step with an unknown outcome; answers whether the step counts as done. */
    public boolean settle(UUID id, String processInstance) {
        var step = step(id, processInstance);
        var formDecision = formDecisions.of(id, FormDecisions.SETTLE).stream()
                .reduce((first, later) -> later)
                .filter(it -> SETTLEMENTS.contains(it.choice()))
                .orElseThrow(() -> new DecisionRefused(
                        "Choose what happened to the step in the form settle-outcome: done, again, skip or stop."));
        requireCommander(formDecision.by());
        duties.coolDown(formDecision.by(), formDecision.at()).ifPresent(why -> {
            throw new DecisionRefused(why);
        });
        var done = "done".equals(formDecision.choice()) && requireUnobjected(formDecision);
        if (step.state() == StepState.UNKNOWN) {
            settle(step, formDecision, done);
        }
        return done;
    }

    private void settle(Step step, FormDecision formDecision, boolean done) {
        var what = "Settled as " + formDecision.choice() + ": " + step.label();
        steps.close(
                step,
                StepState.UNKNOWN,
                done ? StepState.SUCCEEDED : StepState.CANCELLED,
                clock.instant(),
                what + " (by " + names.of(formDecision.by()) + ")",
                step.seen());
        auditTrail.addToTimeline(step, what, formDecision.by(), formDecision.comment());
        auditTrail.audit(step, "step.settled", formDecision.by(), Map.of("settlement", formDecision.choice()));
    }

    /** A process decides only about the step that it planned: the variable with the id is the model's word. */
    private Step step(UUID id, String processInstance) {
        return Optional.ofNullable(id)
                .flatMap(steps::find)
                .filter(step -> step.processInstance().equals(processInstance))
                .orElseThrow(() -> new DecisionRefused("This process has planned no such step."));
    }

    /** The part of people who approve what they had a hand in, where four eyes are not enforced. */
    private Optional<String> ownPart(Step step, FormDecision formDecision) {
        duties.coolDown(formDecision.by(), formDecision.at()).ifPresent(why -> {
            throw new DecisionRefused(why);
        });
        var part = formDecision.shaped()
                ? Optional.of("completed another task in its process or in the process that called it")
                : duties.partOf(formDecision.by(), step);
        if (part.isPresent() && settings.fourEyes() == FourEyes.ENFORCE && !isAlone(formDecision)) {
            throw new DecisionRefused("You " + part.get() + ", so another person has to approve it.");
        }
        return part;
    }

    private void requireCommander(String by) {
        var person = by == null ? null : accounts.getObject().find(by).orElse(null);
        if (person == null) {
            throw new DecisionRefused("The person who decided this is unknown. Log in and complete the task again.");
        }
        if (!person.roles().contains(Role.COMMANDER)) {
            throw new DecisionRefused("Only a commander may decide this, and " + by + " is not a commander.");
        }
    }

    /** An approval is valid from the moment of the decision; the process may count it later. */
    private void record(Step step, FormDecision formDecision, boolean granted, Optional<String> ownPart) {
        var alone = granted && isAlone(formDecision);
        var valid = settings.approvalValid();
        var until = formDecision.at().plus(alone && valid.compareTo(ALONE_VALID) > 0 ? ALONE_VALID : valid);
        approvals.add(new Approval(
                step.id(),
                formDecision.by(),
                step.planHash(),
                granted,
                formDecision.comment(),
                formDecision.at(),
                until,
                null,
                alone));
        var what = (alone ? "Approved alone (break-glass): " : granted ? "Approved: " : "Declined: ")
                + step.label()
                + ownPart.map(part -> " (four eyes not kept: " + names.of(formDecision.by()) + " " + part + ")")
                        .orElse("");
        auditTrail.addToTimeline(step, what, formDecision.by(), formDecision.comment());
        auditTrail.audit(
                step,
                granted ? "step.approved" : "step.declined",
                formDecision.by(),
                Map.of(
                        "fourEyes",
                        alone
                                ? "broken: " + formDecision.comment()
                                : ownPart.map(part -> "not kept: " + part).orElse("kept")));
        if (alone) {
            tellEveryone(step, formDecision);
        }
    }

    private void tellEveryone(Step step, FormDecision formDecision) {
        var text = names.of(formDecision.by()) + " approved alone (break-glass): " + step.label() + ". Reason: "
                + Text.shown(formDecision.comment(), 500);
        events.publishEvent(new ColleaguesToTell(step.incident(), text, formDecision.by()));
    }

    private static boolean isAlone(FormDecision formDecision) {
        return ALONE.equals(formDecision.choice());
    }

    private void updateState(Step step, Decision decision) {
        if (!decision.granted()) {
            steps.close(step, step.state(), StepState.REFUSED, clock.instant(), "declined", null);
        } else if (decision.missing() == 0) {
            steps.move(step, StepState.PLANNED, StepState.APPROVED);
        }
    }

    private static Decision decision(List<Approval> given, int needed) {
        var granted = given.stream().allMatch(Approval::granted);
        var enough = given.stream().anyMatch(Approval::alone);
        return new Decision(granted, granted && !enough ? Math.max(0, needed - given.size()) : 0);
    }

    /** The decision does not count; the message is for the person who clicked. */
    static class DecisionRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        DecisionRefused(String why) {
            super(why);
        }
    }
}
