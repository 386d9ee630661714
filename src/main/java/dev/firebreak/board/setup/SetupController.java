package dev.firebreak.board.setup;

import dev.firebreak.access.PersonAuthentication;
import dev.firebreak.alert.mailbox.MailboxStatus;
import dev.firebreak.alert.pull.PullStatus;
import dev.firebreak.board.form.Flash;
import dev.firebreak.board.form.Press;
import dev.firebreak.board.page.Moment;
import dev.firebreak.board.page.PageLayout;
import dev.firebreak.board.page.Pages;
import dev.firebreak.incident.IncidentId;
import dev.firebreak.reload.Reloads;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The setup page, and the buttons that try the installation out, here and on an empty board. */
@RestController
class SetupController {

    private final Readiness readiness;
    private final EffectiveSettings settings;
    private final Trials trials;
    private final Reloads reloads;
    private final MailboxStatus mailboxes;
    private final PullStatus pulls;
    private final Pages pages;
    private final Press press;
    private final Clock clock;

    SetupController(
            Readiness readiness,
            EffectiveSettings settings,
            Trials trials,
            Reloads reloads,
            MailboxStatus mailboxes,
            PullStatus pulls,
            Pages pages,
            Press press,
            Clock clock) {
        this.readiness = readiness;
        this.settings = settings;
        this.trials = trials;
        this.reloads = reloads;
        this.mailboxes = mailboxes;
        this.pulls = pulls;
        this.pages = pages;
        this.press = press;
        this.clock = clock;
    }

    @GetMapping(path = "/setup", produces = MediaType.TEXT_HTML_VALUE)
    String setup(PersonAuthentication caller, CsrfToken token, HttpServletRequest request) {
        var checks = readiness.checks();
        var missing = checks.stream().filter(ReadinessCheck::isMissing).count();
        var model = new HashMap<String, Object>();
        model.put("layout", PageLayout.of(caller, token));
        model.put("flash", Flash.of(request));
        model.put("now", Moment.of(clock.instant(), clock.instant()));
        model.put("checks", checks);
        model.put(
                "summary",
                missing == 0
                        ? "Nothing is missing."
                        : missing == 1 ? "1 thing is missing." : missing + " things are missing.");
        model.put("from", "/setup");
        model.put("mayTry", true);
        model.put("groups", settings.groups());
        var mail = mailboxes.all().stream()
                .map(box -> MailboxRow.of(box, clock.instant()))
                .toList();
        model.put("mailboxes", mail);
        model.put("hasMailboxes", !mail.isEmpty());
        var asked = pulls.all().stream()
                .map(one -> PullRow.of(one, clock.instant()))
                .toList();
        model.put("pulls", asked);
        model.put("hasPulls", !asked.isEmpty());
        model.put("node", reloads.node());
        model.put(
                "units",
                reloads.status().stream()
                        .map(unit -> ReloadRow.of(unit, clock.instant()))
                        .toList());
        return pages.render("setup", model);
    }

    @PostMapping("/setup/test-page")
    ResponseEntity<Void> testPage(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        return press.answer(from(typed), "try", typed, next, () -> trials.testPage(by.person()));
    }

    /** Leads to the incident of the sample. */
    @PostMapping("/setup/sample-alert")
    ResponseEntity<Void> sampleAlert(
            @RequestParam Map<String, String> typed, PersonAuthentication by, RedirectAttributes next) {
        var isFiring = !"resolved".equals(typed.get("status"));
        var incident = new IncidentId[1];
        var said = isFiring
                ? "Your sample alert arrived, and this is its incident. Only you are paged."
                : "The sample alert is over.";
        var answer = press.answer(from(typed), "try", typed, next, () -> {
            incident[0] = trials.sampleAlert(by.person(), isFiring).orElse(null);
            return said;
        });
        return incident[0] == null ? answer : press.answer("/incidents/" + incident[0], "try", typed, next, () -> said);
    }

    /** The page with the button. */
    private static String from(Map<String, String> typed) {
        return "/setup".equals(typed.get("from")) ? "/setup" : "/";
    }
}
