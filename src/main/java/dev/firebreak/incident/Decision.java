package dev.firebreak.incident;

/**
 * A decision about an incident. Each is an entry of the timeline, and so a row of the audit with this action. What is
 * no decision has the action {@value RecordOutbox#NOTED}, or that of the {@link Milestone} that it reaches.
 */
public enum Decision {
    DECLARED("incident.declared"),
    SEVERITY_PROPOSED("severity.proposed"),
    SEVERITY_CONFIRMED("severity.confirmed"),
    SEVERITY_CHANGED("severity.changed"),
    RUNBOOK_SELECTED("runbook.selected"),
    RUNBOOK_ORDERED("runbook.ordered"),
    RUNBOOK_ENDED("runbook.ended"),
    REMEDY_CHOSEN("remedy.chosen"),
    INDICATORS_JUDGED("indicators.judged"),
    HAND_OVER_PROPOSED("hand-over.proposed"),
    HAND_OVER_ACCEPTED("hand-over.accepted"),
    HAND_OVER_DECLINED("hand-over.declined"),
    HAND_OVER_UNANSWERED("hand-over.unanswered"),
    COMMAND_HANDED_OVER("command.handed-over"),
    ROLE_ASSIGNED("role.assigned"),
    FINDINGS_REPORTED("findings.reported"),
    UPDATE_MISSED("update.missed"),
    TIME_BOX_MISSED("time-box.missed"),
    LIFE_SAFETY_DECLARED("life-safety.declared"),
    UPDATE_GIVEN("update.given"),
    NOTE_ADDED("note.added"),
    ALERTS_EXCUSED("alerts.excused"),
    MERGED("incident.merged"),
    SPLIT("incident.split"),
    CANCELLED("incident.cancelled"),
    CLOSED("incident.closed"),
    POST_MORTEM_EDITED("postmortem.edited"),
    POST_MORTEM_RECORDED("postmortem.recorded"),
    CHANGE_KEPT("change.kept"),
    STEP_STUCK("step.stuck"),
    PROCESS_RESTARTED("process.restarted");

    private final String action;

    Decision(String action) {
        this.action = action;
    }

    /** The word in the audit. */
    public String action() {
        return action;
    }
}
