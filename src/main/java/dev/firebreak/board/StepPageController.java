package dev.firebreak.board;

import dev.firebreak.access.DisplayNames;
import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.access.Role;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.board.view.ActivityView;
import dev.firebreak.board.view.StepPage;
import dev.firebreak.board.view.StepPage.Decider;
import dev.firebreak.engine.TaskRefused;
import dev.firebreak.incident.Incidents;
import dev.firebreak.runbook.view.StepDecisions;
import dev.firebreak.runbook.view.StepDecisions.DecidedStep;
import dev.firebreak.runbook.view.StepDecisions.Question;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The page of one step: the ledger's plan, and the decision that is wanted about it. No model can change what it shows
 * or what its buttons mean.
 */
@RestController
class StepPageController {

    private final StepDecisions decisions;
    private final Incidents incidents;
    private final ActivityView activity;
    private final DisplayNames names;
    private final Pages pages;
    private final Clock clock;

    StepPageController(
            StepDecisions decisions,
            Incidents incidents,
            ActivityView activity,
            DisplayNames names,
            Pages pages,
            Clock clock) {
        this.decisions = decisions;
        this.incidents = incidents;
        this.activity = activity;
        this.names = names;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(path = "/steps/{id}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> step(@PathVariable UUID id, PersonAuthentication caller, CsrfToken token) {
        return page(HttpStatus.OK, step(id), null, caller, token);
    }

    /** Decides and leads back to the incident; a refusal shows the page again with the reason. */
    @PostMapping(path = "/steps/{id}/decision", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> decide(
            @PathVariable UUID id,
            @RequestParam String choice,
            @RequestParam(defaultValue = "") String comment,
            @RequestParam String shown,
            PersonAuthentication caller,
            CsrfToken token) {
        var step = step(id);
        try {
            decisions.decide(id, choice, comment, shown, caller.person());
        } catch (TaskRefused e) {
            return page(e.getStatusCode(), step(id), e.getBody().getDetail(), caller, token);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/incidents/" + step.incident()))
                .build();
    }

    private DecidedStep step(UUID id) {
        return decisions.find(id).orElseThrow(() -> new TaskRefused(404, "There is no such step.", null));
    }

    private ResponseEntity<String> page(
            HttpStatusCode status, DecidedStep step, String refusal, PersonAuthentication caller, CsrfToken token) {
        var now = clock.instant();
        var decider = new Decider(
                caller.person().roles().contains(Role.COMMANDER),
                step.question() == Question.APPROVAL && step.isDecidedBy(caller.person()),
                decisions.whyNotApprove(step.id(), caller.person()).orElse(null));
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("step", StepPage.of(step, incidents.get(step.incident()), decider, names, now));
        model.put(
                "attempts",
                activity.steps(step.incident(), now).stream()
                        .filter(row -> row.key().startsWith(step.id() + "-"))
                        .toList());
        model.put("refusal", refusal);
        model.put("now", Moment.of(now, now));
        return ResponseEntity.status(status).body(pages.render("step", model));
    }
}
