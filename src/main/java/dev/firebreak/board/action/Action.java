package dev.firebreak.board.action;

import dev.firebreak.access.Role;
import dev.firebreak.engine.FixedForms;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a person can do about an incident. The first ones answer what the process asks for, in the order of need; the
 * others are possible at any time.
 */
public enum Action {
    ACKNOWLEDGE("Acknowledge", null, Role.RESPONDER, Role.COMMANDER),
    TAKE_COMMAND("Take command", FormKeys.TAKE_COMMAND),
    ANSWER_HAND_OVER("Answer hand-over", FormKeys.ANSWER_HAND_OVER),
    CONFIRM_SEVERITY("Confirm severity", FormKeys.CONFIRM_SEVERITY),
    REVIEW_PLAN("Review plan", FixedForms.APPROVE_STEP),
    SETTLE_OUTCOME("Settle outcome", FixedForms.SETTLE_OUTCOME),
    CHOOSE_REMEDY("Choose remedy", FormKeys.CHOOSE_REMEDY),
    JUDGE_INDICATORS("Judge indicators", FormKeys.JUDGE_INDICATORS),
    CONFIRM_RESOLUTION("Confirm resolution", FormKeys.CONFIRM_RESOLUTION),
    GIVE_UPDATE("Give update", FormKeys.INFORM_STAKEHOLDERS),
    WATCH_RECOVERY("Watch recovery", FormKeys.WATCH_RECOVERY),
    LEAD_RESPONSE("Lead response", FormKeys.LEAD_RESPONSE),
    WRITE_TO_CUSTOMERS("Write to customers", FormKeys.WRITE_TO_CUSTOMERS),
    REPORT_FINDINGS("Report findings", FormKeys.REPORT_FINDINGS),
    DECIDE_ON_CHANGE("Decide on change", FormKeys.DECIDE_ON_CHANGE),
    WRITE_POST_MORTEM("Write post-mortem", FormKeys.COMPLETE_POST_MORTEM),

    NOTE("Add a note", null, Role.RESPONDER, Role.COMMANDER),
    SEND_UPDATE("Send an update", null, Role.COMMANDER),
    HAND_OVER("Hand over command", null, Role.COMMANDER),
    CHANGE_SEVERITY("Change severity", null, Role.COMMANDER),
    ORDER_RUNBOOK("Start, stop or change the runbook", null, Role.COMMANDER),
    ASSIGN_ROLE("Assign a role", null, Role.COMMANDER),
    ADD_MEMBER("Add a member", null, Role.COMMANDER),
    LIFE_SAFETY("Declare danger to life", null, Role.RESPONDER, Role.COMMANDER),
    SPLIT("Split off groups", null, Role.COMMANDER),
    MERGE("Merge into another incident", null, Role.COMMANDER),
    CANCEL("Cancel the incident", null, Role.COMMANDER),
    FREEZE("Freeze all steps", null, Role.COMMANDER, Role.ADMIN),
    TRY_STEP_AGAIN("Try again", null, Role.RESPONDER, Role.COMMANDER);

    private final String label;
    private final String form;
    private final Set<Role> roles;

    Action(String label, String form, Role... roles) {
        this.label = label;
        this.form = form;
        this.roles = roles.length == 0 ? EnumSet.noneOf(Role.class) : EnumSet.copyOf(Set.of(roles));
    }

    /** The words on the button. */
    public String label() {
        return label;
    }

    /** The form of the user task that this action completes; null if it sends a message. */
    public String form() {
        return form;
    }

    /** The roles of an action that sends a message; empty for a user task, which names its candidates itself. */
    public Set<Role> roles() {
        return roles;
    }
}
