package dev.firebreak.board.running;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.incident.Incidents;
import dev.firebreak.lifecycle.command.IncidentRequests;
import dev.firebreak.runbook.output.StepCancel;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The page of one running step with its latest lines, and the button that cancels it. */
@RestController
@RequestMapping("/incidents/{id}/running-steps/{step}")
class RunningStepController {

    private final Incidents incidents;
    private final RunningStepRows rows;
    private final StepCancel cancel;
    private final Press press;
    private final Pages pages;
    private final Clock clock;

    RunningStepController(
            Incidents incidents, RunningStepRows rows, StepCancel cancel, Press press, Pages pages, Clock clock) {
        this.incidents = incidents;
        this.rows = rows;
        this.cancel = cancel;
        this.press = press;
        this.pages = pages;
        this.clock = clock;
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    String page(
            @PathVariable IncidentId id,
            @PathVariable UUID step,
            PersonAuthentication caller,
            CsrfToken token,
            HttpServletRequest request) {
        var incident = incidents.get(id);
        var now = clock.instant();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", Flash.of(request));
        model.put("now", Moment.of(now, now));
        model.put("incidentTitle", incident.title());
        model.put(
                "step",
                rows.find(id, step, caller.person())
                        .orElseThrow(() -> new ResponseStatusException(
                                HttpStatus.NOT_FOUND, "No step with this id runs or ended within the last day.")));
        return pages.render("running-step", model);
    }

    @PostMapping("/cancel")
    ResponseEntity<Void> cancel(
            @PathVariable IncidentId id,
            @PathVariable UUID step,
            @RequestParam Map<String, String> typed,
            PersonAuthentication by,
            RedirectAttributes next) {
        var to = "/incidents/" + id + (typed.containsKey("here") ? "/running-steps/" + step : "");
        return press.answer(to, "cancel-" + step, typed, next, () -> {
            var reason = press.valid(
                    new IncidentRequests.Reason(typed.getOrDefault("reason", "").strip()));
            return "\"" + cancel.cancel(id, step, reason.reason(), by.getName()).label()
                    + "\" ends within seconds. Then try it again, or skip it.";
        });
    }
}
