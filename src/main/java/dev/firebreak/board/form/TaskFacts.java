package dev.firebreak.board.form;

import dev.firebreak.board.page.RenderedMarkdown;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What a person has to know to answer a task: the same as the texts of its form in Tasklist. */
public final class TaskFacts {

    private static final Map<String, String> SEVERITY_FACTS = facts();

    private TaskFacts() {}

    private static Map<String, String> facts() {
        var facts = new LinkedHashMap<String, String>();
        facts.put("usersAffected", "users affected");
        facts.put("servicesDown", "services down");
        facts.put("serviceTier", "service tier");
        facts.put("dataRisk", "data at risk");
        facts.put("securityIssue", "security issue");
        facts.put("lifeSafety", "life safety");
        facts.put("releaseBlocked", "blocked release");
        facts.put("alertSeverity", "severity of the alert");
        return facts;
    }

    /** As safe HTML; empty if the form says all. The variables are escaped where they are set. */
    public static String html(FormTask task) {
        var markdown = switch (task.form()) {
            case FormKeys.CONFIRM_SEVERITY -> severity(task);
            case FormKeys.ANSWER_HAND_OVER -> "**" + task.variable("handOverQuestion") + "**";
            case FormKeys.LEAD_RESPONSE -> runbook(task);
            case FormKeys.INFORM_STAKEHOLDERS ->
                sentence("The next update is due ", task.variable("updateInterval"), " after this one.");
            case FormKeys.WRITE_TO_CUSTOMERS ->
                "Nobody has told **" + task.variable("audiences")
                        + "** of this announcement: " + task.variable("untoldAnnouncement")
                        + ". They hear only what a commander writes for them.";
            case FormKeys.WATCH_RECOVERY ->
                sentence("Alerts: **", task.variable("alerts"), "**.") + "\n\n" + recovery(task);
            case FormKeys.CONFIRM_RESOLUTION ->
                sentence("Alerts: **", task.variable("alerts"), "**. ")
                        + sentence("Last check of the catalogue's services: **", task.variable("servicesSeen"), "**.");
            case FormKeys.CHOOSE_REMEDY ->
                sentence("**Container.** ", task.variable("containerSeen"), "\n\n")
                        + sentence("**Address.** ", task.variable("addressSeen"), "\n\n")
                        + sentence("**Dependencies.** ", task.variable("dependenciesSeen"), "\n\n")
                        + "Nothing was changed. A restart is a step of its own, with a plan and an approval.";
            case FormKeys.JUDGE_INDICATORS ->
                task.variable("evidenceSeen") + "\n\n"
                        + sentence("**Indicators**\n\n", task.variable("indicators"), "\n\n")
                        + "Nothing was changed or ended. An isolation is a step of its own, with a plan, and another"
                        + " person approves it.";
            case FormKeys.DECIDE_ON_CHANGE ->
                sentence("This change was not taken back: **", task.variable("changeSummary"), "**")
                        + "\n\nThe undo is a step of its own, with a plan and an approval.";
            default -> "";
        };
        return markdown.isBlank() ? "" : RenderedMarkdown.html(markdown);
    }

    private static String sentence(String before, String value, String after) {
        return value.isBlank() ? "" : before + value + after;
    }

    private static String severity(FormTask task) {
        var known = SEVERITY_FACTS.entrySet().stream()
                .filter(fact -> isKnown(task.variable(fact.getKey())))
                .map(fact -> fact.getValue() + " **" + task.variable(fact.getKey()) + "**")
                .collect(Collectors.joining(", "));
        return sentence("Rule of the proposal: ", task.variable("severityRule"), "\n\n")
                + sentence("Known: ", known, ".");
    }

    private static boolean isKnown(String value) {
        return !value.isBlank() && !value.equals("unstated") && !value.equals("unknown");
    }

    private static String recovery(FormTask task) {
        if (isSome(task.variable("alertsSilent"))) {
            return "Firebreak no longer receives updates for some of these alerts. Check the source: they may be"
                    + " resolved. If they are, say how you know.";
        }
        return isSome(task.variable("alertsFiring"))
                ? "This task ends automatically when the alerts clear. Complete it only if they can't clear any more,"
                        + " and say why."
                : "A person reported this incident, so no alert shows when it is over. Complete this task once it is,"
                        + " and say what confirms it.";
    }

    private static boolean isSome(String number) {
        return !number.isEmpty() && !number.equals("0");
    }

    private static String runbook(FormTask task) {
        var runbook = task.variable("runbook");
        return runbook.isEmpty() || runbook.equals("none")
                ? "No runbook runs. " + task.variable("runbookChoices")
                : "Runbook: `" + runbook + "`";
    }
}
