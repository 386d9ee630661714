package dev.firebreak.lifecycle.variables;

import java.util.Set;

/** The keys of the forms whose answers a delegate records. A model may change these forms, but not their keys. */
public final class FormKeys {

    public static final String TAKE_COMMAND = "take-command";
    public static final String ANSWER_HAND_OVER = "answer-hand-over";
    public static final String CONFIRM_SEVERITY = "confirm-severity";
    public static final String LEAD_RESPONSE = "lead-response";
    public static final String INFORM_STAKEHOLDERS = "inform-stakeholders";
    public static final String WRITE_TO_CUSTOMERS = "write-to-customers";
    public static final String REPORT_FINDINGS = "report-findings";
    public static final String WATCH_RECOVERY = "watch-recovery";
    public static final String CONFIRM_RESOLUTION = "confirm-resolution";
    public static final String DECIDE_ON_CHANGE = "decide-on-change";
    public static final String CHOOSE_REMEDY = "choose-remedy";
    public static final String JUDGE_INDICATORS = "judge-indicators";
    public static final String COMPLETE_POST_MORTEM = "complete-post-mortem";

    public static final Set<String> ALL = Set.of(
            TAKE_COMMAND,
            ANSWER_HAND_OVER,
            CONFIRM_SEVERITY,
            LEAD_RESPONSE,
            INFORM_STAKEHOLDERS,
            WRITE_TO_CUSTOMERS,
            REPORT_FINDINGS,
            WATCH_RECOVERY,
            CONFIRM_RESOLUTION,
            DECIDE_ON_CHANGE,
            CHOOSE_REMEDY,
            JUDGE_INDICATORS,
            COMPLETE_POST_MORTEM);

    private FormKeys() {}
}
