package dev.firebreak.board.action;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.Moment;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.engine.TaskForms;
import dev.firebreak.engine.TaskForms.Field;
import dev.firebreak.engine.TaskForms.FormTask;
import dev.firebreak.engine.TaskForms.OpenForm;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.lifecycle.PersonCommands;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.lifecycle.command.StuckRetries;
import dev.firebreak.lifecycle.command.StuckStepSkips;
import dev.firebreak.lifecycle.variables.FormKeys;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons that complete a user task of the incident, as Tasklist does, and that move on a stuck step. */
@RestController
@RequestMapping("/incidents/{id}")
class TaskActionsController {

    private final TaskForms tasks;
    private final PersonCommands commands;
    private final StuckRetries retries;
    private final StuckStepSkips skips;
    private final DisplayNames names;
    private final Press press;
    private final Clock clock;

    TaskActionsController(
            TaskForms tasks,
            PersonCommands commands,
            StuckRetries retries,
            StuckStepSkips skips,
            DisplayNames names,
            Press press,
            Clock clock) {
        this.tasks = tasks;
        this.commands = commands;
        this.retries = retries;
        this.skips = skips;
        this.names = names;
        this.press = press;
        this.clock = clock;
    }

    /** Completes the task with the fields of its form; other fields of the request are left out. */
    @PostMapping("/tasks/{task}")
    ResponseEntity<Void> complete(
            @PathVariable IncidentId id,
            @PathVariable String task,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        var form = typed.getOrDefault("form", "");
        return press.answer("/incidents/" + id, ActionForms.id(form, task), typed, next, () -> {
            var open = find(id, task).orElseThrow(() -> over(id, form));
            try {
                OptimisticRetry.call(() -> {
                    tasks.complete(by.person(), new OpenForm(task, open.form()), values(open.fields(), typed), null);
                    return null;
                });
            } catch (TaskRefused e) {
                throw find(id, task).isPresent() ? e : over(id, form);
            }
            return done(open, typed);
        });
    }

    private Optional<FormTask> find(IncidentId id, String task) {
        return tasks.of(id.value()).stream().filter(it -> it.id().equals(task)).findFirst();
    }

    /** Says who was first, if a person was. */
    private TaskRefused over(IncidentId id, String form) {
        var who = commands.of(id, form).stream()
                .findFirst()
                .map(first -> names.of(first.by()) + " did this "
                        + Moment.of(first.at(), clock.instant()).words())
                .orElse("The process went on without this task");
        return new TaskRefused(
                409, who + ". Nothing that you entered now was saved. This is how the incident is now.", null);
    }

    private static Map<String, Object> values(List<Field> fields, Map<String, String> typed) {
        var values = new HashMap<String, Object>();
        for (var field : fields) {
            var text = typed.getOrDefault(field.key(), "").strip();
            if (field.type().equals("checkbox")) {
                values.put(field.key(), text.equals("true"));
            } else if (!text.isEmpty()) {
                values.put(field.key(), field.type().equals("number") ? number(text) : text);
            }
        }
        return values;
    }

    /** What is no whole number stays text, and the form says what is wrong with it. */
    private static Object number(String text) {
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static String done(FormTask task, Map<String, String> typed) {
        return switch (task.form()) {
            case FormKeys.TAKE_COMMAND -> "You command this incident now.";
            case FormKeys.ANSWER_HAND_OVER ->
                "accept".equals(typed.get("handOverAnswer"))
                        ? "Accepted: command has changed hands."
                        : "Declined: command stays where it is.";
            case FormKeys.CONFIRM_SEVERITY -> "The severity is confirmed: " + typed.get("confirmedSeverity") + ".";
            case FormKeys.INFORM_STAKEHOLDERS -> "The update is on its way.";
            case FormKeys.LEAD_RESPONSE -> "Stabilised. The alerts must clear and hold now.";
            case FormKeys.COMPLETE_POST_MORTEM -> "The post-mortem is saved.";
            default -> "Done: " + task.name() + ".";
        };
    }

    @PostMapping("/stuck-steps/{step}/retry")
    ResponseEntity<Void> retry(
            @PathVariable IncidentId id, @PathVariable String step, PersonAuthentication by, RedirectAttributes next) {
        return press.answer(
                "/incidents/" + id,
                "stuck",
                Map.of(),
                next,
                () -> "Firebreak tries \"" + retries.retry(id, step, by.person()) + "\" again.");
    }

    @PostMapping("/stuck-steps/{step}/skip")
    ResponseEntity<Void> skip(
            @PathVariable IncidentId id,
            @PathVariable String step,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press.answer("/incidents/" + id, "skip-" + step, typed, next, () -> {
            var reason = press.valid(
                    new IncidentRequests.Reason(typed.getOrDefault("reason", "").strip()));
            OptimisticRetry.call(() -> {
                skips.skip(id, step, reason.reason(), by.getName());
                return null;
            });
            return "The step is skipped.";
        });
    }
}
