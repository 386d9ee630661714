package dev.firebreak.board.action;

import dev.firebreak.access.Accounts;
import dev.firebreak.access.Role;
import dev.firebreak.alert.attached.AttachedGroups;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.FormDraft;
import dev.firebreak.board.form.FormView;
import dev.firebreak.board.form.NextUpdate;
import dev.firebreak.board.form.TaskFacts;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.record.SplitChoices;
import dev.firebreak.engine.TaskForms.Choice;
import dev.firebreak.engine.TaskForms.Field;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentRole;
import dev.firebreak.incident.IncidentStatus;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Severity;
import dev.firebreak.lifecycle.variables.FormKeys;
import dev.firebreak.runbook.view.FreezeView;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The forms of the incident page, for one person in one situation. */
@Component
public class ActionForms {

    private static final int REASON = 400;
    private static final int LONG = 4_000;
    private static final int NOTE = 10_000;
    private static final int MAX_TARGETS = 100;
    private static final int MAX_DUPLICATES = 3;

    /** The service of an alert that names none. */
    private static final String UNKNOWN = "unknown";

    private static final Set<Action> ON_THE_STEP_PAGE = Set.of(Action.REVIEW_PLAN, Action.SETTLE_OUTCOME);

    private final UpdateAudiences updates;
    private final Accounts accounts;
    private final Incidents incidents;
    private final FreezeView freeze;
    private final AttachedGroups attached;
    private final Clock clock;

    ActionForms(
            UpdateAudiences updates,
            Accounts accounts,
            Incidents incidents,
            FreezeView freeze,
            AttachedGroups attached,
            Clock clock) {
        this.updates = updates;
        this.accounts = accounts;
        this.incidents = incidents;
        this.freeze = freeze;
        this.attached = attached;
        this.clock = clock;
    }

    /** The open tasks that are answered here, the oldest first. A plan is reviewed on the step's own page. */
    public List<FormView> tasks(Situation situation, Flash flash) {
        var onOtherPage = ON_THE_STEP_PAGE.stream().map(Action::form).collect(Collectors.toSet());
        return situation.tasks().stream()
                .filter(task -> !onOtherPage.contains(task.form()))
                .map(task -> task(situation, task, flash))
                .toList();
    }

    /** The form of a task. */
    public FormView task(Situation situation, FormTask task, Flash flash) {
        var incident = situation.incident();
        var draft = new FormDraft(
                        id(task.form(), task.id()), "/incidents/" + incident.id() + "/tasks/" + task.id(), flash)
                .hidden("form", task.form())
                .about(TaskFacts.html(task));
        task.fields().forEach(field -> draft.field(NextUpdate.withUsual(field, task), preset(field, incident)));
        if (Set.of(FormKeys.INFORM_STAKEHOLDERS, FormKeys.WRITE_TO_CUSTOMERS).contains(task.form())) {
            draft.preview(typed -> updates.ofTask(situation, task, typed));
        }
        var whyNot = new AvailableActions(situation).whyNot(task);
        return draft.view(task.name(), button(task), (due(task) + " " + effect(task)).strip(), whyNot);
    }

    /** The anchor of a task's form; an incident may have several tasks with the same form. */
    static String id(String form, String task) {
        return "task-" + form + "-" + task;
    }

    /** The anchor of a task's form. */
    public static String id(FormTask task) {
        return id(task.form(), task.id());
    }

    private static String preset(Field field, Incident incident) {
        return switch (field.key()) {
            case "confirmedSeverity" ->
                incident.severity() == null ? "" : incident.severity().name();
            case "updateStatus" -> incident.status().name().toLowerCase(Locale.ROOT);
            default -> "";
        };
    }

    private String button(FormTask task) {
        return switch (task.form()) {
            case FormKeys.LEAD_RESPONSE -> "It is stabilised";
            case FormKeys.INFORM_STAKEHOLDERS -> "Send to " + updates.people(UpdateAudiences.audiences(task));
            case FormKeys.WATCH_RECOVERY -> "Continue without an all-clear";
            case FormKeys.COMPLETE_POST_MORTEM -> "Save the post-mortem";
            case FormKeys.WRITE_TO_CUSTOMERS -> "Send or decline";
            default -> task.name();
        };
    }

    private String effect(FormTask task) {
        return switch (task.form()) {
            case FormKeys.TAKE_COMMAND -> "You command the incident until you hand over.";
            case FormKeys.ANSWER_HAND_OVER -> task.variable("handOverWithoutAnswer");
            case FormKeys.CONFIRM_SEVERITY -> "Deadlines, paging and updates follow the severity.";
            case FormKeys.LEAD_RESPONSE ->
                "Ends the runbook. Before the incident can be resolved, its alerts must clear and hold.";
            case FormKeys.INFORM_STAKEHOLDERS, FormKeys.WRITE_TO_CUSTOMERS ->
                updates.told(UpdateAudiences.audiences(task));
            case FormKeys.CONFIRM_RESOLUTION -> "Ends the response, and tells the same people as the updates did.";
            default -> "";
        };
    }

    private String due(FormTask task) {
        return task.due() == null
                ? ""
                : "Due " + Moment.of(task.due(), clock.instant()).words() + ".";
    }

    /** The note box. */
    public FormView note(AvailableActions actions, Flash flash) {
        return draft(actions, "notes", flash)
                .text("text", "Note", true, NOTE)
                .view("Add a note", "Add note", "", actions.whyNot(Action.NOTE));
    }

    /** What is possible at any time, with what will happen. */
    public List<FormView> more(AvailableActions actions, Flash flash) {
        var forms = new ArrayList<>(List.of(
                update(actions, flash),
                severity(actions, flash),
                handOver(actions, flash),
                role(actions, flash),
                member(actions, flash),
                lifeSafety(actions, flash),
                freeze(
                        actions.situation().incident().id().value(),
                        actions.whyNot(Action.FREEZE),
                        freeze.reason() != null,
                        flash),
                merge(actions, flash),
                cancel(actions, flash)));
        split(actions, flash).ifPresent(form -> forms.add(0, form));
        return forms;
    }

    /** Where there is anything to split off. */
    private Optional<FormView> split(AvailableActions actions, Flash flash) {
        var choices = SplitChoices.of(attached.of(actions.situation().incident().id()));
        return choices.isEmpty()
                ? Optional.empty()
                : Optional.of(draft(actions, "split", flash)
                        .list("what", "Groups", true, choices, "")
                        .line("reason", "Reason", true, REASON)
                        .view(
                                Action.SPLIT.label(),
                                "Split off",
                                "They get an incident of their own, which pages as any other. Their alerts belong to it"
                                        + " from now on.",
                                actions.whyNot(Action.SPLIT)));
    }

    private FormView update(AvailableActions actions, Flash flash) {
        return draft(actions, "updates", flash)
                .text("text", "Update", true, LONG)
                .list(
                        "audience",
                        "Who is told",
                        false,
                        updates.choices(actions.situation().incident()),
                        "")
                .list("status", "Status", false, statuses(), "")
                .list(NextUpdate.KEY, "Next update", false, NextUpdate.choices(), "")
                .preview(typed -> updates.ofUpdate(actions.situation(), typed))
                .view(
                        Action.SEND_UPDATE.label(),
                        "Send",
                        "The people of the audience get it at once. To all audiences, it counts as the update that is"
                                + " due, and the next one is due when you choose.",
                        actions.whyNot(Action.SEND_UPDATE));
    }

    private static List<Choice> statuses() {
        return IncidentStatus.open().stream()
                .map(status -> new Choice(status.word(), status.word()))
                .toList();
    }

    private FormView severity(AvailableActions actions, Flash flash) {
        var now = actions.situation().incident().severity();
        var choices = Arrays.stream(Severity.values())
                .filter(it -> it != now)
                .map(it -> new Choice(it.name(), it + " " + it.label()))
                .toList();
        return draft(actions, "severity", flash)
                .hidden("seen", now == null ? "" : now.name())
                .list("severity", "New severity", true, choices, "")
                .line("reason", "Reason", true, REASON)
                .view(
                        Action.CHANGE_SEVERITY.label(),
                        "Change severity",
                        "Deadlines, paging and audiences follow. A worse severity pages the people on call.",
                        actions.whyNot(Action.CHANGE_SEVERITY));
    }

    private FormView handOver(AvailableActions actions, Flash flash) {
        var commander = actions.situation().incident().commander();
        var choices = actions.isAllowed(Action.HAND_OVER)
                ? accounts.with(Role.COMMANDER).stream()
                        .filter(person -> !person.id().equals(commander))
                        .map(person -> new Choice(
                                person.id(), actions.situation().names().apply(person.id())))
                        .toList()
                : List.<Choice>of();
        return draft(actions, "roles", flash)
                .hidden("seen", commander)
                .list("commander", "New commander", true, choices, "")
                .view(
                        Action.HAND_OVER.label(),
                        "Ask",
                        "The other side has to accept. Then the new commander gets the open tasks, and is named in all"
                                + " messages. To ask for command, choose yourself: a commander who does not answer in"
                                + " time loses it to you.",
                        actions.whyNot(Action.HAND_OVER));
    }

    private FormView role(AvailableActions actions, Flash flash) {
        var choices = Arrays.stream(IncidentRole.values())
                .map(role -> new Choice(role.word(), role.label()))
                .toList();
        return draft(actions, "role-assignments", flash)
                .list("role", "Role", true, choices, "")
                .line("person", "Login", true, 120)
                .view(
                        Action.ASSIGN_ROLE.label(),
                        "Assign",
                        "The open tasks of the role become theirs; an expert is asked for findings. One person may have"
                                + " several roles. What customers read is approved by the communications lead.",
                        actions.whyNot(Action.ASSIGN_ROLE));
    }

    private FormView member(AvailableActions actions, Flash flash) {
        return draft(actions, "members", flash)
                .line("person", "Login", true, 120)
                .view(
                        Action.ADD_MEMBER.label(),
                        "Add",
                        "A member also sees the incident when only its members may.",
                        actions.whyNot(Action.ADD_MEMBER));
    }

    private FormView lifeSafety(AvailableActions actions, Flash flash) {
        return draft(actions, "life-safety", flash)
                .line("reason", "Reason", true, REASON)
                .view(
                        Action.LIFE_SAFETY.label(),
                        "Declare danger to life",
                        "Firebreak stops all automatic steps of this incident. This can't be taken back.",
                        actions.whyNot(Action.LIFE_SAFETY));
    }

    /**
     * The form that freezes all steps, or releases them.
     *
     * @param incident the id of the incident whose page shows it; empty for the board
     */
    static FormView freeze(String incident, Optional<String> whyNot, boolean isFrozen, Flash flash) {
        return new FormDraft("freeze", "/freeze", flash)
                .hidden("frozen", String.valueOf(!isFrozen))
                .hidden("from", incident)
                .line("reason", "Reason", true, REASON)
                .view(
                        isFrozen ? "Let steps run again" : Action.FREEZE.label(),
                        isFrozen ? "Let steps run again" : Action.FREEZE.label(),
                        isFrozen
                                ? "Steps of all incidents run again."
                                : "No step of any incident changes anything until a person releases them.",
                        whyNot);
    }

    private FormView merge(AvailableActions actions, Flash flash) {
        var own = actions.situation().incident();
        var others = actions.isAllowed(Action.MERGE)
                ? incidents
                        .list(true, MAX_TARGETS, 0, actions.situation().person().id())
                        .stream()
                        .filter(other -> !other.id().equals(own.id()))
                        .sorted(Comparator.comparing(other -> !isAboutSame(other, own)))
                        .toList()
                : List.<Incident>of();
        return draft(actions, "merge", flash)
                .list("into", "Into", true, choices(others), "")
                .view(
                        Action.MERGE.label(),
                        "Merge",
                        "Ends this incident. Its alerts belong to the other one from now on." + duplicates(others, own),
                        actions.whyNot(Action.MERGE));
    }

    private static List<Choice> choices(List<Incident> others) {
        return others.stream()
                .map(other -> new Choice(other.id().value(), label(other)))
                .toList();
    }

    private static boolean isAboutSame(Incident other, Incident own) {
        return other.service().equals(own.service()) && !UNKNOWN.equals(own.service());
    }

    /** Which incidents may be the same trouble, such as one that a person and a machine reported. */
    private static String duplicates(List<Incident> others, Incident own) {
        var same = others.stream()
                .filter(other -> isAboutSame(other, own))
                .limit(MAX_DUPLICATES)
                .map(other -> other.id().value())
                .toList();
        return same.isEmpty() ? "" : " Also open for " + own.service() + ": " + String.join(", ", same) + ".";
    }

    private static String label(Incident incident) {
        return (incident.severity() == null ? "?" : incident.severity()) + " " + incident.title() + " ("
                + incident.service() + ", " + incident.id() + ")";
    }

    private FormView cancel(AvailableActions actions, Flash flash) {
        return draft(actions, "cancel", flash)
                .line("reason", "Reason", true, REASON)
                .view(
                        Action.CANCEL.label(),
                        "Cancel the incident",
                        "Ends the response and its runbook. Nobody is paged any more.",
                        actions.whyNot(Action.CANCEL));
    }

    private static FormDraft draft(AvailableActions actions, String what, Flash flash) {
        return new FormDraft(
                what, "/incidents/" + actions.situation().incident().id() + "/" + what, flash);
    }
}
