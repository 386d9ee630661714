package dev.firebreak.lifecycle.variables;

import dev.firebreak.engine.ProcessVariable;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Severity;
import dev.firebreak.worker.ExternalTask;
import java.time.Duration;
import java.time.Instant;

/**
 * The variables of processes/incident-lifecycle.bpmn and of the processes that it calls, except those of runbook steps.
 */
public final class LifecycleVariables {

    public static final ProcessVariable<IncidentId> INCIDENT = ExternalTask.INCIDENT;
    public static final ProcessVariable<String> TITLE = ProcessVariable.text("title");
    /** Title, service and symptom in one line, safe to show as Markdown. */
    public static final ProcessVariable<String> HEADLINE = ProcessVariable.text("headline");

    public static final ProcessVariable<String> SERVICE = ProcessVariable.text("service");
    public static final ProcessVariable<String> SERVICE_KIND = ProcessVariable.text("serviceKind");
    public static final ProcessVariable<String> SYMPTOM = ProcessVariable.text("symptom");
    public static final ProcessVariable<String> TARGET = ProcessVariable.text("target");
    public static final ProcessVariable<String> PROFILE = ProcessVariable.text("profile");
    public static final ProcessVariable<String> LIFE_SAFETY = ProcessVariable.text("lifeSafety");
    /** What the worst alert says is hit, by the words of {@link dev.firebreak.incident.AlertImpact}. */
    public static final ProcessVariable<String> ALERT_IMPACT = ProcessVariable.text("alertImpact");
    /** The title of the alert that made the facts worse after the incident was opened. */
    public static final ProcessVariable<String> RAISED_BY = ProcessVariable.text("raisedBy");

    public static final ProcessVariable<Severity> SEVERITY = ProcessVariable.text("severity", Severity::valueOf);
    public static final ProcessVariable<Severity> PROPOSED_SEVERITY =
            ProcessVariable.text("proposedSeverity", Severity::valueOf);
    /** The row of {@code assess-severity.dmn} that proposed the severity. */
    public static final ProcessVariable<String> SEVERITY_RULE = ProcessVariable.text("severityRule");
    /** Whether the record has a severity: the process was lost and started again. */
    public static final ProcessVariable<Boolean> SEVERITY_DECIDED = ProcessVariable.flag("severityDecided");
    /** Whether a commander has confirmed the severity. */
    public static final ProcessVariable<Boolean> SEVERITY_CONFIRMED = ProcessVariable.flag("severityConfirmed");
    /** Whether the record has a commander. */
    public static final ProcessVariable<Boolean> CAPTURE_STATE = ProcessVariable.flag("captureState");

    public static final ProcessVariable<Boolean> COMMAND_TAKEN = ProcessVariable.flag("commandTaken");
    /** Whether worse alerts propose a severity that is worse than the current one. */
    public static final ProcessVariable<Boolean> WORSE_THAN_NOW = ProcessVariable.flag("worseThanNow");

    public static final ProcessVariable<Severity> NEW_SEVERITY = ProcessVariable.text("newSeverity", Severity::valueOf);
    public static final ProcessVariable<String> REASON = ProcessVariable.text("reason");
    public static final ProcessVariable<String> BY = ProcessVariable.text("by");

    public static final ProcessVariable<Duration> ACKNOWLEDGE_WITHIN = ProcessVariable.duration("acknowledgeWithin");
    public static final ProcessVariable<Duration> UPDATE_EVERY = ProcessVariable.duration("updateEvery");
    /** {@link #UPDATE_EVERY} in words for forms, such as {@code 30 min}. */
    public static final ProcessVariable<String> UPDATE_INTERVAL = ProcessVariable.text("updateInterval");
    /** How long after this update a person promised the next one; empty to follow {@link #UPDATE_EVERY}. */
    public static final ProcessVariable<Duration> NEXT_UPDATE_IN = ProcessVariable.duration("nextUpdateIn");
    /** Whether people were informed before the response began: during triage, or by a process that was lost. */
    public static final ProcessVariable<Boolean> UPDATE_GIVEN = ProcessVariable.flag("updateGiven");
    /** When people were last informed; empty unless {@link #UPDATE_GIVEN}. */
    public static final ProcessVariable<Instant> LAST_UPDATE_AT = ProcessVariable.instant("lastUpdateAt");

    public static final ProcessVariable<String> RESPOND_WITHIN = ProcessVariable.text("respondWithin");
    public static final ProcessVariable<String> PAGING = ProcessVariable.text("paging");
    public static final ProcessVariable<String> AUDIENCES = ProcessVariable.text("audiences");
    /** The audiences of the previous severity. */
    public static final ProcessVariable<String> FORMER_AUDIENCES = ProcessVariable.text("formerAudiences");
    /** The audiences of the previous and of the new severity. */
    public static final ProcessVariable<String> CONCERNED_AUDIENCES = ProcessVariable.text("concernedAudiences");

    /** How long an acknowledged incident may be silent before it is paged again; empty if nobody watches it. */
    public static final ProcessVariable<String> SIGN_OF_LIFE_WITHIN = ProcessVariable.text("signOfLifeWithin");
    /** When a person last answered a page, and the watch began. */
    public static final ProcessVariable<Instant> WATCHED_SINCE = ProcessVariable.instant("watchedSince");

    public static final ProcessVariable<Boolean> COMMAND_OVERDUE = ProcessVariable.flag("commandOverdue");
    public static final ProcessVariable<Boolean> SILENT = ProcessVariable.flag("silent");
    /** When the watch looks at the incident again. */
    public static final ProcessVariable<Instant> CHECK_RESPONSE_AT = ProcessVariable.instant("checkResponseAt");

    /** How long the first page waits for the alerts to clear; empty if it does not. */
    public static final ProcessVariable<String> SUSPEND_PAGE = ProcessVariable.text("suspendPage");

    public static final ProcessVariable<Long> PAGE_LEVEL = ProcessVariable.number("pageLevel");
    public static final ProcessVariable<String> ANNOUNCEMENT = ProcessVariable.text("announcement");
    /** The kind of announcement that customers did not get, because no message was written for them. */
    public static final ProcessVariable<String> UNTOLD_ANNOUNCEMENT = ProcessVariable.text("untoldAnnouncement");

    public static final ProcessVariable<Boolean> PAGE_AGAIN = ProcessVariable.flag("pageAgain");
    public static final ProcessVariable<Boolean> POST_MORTEM_NEEDED = ProcessVariable.flag("postMortemNeeded");

    public static final ProcessVariable<String> UPDATE_STATUS = ProcessVariable.text("updateStatus");
    public static final ProcessVariable<String> UPDATE_TEXT = ProcessVariable.text("updateText");

    public static final ProcessVariable<String> COMMANDER = ProcessVariable.text("commander");
    public static final ProcessVariable<String> TIME_BOX = ProcessVariable.text("timeBox");
    public static final ProcessVariable<Instant> TIME_BOX_DUE = ProcessVariable.instant("timeBoxDue");
    public static final ProcessVariable<Boolean> TIME_BOX_LEFT = ProcessVariable.flag("timeBoxLeft");
    public static final ProcessVariable<Boolean> TIME_BOX_MET = ProcessVariable.flag("timeBoxMet");
    /** The logins of the people whom an announcement is for, with commas; null for the audiences. */
    public static final ProcessVariable<String> RECIPIENTS = ProcessVariable.text("recipients");

    /** To whom an update is promised, and until when. */
    public static final ProcessVariable<String> PROMISE_TO = ProcessVariable.text("promiseTo");

    public static final ProcessVariable<Instant> PROMISE_DUE = ProcessVariable.instant("promiseDue");

    public static final ProcessVariable<String> ROLE_PERSON = ProcessVariable.text("rolePerson");
    public static final ProcessVariable<String> ROLE_LABEL = ProcessVariable.text("roleLabel");
    public static final ProcessVariable<Boolean> ROLE_NEEDS_TASK = ProcessVariable.flag("roleNeedsTask");
    /** Who writes updates: the communications lead, otherwise the commander. */
    public static final ProcessVariable<String> UPDATE_WRITER = ProcessVariable.text("updateWriter");
    /** Who leads the work: the technical lead, otherwise the commander. */
    public static final ProcessVariable<String> RESPONSE_LEAD = ProcessVariable.text("responseLead");
    /** Who writes to customers: the communications lead, or null for any commander. */
    public static final ProcessVariable<String> CUSTOMER_WRITER = ProcessVariable.text("customerWriter");

    /** Whose answer to a hand-over counts, until when, and the question in words. */
    public static final ProcessVariable<String> HAND_OVER_ASKED = ProcessVariable.text("handOverAsked");

    public static final ProcessVariable<Instant> HAND_OVER_DUE = ProcessVariable.instant("handOverDue");
    public static final ProcessVariable<String> HAND_OVER_QUESTION = ProcessVariable.text("handOverQuestion");
    /** What happens without an answer to a hand-over, in words. */
    public static final ProcessVariable<String> HAND_OVER_WITHOUT_ANSWER =
            ProcessVariable.text("handOverWithoutAnswer");

    public static final ProcessVariable<Boolean> HAND_OVER_ACCEPTED = ProcessVariable.flag("handOverAccepted");

    public static final ProcessVariable<Instant> COMMAND_DUE = ProcessVariable.instant("commandDue");
    public static final ProcessVariable<Instant> ASSESS_DUE = ProcessVariable.instant("assessDue");
    public static final ProcessVariable<Instant> INFORM_DUE = ProcessVariable.instant("informDue");
    /** When the task for the next update appears: early enough to meet {@link #INFORM_DUE}. */
    public static final ProcessVariable<Instant> REMIND_AT = ProcessVariable.instant("remindAt");

    public static final ProcessVariable<Instant> STABILISE_DUE = ProcessVariable.instant("stabiliseDue");
    public static final ProcessVariable<Instant> POST_MORTEM_DUE = ProcessVariable.instant("postMortemDue");

    public static final ProcessVariable<String> RUNBOOK = ProcessVariable.text("runbook");
    /** Where no runbook was selected: the runbooks of this kind of service, in a sentence; otherwise empty. */
    public static final ProcessVariable<String> RUNBOOK_CHOICES = ProcessVariable.text("runbookChoices");
    /** The runbook that a commander ordered, or {@code none} to stop the one that runs. */
    public static final ProcessVariable<String> ORDERED_RUNBOOK = ProcessVariable.text("orderedRunbook");
    /** The runbook that ran when the order came, or {@code none}. */
    public static final ProcessVariable<String> FORMER_RUNBOOK = ProcessVariable.text("formerRunbook");

    public static final ProcessVariable<Boolean> STABILISED = ProcessVariable.flag("stabilised");
    /** A summary of the alerts when they were last read, safe to show as Markdown. */
    public static final ProcessVariable<String> ALERTS = ProcessVariable.text("alerts");

    public static final ProcessVariable<Boolean> ALERTS_CLEARED = ProcessVariable.flag("alertsCleared");
    public static final ProcessVariable<Boolean> ALERTS_EXCUSED = ProcessVariable.flag("alertsExcused");
    public static final ProcessVariable<Long> ALERTS_FIRING = ProcessVariable.number("alertsFiring");
    public static final ProcessVariable<Long> ALERTS_SILENT = ProcessVariable.number("alertsSilent");
    public static final ProcessVariable<Duration> HOLD = ProcessVariable.duration("hold");
    public static final ProcessVariable<String> RESOLUTION = ProcessVariable.text("resolution");
    public static final ProcessVariable<String> ROOT_CAUSE = ProcessVariable.text("rootCause");
    public static final ProcessVariable<String> MERGED_INTO = ProcessVariable.text("mergedInto");

    private LifecycleVariables() {}
}
