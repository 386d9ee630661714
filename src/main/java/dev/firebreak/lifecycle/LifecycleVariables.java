package dev.firebreak.lifecycle;

import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import java.time.Duration;
import java.time.Instant;

/** Every variable of processes/incident-lifecycle.bpmn and of the processes it calls, except those of single steps. */
public final class LifecycleVariables {

    public static final Variable<IncidentId> INCIDENT = Assignment.INCIDENT;
    public static final Variable<String> TITLE = Variable.text("title");
    /** What it is about in one line, safe to show as Markdown. */
    public static final Variable<String> HEADLINE = Variable.text("headline");

    public static final Variable<String> SERVICE = Variable.text("service");
    public static final Variable<String> SERVICE_KIND = Variable.text("serviceKind");
    public static final Variable<String> SYMPTOM = Variable.text("symptom");
    public static final Variable<String> TARGET = Variable.text("target");
    public static final Variable<String> PROFILE = Variable.text("profile");
    public static final Variable<String> LIFE_SAFETY = Variable.text("lifeSafety");

    public static final Variable<Severity> SEVERITY = Variable.text("severity", Severity::valueOf);
    public static final Variable<Severity> PROPOSED_SEVERITY = Variable.text("proposedSeverity", Severity::valueOf);
    /** Whether worse alerts propose a severity that is worse than the one in force. */
    public static final Variable<Boolean> WORSE_THAN_NOW = Variable.flag("worseThanNow");

    public static final Variable<Severity> NEW_SEVERITY = Variable.text("newSeverity", Severity::valueOf);
    public static final Variable<String> REASON = Variable.text("reason");
    public static final Variable<String> BY = Variable.text("by");

    public static final Variable<Duration> ACKNOWLEDGE_WITHIN = Variable.duration("acknowledgeWithin");
    public static final Variable<Duration> UPDATE_EVERY = Variable.duration("updateEvery");
    public static final Variable<String> RESPOND_WITHIN = Variable.text("respondWithin");
    public static final Variable<String> PAGING = Variable.text("paging");
    public static final Variable<String> AUDIENCES = Variable.text("audiences");
    /** Those of the severity before. */
    public static final Variable<String> FORMER_AUDIENCES = Variable.text("formerAudiences");
    /** Those of the severity before and of the new one. */
    public static final Variable<String> CONCERNED_AUDIENCES = Variable.text("concernedAudiences");

    public static final Variable<Long> PAGE_LEVEL = Variable.number("pageLevel");
    public static final Variable<String> ANNOUNCEMENT = Variable.text("announcement");
    public static final Variable<Boolean> PAGE_AGAIN = Variable.flag("pageAgain");
    public static final Variable<Boolean> POST_MORTEM_NEEDED = Variable.flag("postMortemNeeded");

    public static final Variable<String> UPDATE_STATUS = Variable.text("updateStatus");
    public static final Variable<String> UPDATE_TEXT = Variable.text("updateText");

    public static final Variable<String> COMMANDER = Variable.text("commander");
    public static final Variable<Instant> COMMAND_DUE = Variable.instant("commandDue");
    public static final Variable<Instant> ASSESS_DUE = Variable.instant("assessDue");
    public static final Variable<Instant> INFORM_DUE = Variable.instant("informDue");
    /** When the task for the next update appears: early enough that {@link #INFORM_DUE} can be kept. */
    public static final Variable<Instant> REMIND_AT = Variable.instant("remindAt");

    public static final Variable<Instant> STABILISE_DUE = Variable.instant("stabiliseDue");
    public static final Variable<Instant> POST_MORTEM_DUE = Variable.instant("postMortemDue");

    public static final Variable<String> RUNBOOK = Variable.text("runbook");
    public static final Variable<Boolean> STABILISED = Variable.flag("stabilised");
    /** How the alerts stood when they were read, safe to show as Markdown. */
    public static final Variable<String> ALERTS = Variable.text("alerts");

    public static final Variable<Boolean> ALERTS_CLEARED = Variable.flag("alertsCleared");
    public static final Variable<Boolean> ALERTS_EXCUSED = Variable.flag("alertsExcused");
    public static final Variable<Long> ALERTS_FIRING = Variable.number("alertsFiring");
    public static final Variable<Long> ALERTS_SILENT = Variable.number("alertsSilent");
    public static final Variable<Duration> HOLD = Variable.duration("hold");
    public static final Variable<String> RESOLUTION = Variable.text("resolution");
    public static final Variable<String> ROOT_CAUSE = Variable.text("rootCause");
    public static final Variable<String> MERGED_INTO = Variable.text("mergedInto");

    private LifecycleVariables() {}
}
