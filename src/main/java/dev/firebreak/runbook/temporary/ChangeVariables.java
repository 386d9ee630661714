package dev.firebreak.runbook.temporary;

import dev.firebreak.engine.ProcessVariable;
import java.time.Instant;

/** The variables of processes/temporary-changes.bpmn. */
final class ChangeVariables {

    static final ProcessVariable<Boolean> CHANGE_LEFT = ProcessVariable.flag("changeLeft");
    /** The topic of the step that made the change. */
    static final ProcessVariable<String> CHANGE_STEP = ProcessVariable.text("changeStep");

    static final ProcessVariable<String> CHANGE_TARGET = ProcessVariable.text("changeTarget");
    /** What was changed, safe to show as Markdown. */
    static final ProcessVariable<String> CHANGE_SUMMARY = ProcessVariable.text("changeSummary");

    static final ProcessVariable<Instant> CHANGE_DUE = ProcessVariable.instant("changeDue");
    /** The changes that a commander decided to keep; each as {@link FindTemporaryChangeDelegate#key} says. */
    static final ProcessVariable<String> CHANGES_KEPT = ProcessVariable.text("changesKept");

    static final ProcessVariable<String> CHANGE_DECISION = ProcessVariable.text("changeDecision");
    static final ProcessVariable<String> CHANGE_REASON = ProcessVariable.text("changeReason");

    private ChangeVariables() {}
}
