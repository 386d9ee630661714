package dev.firebreak.board.action;

import static dev.firebreak.lifecycle.runbook.Runbooks.NONE;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.alert.split.GroupSplit;
import dev.firebreak.board.form.NextUpdate;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.record.SplitChoices;
import dev.firebreak.engine.OptimisticRetry;
import dev.firebreak.incident.Incident;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.incident.Milestone;
import dev.firebreak.incident.Severity;
import dev.firebreak.incident.Timeline;
import dev.firebreak.lifecycle.CommandRejected;
import dev.firebreak.lifecycle.command.IncidentActions;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.lifecycle.command.RunbookOrders;
import dev.firebreak.lifecycle.runbook.Runbooks;
import dev.firebreak.web.FieldInvalid;
import java.time.Clock;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The buttons of the incident page that send a message to its process: the same as the HTTP API sends. */
@RestController
@RequestMapping("/incidents/{id}")
class IncidentActionsController {

    private final IncidentActions actions;
    private final RunbookOrders orders;
    private final GroupSplit split;
    private final Runbooks runbooks;
    private final Incidents incidents;
    private final Timeline timeline;
    private final DisplayNames names;
    private final Press press;
    private final Clock clock;

    IncidentActionsController(
            IncidentActions actions,
            RunbookOrders orders,
            GroupSplit split,
            Runbooks runbooks,
            Incidents incidents,
            Timeline timeline,
            DisplayNames names,
            Press press,
            Clock clock) {
        this.actions = actions;
        this.orders = orders;
        this.split = split;
        this.runbooks = runbooks;
        this.incidents = incidents;
        this.timeline = timeline;
        this.names = names;
        this.press = press;
        this.clock = clock;
    }

    @PostMapping("/acknowledge")
    ResponseEntity<Void> acknowledge(@PathVariable IncidentId id, PersonAuthentication by, RedirectAttributes next) {
        return press(id, "acknowledge", Map.of(), next, () -> {
            var counts = actions.acknowledge(id, by.getName());
            return counts ? "Acknowledged. The escalation has stopped." : earlier(id, by.getName());
        });
    }

    /** Who acknowledged before this press. */
    private String earlier(IncidentId id, String person) {
        var first = incidents.get(id).acknowledgedBy();
        var when = timeline.when(id, Milestone.ACKNOWLEDGED)
                .map(at -> " " + Moment.of(at, clock.instant()).words())
                .orElse("");
        return person.equals(first)
                ? "You acknowledged it already" + when + "."
                : names.of(first) + " acknowledged it first" + when + ".";
    }

    @PostMapping("/severity")
    ResponseEntity<Void> severity(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "severity", typed, next, () -> {
            var now = incidents.get(id).severity();
            requireSeen(typed, now == null ? "" : now.name(), "The severity is " + now + " by now");
            var request = press.valid(new IncidentRequests.SeverityChange(severity(typed), text(typed, "reason")));
            actions.changeSeverity(id, request, by.getName());
            return "The severity is " + request.severity() + " "
                    + request.severity().label() + " now.";
        });
    }

    private static Severity severity(Map<String, String> typed) {
        var word = typed.getOrDefault("severity", "");
        return Arrays.stream(Severity.values())
                .filter(it -> it.name().equals(word))
                .findFirst()
                .orElseThrow(() -> new FieldInvalid("severity", "must be one of P1 to P5"));
    }

    @PostMapping("/roles")
    ResponseEntity<Void> handOver(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "roles", typed, next, () -> {
            var now = incidents.get(id).commander();
            requireSeen(typed, Objects.toString(now, ""), names.of(now) + " commands by now");
            var request = press.valid(new IncidentRequests.HandOver(text(typed, "commander")));
            actions.proposeHandOver(id, request, by.getName());
            return request.commander().equals(by.getName())
                    ? names.of(now) + " is asked to give command away."
                    : names.of(request.commander()) + " is asked to take command.";
        });
    }

    /** A page that is older than another person's change decides nothing. */
    private static void requireSeen(Map<String, String> typed, String now, String words) {
        if (typed.containsKey("seen") && !typed.get("seen").equals(now)) {
            var moved = new ErrorResponseException(HttpStatus.CONFLICT);
            moved.setDetail(words + ": another person changed it since this page was opened. Nothing was done. Look,"
                    + " and press again if you still want it.");
            throw moved;
        }
    }

    @PostMapping("/role-assignments")
    ResponseEntity<Void> assignRole(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "role-assignments", typed, next, () -> {
            var request = press.valid(new IncidentRequests.RoleAssignment(text(typed, "role"), text(typed, "person")));
            actions.assignRole(id, request, by.getName());
            return names.of(request.person()) + " has the role now.";
        });
    }

    @PostMapping("/members")
    ResponseEntity<Void> addMember(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "members", typed, next, () -> {
            var request = press.valid(new IncidentRequests.NewMember(text(typed, "person")));
            actions.addMember(id, request, by.getName());
            return names.of(request.person()) + " is a member now.";
        });
    }

    @PostMapping("/notes")
    ResponseEntity<Void> note(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "notes", typed, next, () -> {
            actions.note(id, press.valid(new IncidentRequests.Note(text(typed, "text"))), by.getName());
            return "Your note is on the timeline.";
        });
    }

    @PostMapping("/updates")
    ResponseEntity<Void> update(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "updates", typed, next, () -> {
            var audience = text(typed, "audience");
            var request = new IncidentRequests.Update(
                    text(typed, "text"),
                    audience.isEmpty() ? null : audience,
                    NextUpdate.of(typed),
                    text(typed, "status").isEmpty() ? null : text(typed, "status"));
            actions.update(id, press.valid(request), by.getName());
            return "The update is on its way.";
        });
    }

    @PostMapping("/life-safety")
    ResponseEntity<Void> lifeSafety(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "life-safety", typed, next, () -> {
            actions.declareLifeSafety(id, reason(typed), by.getName());
            return "Danger to life is declared. Firebreak runs no steps of this incident any more.";
        });
    }

    @PostMapping("/runbook")
    ResponseEntity<Void> runbook(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, RunbookForm.ID, typed, next, () -> {
            var now = Objects.requireNonNullElse(runbooks.stateOf(id).running(), NONE);
            requireSeen(
                    typed,
                    now,
                    NONE.equals(now) ? "The runbook has ended meanwhile" : "Runbook " + now + " is running now");
            var request = press.valid(new IncidentRequests.RunbookOrder(text(typed, "runbook"), text(typed, "reason")));
            var former =
                    OptimisticRetry.call(() -> orders.order(id, request.runbook(), request.reason(), by.getName()));
            return ordered(request.runbook(), former);
        });
    }

    private static String ordered(String runbook, String former) {
        return NONE.equals(runbook)
                ? "Runbook " + former + " is stopped. People lead."
                : "Runbook " + runbook + " is ordered" + (NONE.equals(former) ? "." : " instead of " + former + ".");
    }

    @PostMapping("/cancel")
    ResponseEntity<Void> cancel(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "cancel", typed, next, () -> {
            actions.cancel(id, reason(typed), by.getName());
            return "The incident is cancelled.";
        });
    }

    @PostMapping("/merge")
    ResponseEntity<Void> merge(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "merge", typed, next, () -> {
            var into = text(typed, "into");
            if (!IncidentId.isForm(into)) {
                throw new FieldInvalid("into", "must be the number of an open incident");
            }
            actions.merge(id, new IncidentRequests.Merge(new IncidentId(into)), by.getName());
            return "Merged into " + into + ".";
        });
    }

    @PostMapping("/split")
    ResponseEntity<Void> split(
            @PathVariable IncidentId id,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        return press(id, "split", typed, next, () -> {
            var request = press.valid(SplitChoices.request(text(typed, "what"), text(typed, "reason")));
            var made = OptimisticRetry.call(() -> split.split(id, request, by.getName()));
            return "Split off into " + made + ".";
        });
    }

    private IncidentRequests.Reason reason(Map<String, String> typed) {
        return press.valid(new IncidentRequests.Reason(text(typed, "reason")));
    }

    private static String text(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "").strip();
    }

    private ResponseEntity<Void> press(
            IncidentId id, String form, Map<String, String> typed, RedirectAttributes next, Supplier<String> command) {
        return press.answer("/incidents/" + id, form, typed, next, () -> {
            try {
                return command.get();
            } catch (CommandRejected movedOn) {
                throw movedOn(incidents.get(id), movedOn);
            }
        });
    }

    /** In words for people: the process can't take the command any more, or not yet. */
    private static ErrorResponseException movedOn(Incident incident, CommandRejected why) {
        var words = new ErrorResponseException(HttpStatus.CONFLICT, why);
        words.setDetail(
                incident.isOpen()
                        ? "Nothing was done: the process is past that point. This is how the incident is now."
                        : "Nothing was done: the incident is "
                                + incident.status().name().toLowerCase(Locale.ROOT) + " by now.");
        return words;
    }
}
